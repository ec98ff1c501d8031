import { describe, expect, test } from 'vitest'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { expectSturdy } from './fixtures/sturdiness.ts'
import { unsupportedByContent, unsupportedByName, unsupportedReaders } from './unsupported.ts'

const readers = [...unsupportedByContent, ...unsupportedByName]
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('a format that is known but not read', () => {
  test.each([
    ['executorch', 'model.pte', ' \0\0\0ET12....'],
    ['mxnet', 'a-0000.params', '\x12\x01\0\0\0\0\0\0'],
    ['rknn', 'a.bin', 'RKNN'],
    ['tensorrt', 'a.bin', 'ftrt'],
    ['tensorrt', 'a.engine', 'any'],
    ['r-data', 'a.rds', 'X\n\0\0\0\x03'],
    ['r-data', 'a.rda', 'RDX3\nX\n'],
    ['torch7', 'a.t7', '\x04\0\0\0\x01\0\0\0'],
    ['cntk', 'a.model', 'B\0C\0N\0'],
    ['coreml', 'a.mlmodel', '\x08\x04'],
    ['paddle', 'inference.pdmodel', '\x0a\x02'],
    ['flax-msgpack', 'flax_model.msgpack', '\x81\xa6params'],
    ['fasttext', 'lid.bin', '\xba\x16\x4f\x2f'],
    ['matlab', 'a.bin', 'MATLAB 5.0 MAT-file'],
  ])('is named: %s by %s', async (format, name, text) => {
    const scan = await scanBytes(bytesOf(text), { readers, name })
    expect(scan.format).toBe(format)
    expect(scan.findings).toEqual([])
    expect(scan.gaps).toMatchObject([{ reason: 'unsupported', length: text.length }])
    expect(scan.gaps[0]?.detail).toMatch(/^not analysed: /)
  })

  test('is called dangerous where objects of it can run code', async () => {
    const details = await Promise.all(
      [['a.rds', 'X\n\0\0\0\x02'] as const, ['a.t7', '\x03\0\0\0'] as const].map(async ([name, text]) => {
        const { gaps } = await scanBytes(bytesOf(text), { readers, name })
        return gaps[0]?.detail
      }),
    )
    expect(details).toEqual([
      'not analysed: R data; it can hold functions and promises that run',
      'not analysed: a Torch7 object; it can hold Lua functions, which run when it is loaded',
    ])
  })

  test('is chosen by name only in the second list', () => {
    expect(unsupportedByContent.length + unsupportedByName.length).toBe(unsupportedReaders.length)
    expect(
      unsupportedByContent.some((reader) =>
        reader.recognises({
          name: 'a.pdmodel',
          bytes: bytesOf('any'),
          source: { size: 3, bytes: () => bytesOf('any') },
        }),
      ),
    ).toBe(false)
  })

  test('survives what is done to it', async () => {
    await expectSturdy(bytesOf('X\n\0\0\0\x02and more'), { readers, name: 'a.rds' }, 6)
  })
})
