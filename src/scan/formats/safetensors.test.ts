import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import type { SourceScan } from '../scan-source.ts'
import type { ByteSource } from '../source.ts'
import { Budget } from '../limits.ts'
import { scanSource } from '../scan-source.ts'
import { nothingListed } from '../fixtures/scan-bytes.ts'
import { plainSafetensors, safetensorsFile } from './fixtures/safetensors-file.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { safetensorsReader } from './safetensors.ts'

const readers = [safetensorsReader]
const bytes8 = new Uint8Array(8)

function scan(header: object | string, data = bytes8, length?: bigint): Promise<SourceScan> {
  return scanBytes(safetensorsFile(header, data, length), { readers, name: 'model.safetensors' })
}

const at = (begin: number, end: number): object => ({ dtype: 'U8', shape: [end - begin], data_offsets: [begin, end] })

describe('a safetensors file', () => {
  test('is clean as the usual library writes it, whatever its name', async () => {
    const result = await scanBytes(plainSafetensors(), { readers, name: 'weights.bin' })
    expectClean(result)
    expect(result.format).toBe('safetensors')
    expect(result.coverage).toMatchObject({ data: 32 })
    expect(result.facts).toEqual([{ kind: 'property', name: 'format', value: 'pt' }])
  })

  test('may have no tensor, a scalar, an empty tensor, padding and keys in any order', async () => {
    expectClean(await scan('{}', new Uint8Array(0)))
    expectClean(await scan({ scalar: { dtype: 'F64', shape: [], data_offsets: [0, 8] } }))
    expectClean(await scan({ none: { dtype: 'F32', shape: [0, 4], data_offsets: [8, 8] }, all: at(0, 8) }))
    expectClean(await scan(`${JSON.stringify({ second: at(4, 8), first: at(0, 4) })}     `))
  })

  test('may have elements of less than a byte', async () => {
    expectClean(await scan({ four: { dtype: 'F4', shape: [16], data_offsets: [0, 8] } }))
    expectClean(await scan({ six: { dtype: 'F6_E2M3', shape: [4], data_offsets: [0, 3] }, rest: at(3, 8) }))
    expect(
      rulesOf(await scan({ six: { dtype: 'F6_E2M3', shape: [3], data_offsets: [0, 3] }, rest: at(3, 8) })),
    ).toEqual(['format/lying-size'])
  })

  test.each([
    ['a length beyond the file', '{"a":1}', 9000n, 'format/lying-size'],
    ['a length beyond all measure', '{"a":1}', 2n ** 63n, 'format/absurd-number'],
    [
      'a key that stands twice',
      `{"a":${JSON.stringify(at(0, 8))},"a":${JSON.stringify(at(0, 8))}}`,
      undefined,
      'format/duplicate-key',
    ],
    ['tensors that share bytes', { a: at(0, 6), b: at(4, 8) }, undefined, 'format/overlap'],
    ['bytes of no tensor between', { a: at(0, 3), b: at(5, 8) }, undefined, 'format/overlap'],
    ['bytes of no tensor at the end', { a: at(0, 4) }, undefined, 'format/overlap'],
    ['a tensor past the end', { a: at(0, 80) }, undefined, 'format/lying-size'],
    [
      'offsets that run backwards',
      { a: { dtype: 'U8', shape: [0], data_offsets: [8, 4] } },
      undefined,
      'format/lying-size',
    ],
    [
      'a shape that does not fit',
      { a: { dtype: 'F32', shape: [9], data_offsets: [0, 8] } },
      undefined,
      'format/lying-size',
    ],
    [
      'a shape beyond 2^53',
      { a: { dtype: 'U8', shape: [2 ** 40, 2 ** 40], data_offsets: [0, 8] } },
      undefined,
      'format/absurd-number',
    ],
    ['a negative extent', { a: { dtype: 'U8', shape: [-8], data_offsets: [0, 8] } }, undefined, 'format/malformed'],
    ['metadata that is no text', { __metadata__: { a: [1] }, b: at(0, 8) }, undefined, 'format/malformed'],
    ['JSON that breaks off', '{"a":', undefined, 'format/malformed'],
    ['two values', '{}{}', undefined, 'format/malformed'],
  ] as const)('tells of %s', async (_what, header, length, rule) => {
    expect(rulesOf(await scan(header, bytes8, length))).toContain(rule)
  })

  test('tells of a type that it does not know, as a small thing', async () => {
    const { findings } = await scan({ a: { dtype: 'F3', shape: [1], data_offsets: [0, 8] } })
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['format/malformed', 'low']])
  })

  test('of a state without tensors, as old releases wrote it, is a small thing', async () => {
    const broken = '{},"__metadata__":{"format":"pt"}}  '
    const { findings, gaps } = await scan(broken, new Uint8Array(0))
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['format/malformed', 'low']])
    expect(gaps).toEqual([])
    expect((await scan(broken)).findings.map(({ level }) => level)).toContain('medium')
  })

  test('has bytes without a tensor looked at as a file of their own', async () => {
    const { members } = await scan({ a: at(0, 4) }, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]))
    expect(members.map(({ member }) => member)).toEqual([['@65']])
  })

  test('that also ends as a zip archive is told', async () => {
    const zip = Buffer.alloc(46 + 22)
    zip.writeUInt32LE(0x02014b50)
    zip.writeUInt32LE(0x06054b50, 46)
    zip.writeUInt32LE(46, 46 + 12)
    expect(rulesOf(await scan({ a: at(0, zip.length) }, zip))).toEqual(['archive/hidden-bytes'])
  })

  test('of any size costs its header', async () => {
    const size = 2 ** 40
    const header = safetensorsFile({ a: at(0, size) }, new Uint8Array(0))
    let read = 0
    const source: ByteSource = {
      size: header.length + size,
      bytes: (offset, length) => {
        const end = Math.min(offset + length, header.length + size)
        read += end - offset
        const bytes = new Uint8Array(end - offset)
        if (offset < header.length) bytes.set(header.subarray(offset, end))
        return bytes
      },
    }
    const result = await scanSource(source, {
      path: 'a.safetensors',
      readers,
      allow: nothingListed,
      budget: new Budget(),
    })
    expectClean(result)
    expect(read).toBeLessThan(1_000_000)
  })

  test('survives what is done to it', async () => {
    await expectSturdy(plainSafetensors(), { readers, name: 'model.safetensors' }, 20)
  })
})
