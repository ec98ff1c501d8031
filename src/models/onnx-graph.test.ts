import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fixturePath } from './fixtures/fixture.ts'
import { codeStringInputs, encodeModel, foreignOperators, readGraph } from './onnx-graph.ts'

function graphOf(name: string) {
  return readGraph(readFileSync(fixturePath(`${name}.onnx`)), name)
}

test('a ZipMap is taken out and its classes are kept', () => {
  const graph = graphOf('multiclass-strings')
  expect(graph.model.graph!.node.map(({ opType }) => opType)).not.toContain('ZipMap')
  expect(graph.outputs).toEqual([
    { name: 'output_label', type: 'string', shape: [null] },
    { name: 'probabilities', type: 'float32', shape: [null, null] },
  ])
  expect(graph.classLabels.get('probabilities')).toEqual(['high', 'low', 'middle'])
  expect([...graph.unzipped]).toEqual([['output_probability', 'probabilities']])
})

test('what the schema does not know survives an edit', () => {
  // Field 999 of the model, and of the message that holds the file, as a string: nothing in ONNX has that number.
  const unknownField = Uint8Array.from([0xba, 0x3e, 5, ...new TextEncoder().encode('later')])
  const bytes = Buffer.concat([readFileSync(fixturePath('columns-strings.onnx')), unknownField])
  const { model } = readGraph(bytes, 'm')
  codeStringInputs(model, ['city'])
  expect(Buffer.from(encodeModel(model)).includes(Buffer.from(unknownField))).toBe(true)
})

test('string inputs become codes and a dictionary under names that are free', () => {
  const { model } = graphOf('columns-strings')
  model.graph!.node[0]!.output.push('city/codes')
  const coded = codeStringInputs(model, ['city'])
  expect(coded.get('city')).toEqual({ codes: 'city/codes_', dictionary: 'city/dictionary' })
  expect(model.graph!.input.map(({ name }) => name)).toEqual(['age', 'work_class', 'city/codes_', 'city/dictionary'])
})

test('operators from elsewhere are named', () => {
  expect(foreignOperators(graphOf('custom-operator').model)).toEqual(['com.example:Frobnicate'])
  expect(foreignOperators(graphOf('columns-strings').model)).toEqual([])
})
