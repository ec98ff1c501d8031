import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/tensorflow.ts'
import { atLeast } from '../../core/scan-level.ts'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { graph, metaGraph, node, savedModel, text } from '../protobuf/fixtures/tensorflow-graph.ts'
import { message } from '../protobuf/fixtures/write-message.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { onnxReader } from './onnx.ts'
import { tensorflowReaders } from './tensorflow.ts'

const readers = [onnxReader, ...tensorflowReaders]

const x = node('x', 'Placeholder')
const y = node('y', 'Relu', ['x'])
const prefix = node('prefix', 'Placeholder')
const harmless = graph([
  ...[x, y, prefix, text('names', 'a', 'b'), text('slices', '')],
  text('part', '_temp/part'),
  node('join', 'StringJoin', ['prefix', 'part']),
  node('save', 'SaveV2', ['join', 'names', 'slices', 'y']),
  node('done', 'Identity', ['prefix', '^save']),
  node('load', 'RestoreV2', ['prefix', 'names', 'slices']),
  node('assign', 'AssignVariableOp', ['x', 'load']),
  node('restore', 'NoOp', ['^assign']),
  text('words', '/home/someone/words.txt'),
  node('table', 'InitializeTableFromTextFileV2', ['x', 'words']),
  node('note', 'PrintV2', ['names'], { output_stream: [[2, 'stderr']] }),
])
const roles = {
  saver: ['prefix:0', 'done:0', 'restore'] as const,
  outputs: ['y:0'],
  fields: [
    [
      6,
      [
        [
          1,
          [
            [1, 'words:0'],
            [2, 7],
          ],
        ],
        [2, 'words.txt'],
      ],
    ],
  ] as const,
}

describe('a malicious TensorFlow model', () => {
  test.each(samples)('$name', async ({ name, rule, bytes }) => {
    const scan = await scanBytes(await bytes(), { readers, name })
    expect(scan.format).toMatch(/^tensorflow|^keras-metadata/)
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })

  test('shows the call with the texts that it is given', async () => {
    const sample = samples.find(({ name }) => name === 'tensorflow-write-file.pb')!
    const { findings } = await scanBytes(await sample.bytes(), { readers })
    expect(findings).toMatchObject([{ level: 'critical', call: 'WriteFile("/tmp/canary", "echo canary")' }])
  })

  test('is quiet about operators that a user allows', async () => {
    const bytes = savedModel(graph([x, y, node('c', 'CanaryOp', ['x'])]))
    const allow = {
      rolesOf: () => undefined,
      allows: (topic: string, name: string) => topic === 'graph-ops' && name === 'CanaryOp',
    }
    expect(rulesOf(await scanBytes(bytes, { readers, allow }))).toEqual([])
  })
})

describe('a harmless TensorFlow model', () => {
  test('has a saver, assets and notes to the console', async () => {
    const scan = await scanBytes(savedModel(harmless, roles), { readers })
    expectClean(scan)
    expect(scan.format).toBe('tensorflow-saved-model')
    expect(scan.facts).toContainEqual({ kind: 'producer', name: 'tensorflow', version: '2.16.1' })
    expect(scan.facts).toContainEqual({ kind: 'reference', to: 'assets/words.txt', why: 'asset' })
  })

  test('may be a meta graph beside a checkpoint', async () => {
    const scan = await scanBytes(message(metaGraph(harmless, roles)), { readers, name: 'model.meta' })
    expectClean(scan)
    expect(scan.format).toBe('tensorflow-meta-graph')
  })

  test('may be a graph on its own, with functions that call each other', async () => {
    const inner = [
      1,
      [
        [
          1,
          [
            [1, 'inner'],
            [2, [[1, 'a']]],
          ],
        ],
        [3, node('b', 'Tanh', ['a'])],
      ],
    ] as const
    const scan = await scanBytes(message(graph([x, y, node('c', 'inner', ['y'])], [inner])), { readers })
    expectClean(scan)
    expect(scan.format).toBe('tensorflow-graph')
  })

  test('may have a second saver, which is told in a low voice', async () => {
    const scan = await scanBytes(savedModel(harmless, { ...roles, saver: ['other:0', 'other:0', 'other'] }), {
      readers,
    })
    expect(scan.findings.map(({ level }) => level)).toEqual(['low', 'low'])
  })

  test('may keep the configuration of its layers, also of classes that nobody imports', async () => {
    const metadata = JSON.stringify({
      class_name: 'Custom>MyLayer',
      config: { name: 'l', shape: { class_name: 'TensorShape', items: [null, 3] } },
    })
    const scan = await scanBytes(
      message([
        [
          1,
          [
            [2, 1],
            [3, 'root'],
            [4, '_tf_keras_layer'],
            [5, metadata],
          ],
        ],
      ]),
      { readers },
    )
    expect(scan.format).toBe('keras-metadata')
    expect(scan.findings.map(({ level }) => level)).toEqual(['low'])
  })
})

test('bytes behind the model are looked at on their own', async () => {
  const scan = await scanBytes(Buffer.concat([savedModel(harmless, roles), Buffer.from('\u0003echo canary')]), {
    readers,
  })
  expect(rulesOf(scan)).toEqual(['format/malformed'])
  expect(scan.coverage.member).toBe(12)
})

test.each([savedModel(harmless, roles), message(metaGraph(harmless, roles)), message(harmless)])(
  'whatever the bytes, the scan ends well (%#)',
  (bytes) => expectSturdy(bytes, { readers }),
  20_000,
)
