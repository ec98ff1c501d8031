import { expect, test } from 'vitest'
import { bindOutputs, type ToldOutputs } from './bind-outputs.ts'
import type { GraphValue } from './graph-values.ts'
import type { Graph } from './onnx-graph.ts'

function output(name: string, type: string): GraphValue {
  return { name, type, shape: null }
}

const usual = [output('label', 'int64'), output('probabilities', 'float32')]

function bind(
  outputs: readonly GraphValue[],
  told: ToldOutputs = {},
  labels: readonly string[] | null = null,
  classes = ['no', 'yes'],
) {
  const graph = {
    outputs,
    unzipped: new Map(),
    widened: new Map(),
    classLabels: new Map(),
    onlyClassLabels: labels,
  } as unknown as Graph
  return bindOutputs(
    graph,
    classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass',
    { classes },
    told,
    'm.onnx',
  )
}

test('without a word on classes a label is the class or its index', () => {
  const { columnCodes, labelCodes } = bind(usual)
  expect(columnCodes).toBeNull()
  expect([...labelCodes]).toEqual([
    ['no', 0],
    ['yes', 1],
    ['0', 0],
    ['1', 1],
  ])
})

test('classes that are numbers are themselves before they are indexes', () => {
  const { labelCodes } = bind(usual, {}, null, ['1', '2', '3'])
  expect(labelCodes.get('1')).toBe(0)
  expect(labelCodes.get('2')).toBe(1)
  expect(labelCodes.get('0')).toBe(0)
})

test('labels of the graph are matched by text, however a truth value or number is written', () => {
  expect(bind(usual, {}, ['True', 'False'], ['false', 'true']).columnCodes).toEqual([1, 0])
  expect(bind(usual, {}, ['1.0', '0'], ['0', '1']).columnCodes).toEqual([1, 0])
})

test('told classes rename those that the graph numbers', () => {
  const { columnCodes, labelCodes } = bind(usual, { classes: ['yes', 'no'] }, ['0', '1'])
  expect(columnCodes).toEqual([1, 0])
  expect([...labelCodes]).toEqual([
    ['0', 1],
    ['1', 0],
  ])
})

test.each([[['a', 'b']], [['no', 'yes', 'maybe']], [['no', 'no']]])(
  'the classes %j are not those of the label',
  (labels) => {
    expect(() => bind(usual, {}, labels)).toThrow(/classes, the label has 2/)
  },
)

test('of several outputs the one that is named like scores is read', () => {
  const outputs = [
    output('embedding', 'float32'),
    output('class_prob', 'float32'),
    output('id', 'string'),
    output('label', 'string'),
  ]
  expect(bind(outputs)).toMatchObject({ scores: 'class_prob', label: 'label' })
})

test('what cannot be told apart has to be named', () => {
  const outputs = [output('a', 'float32'), output('b', 'float32')]
  expect(() => bind(outputs)).toThrow('"a" (float32), "b" (float32) could each be the scores')
  expect(bind(outputs, { output: { scores: 'b' } })).toMatchObject({ scores: 'b', label: null })
  expect(() => bind([output('a', 'int64'), output('b', 'int64')])).toThrow('could each be the label')
  expect(() => bind([output('a', 'sequence')])).toThrow('it has only "a" (sequence)')
  expect(() => bind(usual, { output: { label: 'lable' } })).toThrow('there is no "lable". Did you mean "label"?')
})

test('a regression may answer whole numbers', () => {
  expect(bind([output('price', 'int64')], {}, null, [])).toMatchObject({ scores: 'price', label: null })
})

test('without labels the classes are those of the model, the positive one last', () => {
  const graph = { outputs: usual, unzipped: new Map(), classLabels: new Map(), onlyClassLabels: ['0', '1'] } as unknown
  const { classes, columnCodes } = bindOutputs(graph as Graph, 'binary', { classes: [], positive: '0' }, {}, 'm.onnx')
  expect({ classes, columnCodes }).toEqual({ classes: ['1', '0'], columnCodes: [1, 0] })
})

test('one number a row is no answer of a multiclass model', () => {
  const regressor: GraphValue = { name: 'variable', type: 'float32', shape: [null, 1] }
  expect(() => bind([regressor], {}, null, ['3', '4', '5'])).toThrow(/"variable" holds one number a row.*regression\?/)
})

test('margins can be left aside for the labels', () => {
  expect(bind(usual, { output: { scores: false } })).toMatchObject({ scores: null, label: 'label' })
  expect(() => bind([output('margin', 'float32')], { output: { scores: false } })).toThrow('it has only "margin"')
})
