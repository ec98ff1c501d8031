import { expect, test } from 'vitest'
import { classesOf, matchClasses } from './model-classes.ts'

const unknown = { told: null, scoreColumns: null, path: 'model.onnx' }
const told = (...names: string[]) => ({ ...unknown, told: names })

test('the label tells the classes, whatever the model calls them', () => {
  expect(classesOf({ task: 'binary', classes: ['no', 'yes'] }, told('0', '1'))).toEqual(['no', 'yes'])
  expect(classesOf({ task: 'regression', classes: [] }, unknown)).toEqual([])
})

test('without labels the model tells them, the positive one last', () => {
  expect(classesOf({ task: 'binary', classes: [] }, told('no', 'yes'))).toEqual(['no', 'yes'])
  expect(classesOf({ task: 'binary', classes: [], positive: 'No' }, told('no', 'yes'))).toEqual(['yes', 'no'])
  expect(classesOf({ task: 'multiclass', classes: [] }, told('b', 'a', 'c'))).toEqual(['b', 'a', 'c'])
})

test('where the model does not tell either, they are numbered', () => {
  expect(classesOf({ task: 'binary', classes: [] }, unknown)).toEqual(['0', '1'])
  expect(classesOf({ task: 'multiclass', classes: [] }, { ...unknown, scoreColumns: 3 })).toEqual(['0', '1', '2'])
})

test.each([
  ['nobody tells them', { task: 'multiclass', classes: [] }, unknown, 'MODEL_CLASSES_UNKNOWN'],
  ['too many for binary', { task: 'binary', classes: [] }, told('a', 'b', 'c'), 'MODEL_NOT_BINARY'],
  ['another positive', { task: 'binary', classes: [], positive: 'ja' }, told('no', 'yes'), 'POSITIVE_NOT_FOUND'],
] as const)('%s', (_, options, known, code) => {
  expect(() => classesOf(options, known)).toThrow(expect.objectContaining({ code }))
})

test('among several classes either side may lack some, and the codes of the label stay', () => {
  const label = ['a', 'b', 'c']
  expect(matchClasses(['d', 'c', 'b', 'a'], label, 'multiclass')).toEqual({
    classes: ['a', 'b', 'c', 'd'],
    codes: [3, 2, 1, 0],
    decisions: ['the model has classes that the label never has: d'],
    warnings: [],
  })
  expect(matchClasses(['c', 'a'], label, 'multiclass')).toEqual({
    classes: label,
    codes: [2, 0],
    decisions: [],
    warnings: ['the label has classes that the model does not know, so it is always wrong there: b'],
  })
})

test.each([
  ['each side has others', ['a', 'b', 'x'], ['a', 'b', 'c'], 'multiclass'],
  ['one class twice', ['a', 'a', 'b', 'c'], ['a', 'b', 'c'], 'multiclass'],
  ['three of a binary model', ['no', 'yes', 'maybe'], ['no', 'yes'], 'binary'],
] as const)('%s: these are not the same classes', (_, model, label, task) => {
  expect(() => matchClasses(model, label, task)).toThrow(expect.objectContaining({ code: 'MODEL_CLASSES_MISMATCH' }))
})
