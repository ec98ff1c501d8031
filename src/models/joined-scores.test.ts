import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { create } from '@bufbuild/protobuf'
import { afterAll, afterEach, expect, test } from 'vitest'
import { closeAll, expected, fixtureFrame, fixturePath, open } from './fixtures/fixture.ts'
import { AttributeProtoSchema, NodeProtoSchema } from './generated/onnx-ml_pb.ts'
import { elementType, tensorInfo } from './graph-values.ts'
import type { OnnxSpec } from './model-spec.ts'
import { encodeModel, readGraph } from './onnx-graph.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-joined-'))
afterEach(closeAll)
afterAll(() => rmSync(folder, { recursive: true }))

const frame = fixtureFrame(['age', 'hours', 'weight'])
const path = join(folder, 'columns.onnx')
writeFileSync(path, perClass())

/** A model with the label and an output for each of the two classes, as zipmap='columns' makes of it. */
function perClass(): Uint8Array {
  const { model } = readGraph(readFileSync(fixturePath('matrix-two-columns.onnx')), 'matrix-two-columns')
  const graph = model.graph!
  const halves = create(AttributeProtoSchema, { name: 'num_outputs', i: 2n, type: 2 })
  const axis = create(AttributeProtoSchema, { name: 'axis', i: 1n, type: 2 })
  const split = { opType: 'Split', input: ['probabilities'], output: ['i0', 'i1'], attribute: [axis, halves] }
  graph.node.push(create(NodeProtoSchema, split))
  graph.output.splice(1, 1, ...split.output.map((name) => tensorInfo(name, elementType.float32, [null, 1])))
  return encodeModel(model)
}

async function scores(more: Partial<OnnxSpec>): Promise<number[]> {
  const model = await open({ kind: 'onnx', path, ...more }, frame, { classes: ['0', '1'] })
  return [...(await model.attempt(frame)).predictions.scores!]
}

function stored(column: number): number[] {
  const rows = expected.answers['matrix-two-columns']!['probabilities'] as number[][]
  return Array.from({ length: frame.rowCount }, (_, row) => Math.fround(rows[row % rows.length]![column]!))
}

test.each<[string, Partial<OnnxSpec>, number]>([
  ['in the order of the classes', { output: { scores: ['i0', 'i1'] } }, 1],
  ['in an order that is told', { output: { scores: ['i1', 'i0'] }, classes: ['1', '0'] }, 1],
  ['by class', { output: { scores: { 1: 'i1', 0: 'i0' } } }, 1],
])('scores in an output for each class, %s', async (_, more, column) => {
  const found = await scores(more)
  found.forEach((score, row) => expect(score).toBeCloseTo(stored(column)[row]!, 5))
})

test.each<[string, Partial<OnnxSpec>, RegExp]>([
  ['not told', {}, /each class has an output.*scores: \["i0", "i1"\]/],
  ['of one class', { output: { scores: ['i0'] } }, /for each class/],
  ['of a label', { output: { scores: ['label', 'i0'] } }, /"label" \(int64\), "i0" \(float32\) do not make/],
  ['of another name', { output: { scores: ['i0', 'i2'] } }, /there is no "i2"/],
])('outputs for classes: %s', async (_, more, says) => {
  const mistaken = open({ kind: 'onnx', path, ...more }, frame, { classes: ['0', '1'] })
  await expect(mistaken).rejects.toMatchObject({ code: 'MODEL_OUTPUT_UNKNOWN' })
  await expect(
    mistaken.catch((error: { message: string; hint?: string }) => `${error.message} ${error.hint ?? ''}`),
  ).resolves.toMatch(says)
})
