import { expect, test } from 'vitest'
import type { Kind, SchemaColumn } from '../core/schema.ts'
import { bindInputs } from './bind-inputs.ts'
import type { GraphValue } from './onnx-graph.ts'

function feature(name: string, kind: Kind = 'number'): SchemaColumn {
  return { name, role: 'feature', kind, protected: false, integer: false, reasons: [] }
}

function input(name: string, type = 'float32', shape: GraphValue['shape'] = [null, 1]): GraphValue {
  return { name, type, shape }
}

function bound(inputs: readonly GraphValue[], features: readonly SchemaColumn[], told = {}) {
  const { inputs: result } = bindInputs(inputs, features, told)
  return result.map(({ name, columns }) => [name, columns.map((column) => column.name)])
}

test('an exact name comes before one that is alike', () => {
  expect(bound([input('a_b')], [feature('A B'), feature('a_b')])).toEqual([['a_b', ['a_b']]])
})

test.each(['capital-gain', 'Capital Gain', 'capital.gain', 'CAPITALGAIN'])(
  '"%s" is taken for the input capital_gain',
  (name) => {
    expect(bound([input('capital_gain'), input('age')], [feature('age'), feature(name)])).toEqual([
      ['capital_gain', [name]],
      ['age', ['age']],
    ])
  },
)

test('two columns that are alike are not chosen between', () => {
  const features = [feature('a-b'), feature('a b'), feature('c')]
  expect(() => bindInputs([input('a_b'), input('c')], features)).toThrow('no feature has that name')
})

test('a matrix beside named inputs takes the columns that are left', () => {
  const features = [feature('a'), feature('b'), feature('c')]
  expect(bound([input('b'), input('X', 'float32', [null, 2])], features)).toEqual([
    ['b', ['b']],
    ['X', ['a', 'c']],
  ])
})

test('a matrix of free width takes all features', () => {
  expect(bound([input('X', 'float32', [null, null])], [feature('a'), feature('b')])).toEqual([['X', ['a', 'b']]])
  expect(bound([input('X', 'float32', null)], [feature('a'), feature('b')])).toEqual([['X', ['a', 'b']]])
})

test('one feature and one input need no name', () => {
  expect(bindInputs([input('x')], [feature('a')]).decisions).toEqual(['input "x" takes the only feature, "a"'])
  expect(bound([input('x', 'float32', [null])], [feature('a')])).toEqual([['x', ['a']]])
})

test.each<[string, readonly GraphValue[], readonly SchemaColumn[], string]>([
  [
    'two matrices of one kind',
    [input('X', 'float32', [null, 1]), input('Y', 'float32', [null, 1])],
    [feature('a'), feature('b')],
    'no feature has that name',
  ],
  [
    'a column that happens to be left',
    [input('a'), input('b')],
    [feature('a'), feature('z')],
    'no feature has that name',
  ],
  ['three dimensions', [input('X', 'float32', [null, 1, 1])], [feature('a')], 'a table has rows and columns only'],
  ['half precision', [input('a', 'float16')], [feature('a')], 'inputs of that type cannot be fed'],
  ['an image', [input('a')], [feature('a', 'image')], 'the column "a" is image'],
  ['a narrower matrix', [input('X', 'float32', [null, 1])], [feature('a'), feature('b')], 'no feature has that name'],
])('refuses %s', (_, inputs, features, message) => {
  expect(() => bindInputs(inputs, features)).toThrow(message)
})

test('what goes in as a number though it is none is a decision', () => {
  const { decisions } = bindInputs([input('a'), input('t', 'int64')], [feature('a', 'category'), feature('t', 'time')])
  expect(decisions).toEqual([
    'input "a" (float32) takes the category "a" by the number that each text stands for',
    'input "t" (int64) takes the time "t" as milliseconds since 1970',
  ])
})

test('a fixed number of rows is passed on', () => {
  expect(bindInputs([input('a', 'float32', [1, 1])], [feature('a')])).toMatchObject({
    fixedRows: 1,
    decisions: ['the model was exported for exactly 1 row(s) a call'],
  })
})
