import { create } from '@bufbuild/protobuf'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { closeAll, expected, fixtureFrame, fixturePath, open } from './fixtures/fixture.ts'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  NodeProtoSchema,
} from './generated/onnx-ml_pb.ts'
import { describe, elementType, tensorInfo } from './graph-values.ts'
import { encodeModel, readGraph } from './onnx-graph.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-half-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(closeAll)

const matrix = fixtureFrame(['age', 'hours', 'weight'])

/** The fixture with its input and its output in that type, and the sums between them in float32. */
function narrowed(type: 'float16' | 'bfloat16'): string {
  const { model } = readGraph(readFileSync(fixturePath('matrix-one-column.onnx')), 'fixture')
  const graph = model.graph!
  const [input, output] = [graph.input[0]!, graph.output[0]!].map(describe)
  for (const node of graph.node) {
    node.input = node.input.map((name) => (name === 'X' ? 'X32' : name))
    node.output = node.output.map((name) => (name === 'score' ? 'score32' : name))
  }
  graph.node.unshift(cast('X', 'X32', elementType.float32))
  graph.node.push(cast('score32', 'score', elementType[type]))
  graph.input[0] = tensorInfo('X', elementType[type], input!.shape)
  graph.output[0] = tensorInfo('score', elementType[type], output!.shape)
  const path = join(folder, `${type}.onnx`)
  writeFileSync(path, encodeModel(model))
  return path
}

function cast(from: string, to: string, type: number): GraphProto['node'][number] {
  const attribute = [
    create(AttributeProtoSchema, { name: 'to', type: AttributeProto_AttributeType.INT, i: BigInt(type) }),
  ]
  return create(NodeProtoSchema, { opType: 'Cast', input: [from], output: [to], attribute })
}

test.each([
  ['float16', 2e-3],
  ['bfloat16', 2e-2],
] as const)('%s goes in and comes out as float32', async (type, tolerance) => {
  const model = await open({ kind: 'onnx', path: narrowed(type), output: { scores: 'score' } }, matrix)
  const { predictions, messages } = await model.attempt(matrix)
  expect(messages).toEqual([])
  const wanted = expected.answers['matrix-one-column']!['score']!.flat() as number[]
  wanted.forEach((score, row) => expect(Math.abs(predictions.scores![row]! - score)).toBeLessThan(tolerance))
})
