import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chiSquareSurvival } from './distributions.ts'
import { normalSurvival } from './normal.ts'
import {
  minimalDetectableDifference,
  minimalDetectableKs,
  minimalDetectableV,
  rowsNeeded,
  rowsWithoutFailure,
} from './power.ts'

test('at the rows needed the test has its power', () => {
  const share = fc.double({ min: 0.001, max: 0.3, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.integer({ min: 10, max: 5000 }), (gap, se, rows) => {
      const needed = rowsNeeded(0.5 + gap, se, rows, 0.5, 0.05, 0.9)
      const seThen = se * Math.sqrt(rows / needed)
      // P(estimate − 1.645 se > limit)
      const power = normalSurvival(1.6448536269514722 - gap / seThen)
      expect(power).toBeGreaterThanOrEqual(0.9 - 1e-9)
      if (needed > 1) {
        const seBefore = se * Math.sqrt(rows / (needed - 1))
        expect(normalSurvival(1.6448536269514722 - gap / seBefore)).toBeLessThan(0.9 + 1e-9)
      }
    }),
  )
  expect(rowsNeeded(0.5, 0.1, 100, 0.5)).toBe(Infinity)
})

test('rows without a failure: the rule of three', () => {
  expect([0.1, 0.0582, 0.01, 0.003].map((limit) => rowsWithoutFailure(limit))).toEqual([29, 50, 299, 998])
  expect(rowsWithoutFailure(1)).toBe(1)
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 0.9, noNaN: true }), (limit) => {
      const rows = rowsWithoutFailure(limit)
      expect((1 - limit) ** rows).toBeLessThanOrEqual(0.05 + 1e-12)
      expect((1 - limit) ** (rows - 1)).toBeGreaterThan(0.05 - 1e-9)
    }),
  )
})

test("Smirnov's constants: 1.358 at 5 %, 1.628 at 1 %", () => {
  expect(minimalDetectableKs(100, 100).toFixed(4)).toBe((1.3581 * Math.sqrt(0.02)).toFixed(4))
  expect(minimalDetectableKs(50, 200, 0.01).toFixed(4)).toBe((1.6276 * Math.sqrt(0.025)).toFixed(4))
  expect(minimalDetectableKs(0, 10)).toBe(Infinity)
})

test('the smallest V is at the level of the test', () => {
  for (const categories of [2, 3, 10, 50]) {
    const v = minimalDetectableV(300, 500, categories, 0.01)
    expect(chiSquareSurvival(v * v * 800, categories - 1)).toBeGreaterThan(0.009)
    expect(chiSquareSurvival(v * v * 800, categories - 1)).toBeLessThan(0.011)
  }
  expect(minimalDetectableV(0, 5, 3)).toBe(Infinity)
})

test('the smallest difference of two rates, by hand', () => {
  // (1.95996 + 0.84162) √(0.25 · 2/1000)
  expect(minimalDetectableDifference(1000, 1000, 0.5)).toBeCloseTo(0.06264, 4)
})
