import { expect, test } from 'vitest'
import type { Column } from '../core/frame.ts'
import { classCodes, classNames, decideClasses, readLabels, sortClasses } from './labels.ts'
import type { DataOptions } from './options.ts'

const options = {
  evaluation: '',
  protected: [],
  ignore: [],
  columns: {},
  rowBudget: 1,
  seed: 1,
  task: 'binary',
} as const

function decide(values: readonly string[], more: Partial<DataOptions> = {}) {
  return decideClasses({ ...options, ...more }, 'label', new Set(values))
}

test.each([
  [['0', '1'], undefined, ['0', '1']],
  [['-1', '1'], undefined, ['-1', '1']],
  [['Yes', 'No'], undefined, ['No', 'Yes']],
  [['TRUE', 'FALSE'], undefined, ['FALSE', 'TRUE']],
  [['f', 't'], undefined, ['f', 't']],
  [['<=50K', '>50K'], '>50K', ['<=50K', '>50K']],
  [['<=50K', '>50K'], '<=50K', ['>50K', '<=50K']],
  [['0', '1'], '1.0', ['0', '1']],
  [['false', 'true'], 'True', ['false', 'true']],
  [['False', 'True'], 'true', ['False', 'True']],
  [['0'], undefined, ['0', '1']],
  [['1'], undefined, ['0', '1']],
  [['No'], undefined, ['No', 'Yes']],
  [['0'], '1', ['0', '1']],
  [['yes'], 'yes', ['no', 'yes']],
])('of %j with the positive class %s makes %j', (values, positive, classes) => {
  expect(decide(values, positive === undefined ? {} : { positive }).names).toEqual(classes)
})

test('labels spelt differently in the two sets are told set by set', () => {
  const sets = new Map([
    ['reference', new Set(['<=50K', '>50K'])],
    ['evaluation', new Set(['<=50K.', '>50K.'])],
  ])
  const all = new Set([...sets.values()].flatMap((values) => [...values]))
  expect(() => decideClasses(options, 'income', all, sets)).toThrow(
    'has 4 values (<=50K, >50K in the reference data; <=50K., >50K. in the evaluation data)',
  )
})

test('says which class was taken for positive, unless it was told', () => {
  expect(decide(['no', 'yes']).decisions).toEqual(['positive class: yes (the other is no)'])
  expect(decide(['no', 'yes'], { positive: 'no' }).decisions).toEqual([])
})

test.each([
  [['a', 'b', 'c'], undefined, 'LABEL_NOT_BINARY'],
  [['good', 'bad'], undefined, 'POSITIVE_NEEDED'],
  [['good', 'bad'], 'goood', 'POSITIVE_NOT_FOUND'],
  [['good'], 'good', 'LABEL_ONE_VALUE'],
])('of %j with the positive class %s is an error', (values, positive, code) => {
  expect(() => decide(values, positive === undefined ? {} : { positive })).toThrow(expect.objectContaining({ code }))
})

test('suggests the spelling of the data', () => {
  expect(() => decide(['<=50K.', '>50K.'], { positive: '>50K' })).toThrow(
    expect.objectContaining({ hint: 'Did you mean ">50K."?' }),
  )
})

test('sorts classes by number when all are numbers', () => {
  expect(sortClasses(['10', '9', '-1'])).toEqual(['-1', '9', '10'])
  expect(sortClasses(['10', '9', 'x'])).toEqual(['10', '9', 'x'])
})

test('writes numbers in their shortest form', () => {
  const column: Column = {
    kind: 'number',
    values: Float64Array.of(1, 0, -0, NaN, 2.5),
    valid: Uint8Array.of(1, 1, 1, 0, 1),
  }
  expect([...classNames(column)]).toEqual(['1', '0', '2.5'])
  expect([...classCodes(column, ['0', '1', '2.5'])]).toEqual([1, 0, 0, -1, 2])
})

test('reads labels by class, -1 where there is none', () => {
  const frame = frameOf({ kind: 'category', codes: Int32Array.of(1, -1, 0), dictionary: ['a', 'b'] })
  expect(readLabels(frame, 'label', 'evaluation', ['b', 'a'])).toEqual({
    kind: 'class',
    codes: Int32Array.of(0, -1, 1),
    classes: ['b', 'a'],
  })
})

test('refuses labels that are missing everywhere, and texts for a regression', () => {
  const none = frameOf({ kind: 'number', values: Float64Array.of(NaN), valid: Uint8Array.of(0) })
  expect(() => readLabels(none, 'label', 'evaluation', null)).toThrow(
    expect.objectContaining({ code: 'LABEL_ALL_MISSING' }),
  )
  expect(() => readLabels(none, 'label', 'evaluation', ['0', '1'])).toThrow(
    expect.objectContaining({ code: 'LABEL_ALL_MISSING' }),
  )
  const texts = frameOf({ kind: 'text', values: ['a'] })
  expect(() => readLabels(texts, 'label', 'evaluation', null)).toThrow(
    expect.objectContaining({ code: 'LABEL_NOT_NUMERIC' }),
  )
})

function frameOf(column: Column) {
  return { rowCount: 1, columns: new Map([['label', column]]) }
}
