import { expect, test } from 'vitest'
import type { Kind, SchemaColumn } from '../core/schema.ts'
import { bindInputs } from './bind-inputs.ts'
import type { GraphValue } from './graph-values.ts'

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

test.each(['capital-gain', 'Capital Gain', 'capital.gain', 'CAPITALGAIN', 'Capital/Gain ($)', 'capital:gain%'])(
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

test('a column that another input is named after is no second choice', () => {
  expect(bound([input('a_b'), input('a.b')], [feature('a b'), feature('a.b')])).toEqual([
    ['a_b', ['a b']],
    ['a.b', ['a.b']],
  ])
})

test('inputs that are only numbered take the features in source order', () => {
  const features = [feature('age'), feature('city', 'category'), feature('hours')]
  const inputs = [input('f2'), input('f1', 'string'), input('f0')]
  expect(bound(inputs, features)).toEqual([
    ['f2', ['hours']],
    ['f1', ['city']],
    ['f0', ['age']],
  ])
  expect(bindInputs(inputs, features).decisions).toEqual([
    'inputs "f0" to "f2" take the 3 features in the order of the source',
  ])
  const ten = Array.from({ length: 10 }, (_, place) => feature(`c${'abcdefghij'[place]}`))
  const fromOne = ten.map((_, place) => input(`input_${place + 1}`))
  expect(bound(fromOne, ten).at(-1)).toEqual(['input_10', ['cj']])
})

test.each([
  ['of which one is missing', [input('f0'), input('f2')], [feature('a'), feature('b')]],
  ['that take another kind', [input('f0'), input('f1')], [feature('a'), feature('b', 'category')]],
  ['that are not as many', [input('f0'), input('f1')], [feature('a'), feature('b'), feature('c')]],
] as const)('inputs with numbers %s are not guessed', (_, inputs, features) => {
  expect(() => bindInputs(inputs, features)).toThrow('no feature has that name')
})

test('a matrix that is as wide as the features of its kind takes those', () => {
  const features = [feature('a'), feature('t', 'category'), feature('b')]
  expect(bound([input('X', 'float32', [null, 2])], features)).toEqual([['X', ['a', 'b']]])
  expect(bound([input('X', 'float32', [null, 3])], features)).toEqual([['X', ['a', 't', 'b']]])
})

test('beside a matrix it is the single column that lacks its name', () => {
  const inputs = [input('X', 'float32', [null, 2]), input('scale', 'float32', [1])]
  expect(() => bindInputs(inputs, [feature('a'), feature('b')])).toThrow('an input "scale"')
})

test('a model may want a column that is no feature, but no answer', () => {
  const inputs = [input('a'), input('id', 'string')]
  const other = (role: SchemaColumn['role']): SchemaColumn => ({ ...feature('id', 'text'), role })
  const { inputs: result, decisions } = bindInputs(inputs, [feature('a')], {}, [other('id')])
  expect(result[1]!.columns).toEqual([other('id')])
  expect(decisions).toEqual(['input "id" takes the column of that name, though it is no feature but the id'])
  expect(() => bindInputs(inputs, [feature('a')], {}, [other('label')])).toThrow('the column of that name is the label')
  expect(() => bindInputs(inputs, [feature('a')], {}, [other('ignored')])).toThrow('is ignored')
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
  ['complex numbers', [input('a', 'type 14')], [feature('a')], 'inputs of that type cannot be fed'],
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

test('how a time is spelt for an input of texts is a decision', () => {
  const features = [feature('day', 'time'), feature('city', 'category')]
  const { decisions } = bindInputs([input('day', 'string'), input('city', 'string')], features)
  expect(decisions).toEqual([expect.stringMatching(/"day" \(string\) takes the time "day" as 2024-12-31T.*category/)])
})
