import { describe, expect, test } from 'vitest'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { expectSturdy } from './fixtures/sturdiness.ts'
import { scriptReader } from './script.ts'

const readers = [scriptReader]
const script = Buffer.from('#!/bin/sh\necho canary\n')

describe('a script', () => {
  test.each([
    ['model.bin', 'high'],
    ['weights', 'high'],
    ['run.sh', 'low'],
  ])('named %s is told as %s', async (name, level) => {
    const { findings, gaps } = await scanBytes(script, { readers, name })
    expect(findings.map(({ rule, level: found }) => [rule, found])).toEqual([['native-code/program', level]])
    expect(gaps).toEqual([])
  })

  test('in Python is left to those who read Python', async () => {
    expect((await scanBytes(script, { readers, name: 'modeling.py' })).format).toBe('unknown')
  })

  test('begins with the path of a program', async () => {
    const rust = Buffer.from('#![allow(unused)]\n')
    const noise = Buffer.from([0x23, 0x21, 0x2f, 0x00, 0x81, 0x0a])
    for (const bytes of [rust, noise]) expect((await scanBytes(bytes, { readers })).findings).toEqual([])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(script, { readers }, 3)
  })
})
