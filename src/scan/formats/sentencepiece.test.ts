import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { message } from '../protobuf/fixtures/write-message.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { sentencePieceReader } from './sentencepiece.ts'

const readers = [sentencePieceReader]

/** A piece with a score of 4 bytes and a type. */
function piece(text: string): Uint8Array {
  const content = Buffer.concat([
    Buffer.from([0x0a, text.length]),
    Buffer.from(text),
    Buffer.from([0x15, 0, 0, 0, 0, 0x18, 2]),
  ])
  return Buffer.concat([Buffer.from([0x0a, content.length]), content])
}

const model = Buffer.concat([
  piece('<unk>'),
  piece('<s>'),
  message([
    [2, [[2, 'prefix']]],
    [3, [[1, 'nmt_nfkc']]],
  ]),
])

describe('a SentencePiece tokenizer', () => {
  test('is clean', async () => {
    const scan = await scanBytes(model, { readers, name: 'tokenizer.model' })
    expectClean(scan)
    expect(scan.facts).toEqual([{ kind: 'property', name: 'pieces', value: '2' }])
  })

  test('that is cut off is malformed', async () => {
    expect(rulesOf(await scanBytes(model.subarray(0, -3), { readers }))).toEqual(['format/malformed'])
  })

  test('with a field of another format is told', async () => {
    expect(rulesOf(await scanBytes(Buffer.concat([model, message([[9, 'x']])]), { readers }))).toEqual([
      'format/malformed',
    ])
  })

  test('is not seen in other messages', async () => {
    const graph = message([
      [
        1,
        [
          [1, 'name'],
          [2, 'op'],
        ],
      ],
      [
        1,
        [
          [1, 'b'],
          [2, 'op'],
        ],
      ],
    ])
    expect((await scanBytes(graph, { readers })).format).toBe('unknown')
  })

  test('survives what is done to it', async () => {
    await expectSturdy(model, { readers }, 16)
  })
})
