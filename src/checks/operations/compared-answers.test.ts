import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOutcome } from '../../core/predictions.ts'
import type { Attempt, Predictions } from '../../core/predictions.ts'
import { binaryPredictions, valuePredictions } from '../../testing/models.ts'
import { compareAnswers } from './compared-answers.ts'

const attemptOf = (predictions: Predictions, outcomes?: readonly number[]): Attempt => ({
  predictions,
  outcomes: outcomes === undefined ? new Uint8Array(predictions.rowCount) : Uint8Array.from(outcomes),
  messages: [],
})

test('another decision, another outcome and a score beyond the tolerance are changes', () => {
  const first = attemptOf(binaryPredictions([0.2, 0.2, 0.4, NaN, 0.3]), [0, 0, 0, rowOutcome.raised, 0])
  const later = attemptOf(binaryPredictions([0.2, 0.2 + 1e-7, 0.6, NaN, NaN]), [
    0,
    0,
    0,
    rowOutcome.died,
    rowOutcome.raised,
  ])
  const { changed, flips, largest } = compareAnswers(first, later, 1e-6)
  expect([...changed]).toEqual([0, 0, 1, 1, 1])
  expect(flips).toBe(2)
  expect(largest).toBeCloseTo(0.2, 12)
})

test('values are compared relative to their size once they are over 1', () => {
  const first = attemptOf(valuePredictions([1e9, 1e9, 0.1, NaN]))
  const later = attemptOf(valuePredictions([1e9 + 100, 1e9 + 10_000, 0.1 + 2e-6, NaN]))
  expect([...compareAnswers(first, later, 1e-6).changed]).toEqual([0, 1, 1, 0])
})

test('answers equal themselves wherever they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { minLength: 1 }), (values) => {
      const positions = values.map((_, row) => values.length - 1 - row)
      const turned = attemptOf(valuePredictions(values.toReversed()))
      const { changed, largest } = compareAnswers(attemptOf(valuePredictions(values)), turned, 0, positions)
      expect([...changed, largest].every((value) => value === 0)).toBe(true)
    }),
  )
})
