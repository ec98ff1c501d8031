import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/gguf.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { ggufFile, plainGguf } from './fixtures/gguf-file.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { ggmlLegacyReader } from './ggml-legacy.ts'
import { ggmlTypes } from './ggml-types.ts'
import { ggufReader } from './gguf.ts'

const readers = [ggufReader, ggmlLegacyReader]
const { pairs = [], ...withoutPairs } = plainGguf

describe('a GGUF file', () => {
  test('is clean as the reference writer makes it, in both byte orders', async () => {
    for (const isBigEndian of [false, true]) {
      const scan = await scanBytes(ggufFile({ ...plainGguf, isBigEndian }), { readers })
      expectClean(scan)
      expect(scan.format).toBe('gguf')
      expect(scan.coverage).toMatchObject({ data: 288 + 12 + 34 })
      expect(scan.facts).toContainEqual({ kind: 'property', name: 'general.architecture', value: 'llama' })
      expect(scan.facts).toContainEqual(expect.objectContaining({ kind: 'template', name: 'default' }))
    }
  })

  test('may be of version 1 and 2, without tensors, with another alignment, padded at the end', async () => {
    const plain = pairs.filter(([, value]) => typeof value === 'string' || 'u32' in value)
    for (const version of [1, 2])
      expectClean(await scanBytes(ggufFile({ ...plainGguf, pairs: plain, version }), { readers }))
    expectClean(await scanBytes(ggufFile({ pairs: [['general.architecture', 'llama']] }), { readers }))
    const options = { ...withoutPairs, pairs: [['general.alignment', { u32: 64 }]] as const, alignment: 64 }
    const tensors = [
      { name: 'a', shape: [4n], type: 0, offset: 0n },
      { name: 'b', shape: [4n], type: 0, offset: 64n },
    ]
    expectClean(await scanBytes(ggufFile({ ...options, tensors, data: new Uint8Array(80) }), { readers }))
    const padded = Buffer.concat([ggufFile(plainGguf), new Uint8Array(30)])
    expectClean(await scanBytes(padded, { readers }))
  })

  test.each([...ggmlTypes])('has tensors of type %i', async (type, { elements, bytes }) => {
    const tensors = [{ name: 'a', shape: [BigInt(elements), 3n], type, offset: 0n }]
    expectClean(await scanBytes(ggufFile({ tensors, data: new Uint8Array(bytes * 3) }), { readers }))
  })

  test('with a type or version of the future is a gap, not a finding', async () => {
    const tensors = [{ name: 'a', shape: [4n], type: 99, offset: 0n }]
    const scan = await scanBytes(ggufFile({ tensors, data: new Uint8Array(64) }), { readers })
    expect(scan.findings).toEqual([])
    expect(scan.gaps).toMatchObject([{ reason: 'unsupported', length: 64 }])
    expect((await scanBytes(ggufFile({ version: 4 }), { readers })).gaps).toMatchObject([{ reason: 'unsupported' }])
  })

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const scan = await scanBytes(await sample.bytes(), { readers, name })
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)).toContain(sample.rule)
  })

  test('of before is told, not read', async () => {
    const scan = await scanBytes(Buffer.from('tjgg\u0003\0\0\0rest of it'), { readers })
    expect(scan.format).toBe('ggml')
    expect(scan.gaps).toMatchObject([{ reason: 'unsupported' }])
  })

  test('survives damage', () => expectSturdy(ggufFile(plainGguf), { readers, name: 'model.gguf' }, 24), 20_000)
})
