import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { onnxModel, samples } from '../../../corpus/malicious/onnx.ts'
import { atLeast } from '../../core/scan-level.ts'
import { nothingListed, rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { message } from '../protobuf/fixtures/write-message.ts'
import { scanSource } from '../scan-source.ts'
import { type ByteSource, memorySource } from '../source.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { onnxDataReader, onnxReader, onnxTensorReader } from './onnx.ts'

const readers = [onnxReader, onnxTensorReader]

describe('a malicious ONNX model', () => {
  test.each(samples)('$name', async ({ rule, bytes, beside = {} }) => {
    const scan = await scanBytes(await bytes(), { readers, beside })
    expect(scan.format).toBe('onnx')
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })
})

describe('a harmless ONNX model', () => {
  test.each(['adult', 'wine', 'wine-grade'])('of the example %s has nothing to say', async (example) => {
    const bytes = readFileSync(new URL(`../../../examples/${example}/model.onnx`, import.meta.url))
    const scan = await scanBytes(bytes, { readers })
    expectClean(scan)
    expect(scan.format).toBe('onnx')
    expect(scan.facts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['producer', 'property', 'tensor-port']))
  })

  test('tells its inputs, its outputs and its versions', async () => {
    const { facts } = await scanBytes(onnxModel([]), { readers })
    expect(facts).toContainEqual({ kind: 'tensor-port', direction: 'input', name: 'x', type: 'float', shape: [1] })
    expect(facts).toContainEqual({ kind: 'tensor-port', direction: 'output', name: 'y', type: 'float', shape: [1] })
    expect(facts).toContainEqual({ kind: 'property', name: 'opset ai.onnx', value: '17' })
  })

  test('may keep its values beside it', async () => {
    const entries = [
      [
        13,
        [
          [1, 'location'],
          [2, 'w.bin'],
        ],
      ],
      [
        13,
        [
          [1, 'length'],
          [2, '16'],
        ],
      ],
    ] as const
    const bytes = onnxModel([[5, [[1, 4], [2, 1], [8, 'w'], ...entries, [14, 1]]]])
    expectClean(await scanBytes(bytes, { readers, beside: { 'w.bin': new Uint8Array(16) } }))
    const link = { kind: 'file', size: 16, isLink: true, open: () => memorySource(new Uint8Array(16)) } as const
    const linked = await scanSource(memorySource(bytes), {
      path: 'model.onnx',
      allow: nothingListed,
      readers,
      siblings: () => link,
    })
    expect(rulesOf(linked)).toEqual(['external-data/link'])
    const without = await scanBytes(bytes, { readers })
    expect(without.findings).toMatchObject([{ rule: 'external-data/missing', level: 'low' }])
  })

  test('may call functions that it defines', async () => {
    const bytes = onnxModel(
      [
        [
          1,
          [
            [4, 'f'],
            [7, 'local'],
          ],
        ],
      ],
      [
        [
          25,
          [
            [1, 'f'],
            [7, [[4, 'Relu']]],
            [10, 'local'],
          ],
        ],
      ],
    )
    expectClean(await scanBytes(bytes, { readers }))
  })

  test('may be larger than 2 GiB: values are not read', async () => {
    const size = 3 * 2 ** 30
    const float = 4
    const tensor = message([
      [1, size / float],
      [2, 1],
      [8, 'w'],
    ])
    const raw = [0x4a, 0x80, 0x80, 0x80, 0x80, 0x0c]
    const graphHead = Buffer.from(message([[1, [[4, 'Relu']]]]))
    const initializer = Buffer.concat([
      Buffer.from([0x2a]),
      lengthOf(tensor.length + raw.length + size),
      tensor,
      Buffer.from(raw),
    ])
    const graph = Buffer.concat([graphHead, initializer])
    const head = Buffer.concat([Buffer.from([0x08, 8, 0x3a]), lengthOf(graph.length + size), graph])
    const tail = message([[8, [[2, 17]]]])
    let read = 0
    const source: ByteSource = {
      size: head.length + size + tail.length,
      bytes(offset, length) {
        const end = Math.min(offset + length, this.size)
        read += end - offset
        return Uint8Array.from({ length: Math.max(0, end - offset) }, (_, index) => byteAt(offset + index))
      },
    }
    const byteAt = (at: number): number => head[at] ?? (at >= head.length + size ? tail[at - head.length - size]! : 1)
    const scan = await scanSource(source, { path: 'big.onnx', allow: nothingListed, readers })
    expectClean(scan)
    expect(scan.coverage.data).toBe(size)
    expect(read).toBeLessThan(2 ** 20)
  })
})

function lengthOf(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80)
  return Buffer.from([...bytes, rest])
}

test('fields of no version are told of and looked into', async () => {
  const scan = await scanBytes(onnxModel([], [[99, new Uint8Array(2000).fill(1)]]), { readers })
  expect(rulesOf(scan)).toEqual(['format/unknown-field'])
  expect(scan.gaps).toMatchObject([{ reason: 'unknown-format', member: ['ModelProto field 99'] }])
})

test('values beside a model are known by their name', async () => {
  for (const name of ['model.onnx_data', 'model.onnx.data', 'decoder.onnx_data_1']) {
    const scan = await scanBytes(new Uint8Array(40).fill(3), { readers: [...readers, onnxDataReader], name })
    expectClean(scan)
    expect(scan.coverage.data).toBe(40)
  }
})

test('a tensor on its own is known by its fields', async () => {
  const scan = await scanBytes(
    message([
      [1, 4],
      [2, 1],
      [9, new Uint8Array(16)],
    ]),
    { readers, name: 'input_0.pb' },
  )
  expectClean(scan)
  expect(scan.format).toBe('onnx-tensor')
})

test('whatever the bytes, the scan ends well', async () => {
  await expectSturdy(
    onnxModel(
      [
        [
          5,
          [
            [1, 4],
            [2, 1],
            [8, 'w'],
            [9, new Uint8Array(16)],
          ],
        ],
      ],
      [
        [
          14,
          [
            [1, 'k'],
            [2, 'v'],
          ],
        ],
      ],
    ),
    { readers },
  )
})
