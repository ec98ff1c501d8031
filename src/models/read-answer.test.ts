import { expect, test } from 'vitest'
import type { Task } from '../core/predictions.ts'
import { readAnswer } from './read-answer.ts'

const classes = ['no', 'yes']

test.each<[string, unknown, Task, unknown]>([
  ['a typed array', Float64Array.of(0.1, 0.9), 'binary', { scores: Float64Array.of(0.1, 0.9), width: 1, labels: null }],
  ['numbers', [0.1, 0.9], 'regression', { scores: Float64Array.of(0.1, 0.9), width: 1 }],
  [
    'rows of numbers',
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    'binary',
    { scores: Float64Array.of(0.9, 0.1, 0.2, 0.8), width: 2 },
  ],
  [
    'a flat matrix',
    Float32Array.of(0.5, 0.5, 0.25, 0.75),
    'binary',
    { scores: Float64Array.of(0.5, 0.5, 0.25, 0.75), width: 2 },
  ],
  ['rows of typed arrays', [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)], 'multiclass', { width: 3 }],
  [
    'scores and labels',
    { scores: [0.1, 0.9], labels: ['no', 'maybe'] },
    'binary',
    { width: 1, labels: Int32Array.of(0, -1) },
  ],
  ['labels alone', { labels: ['yes', 'no'] }, 'binary', { scores: null, labels: Int32Array.of(1, 0) }],
  ['a label a row', ['yes', 'no'], 'binary', { scores: null, labels: Int32Array.of(1, 0) }],
  ['no answer in a row', [0.5, null], 'binary', { scores: Float64Array.of(0.5, Number.NaN) }],
])('reads %s', (_, answer, task, wanted) => {
  expect(readAnswer(answer, 2, task, classes)).toMatchObject({ kind: 'answered', ...(wanted as object) })
})

test.each<[string, unknown, Task, number]>([
  ['too few', [0.1], 'binary', 1],
  ['too many', [0.1, 0.2, 0.3], 'binary', 3],
  ['too many of a regression', Float64Array.of(1, 2, 3, 4), 'regression', 4],
  ['too few labels', { labels: ['yes'] }, 'binary', 1],
  ['none', [], 'binary', 0],
])('counts the rows of an answer of another length: %s', (_, answer, task, answered) => {
  expect(readAnswer(answer, 2, task, classes)).toEqual({ kind: 'wrong-length', answered })
})

test.each<[unknown, string]>([
  [undefined, 'answered undefined instead of scores'],
  ['0.5', 'answered "0.5" instead of scores'],
  [{}, 'without "scores" or "labels"'],
  [{ scores: 3 }, 'answered 3 as scores'],
  [{ labels: 'yes' }, 'answered "yes" as labels'],
  [[[0.1, 0.9], [1]], 'row 1 has 1 scores, row 0 has 2'],
  [[0.1, '0.9'], 'the score of row 1 is "0.9", not a number'],
])('says what is wrong with %j', (answer, message) => {
  expect(() => readAnswer(answer, 2, 'binary', classes)).toThrow(message)
})
