import { expect, test } from 'vitest'
import type { Labels } from '../core/predictions.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../testing/models.ts'
import { targetOf, turns } from './target.ts'

test('right answers are worth an attack; wrong ones, unanswered ones and unlabelled ones are not', () => {
  const predictions = binaryPredictions([0.9, 0.1, 0.9, NaN, 0.9])
  expect([...targetOf('binary', predictions, binaryLabels([1, 0, 0, 1, -1])).rows]).toEqual([0, 1])
  expect([...targetOf('binary', predictions, null).rows]).toEqual([0, 1, 2, 4])
})

test('a value is right within half a median absolute deviation of the truth', () => {
  const labels: Labels = { kind: 'value', values: Float64Array.of(0, 2, 4, 6, 8, NaN) }
  const predictions = valuePredictions([1, 3.1, 4, NaN, 7.5, 4])
  expect(targetOf('regression', predictions, labels)).toEqual({ rows: Int32Array.of(0, 2, 4), margin: 1 })
  expect(targetOf('regression', predictions, null).rows).toEqual(Int32Array.of(0, 1, 2, 4, 5))
})

test('where over half of the truth is one value its spread stands in, and without any there is nothing to attack', () => {
  const labels: Labels = { kind: 'value', values: Float64Array.of(1, 1, 1, 1, 5) }
  const sd = Math.sqrt((4 * 0.8 ** 2 + 3.2 ** 2) / 4)
  expect(targetOf('regression', valuePredictions([1, 1, 1, 1, 1]), labels).margin).toBeCloseTo(sd / 2, 12)
  expect([...targetOf('regression', valuePredictions([1, 1]), null).rows]).toEqual([])
})

test('a turned answer is another decision, or a value moved by more than the margin', () => {
  const flips = turns(binaryPredictions([0.9, 0.1]), 0)
  const after = binaryPredictions([0.4, 0.6, NaN])
  expect([flips(after, 0, 0), flips(after, 0, 1), flips(after, 1, 0), flips(after, 2, 0)]).toEqual([
    true,
    false,
    false,
    false,
  ])
  const moves = turns(valuePredictions([10, 20]), 2)
  const moved = valuePredictions([12, 12.1, NaN])
  expect([moves(moved, 0, 0), moves(moved, 1, 0), moves(moved, 0, 1), moves(moved, 2, 0)]).toEqual([
    false,
    true,
    true,
    false,
  ])
})
