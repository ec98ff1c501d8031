import { expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/dependencies.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'

test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
  const { findings } = await scanBytes(await sample.bytes(), { name, beside: sample.beside ?? {} })
  const told = findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)
  expect(told).toContain(sample.rule)
})

test('samples have names of their own', () => {
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
})
