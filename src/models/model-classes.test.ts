import { expect, test } from 'vitest'
import { classesOf } from './model-classes.ts'

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
