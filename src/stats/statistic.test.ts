import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Statistic } from '../core/measurement.ts'
import { estimateOf, intervalOf, pastLimitP } from './statistic.ts'

const statistics: fc.Arbitrary<Statistic> = fc.oneof(
  fc
    .tuple(fc.nat(500), fc.integer({ min: 1, max: 500 }))
    .map(([a, b]): Statistic => ({ kind: 'proportion', hits: Math.min(a, b), trials: b })),
  fc
    .tuple(fc.nat(300), fc.integer({ min: 1, max: 300 }), fc.nat(300), fc.integer({ min: 1, max: 300 }))
    .map(([a, n, b, m]): Statistic => ({
      kind: 'rate-difference',
      a: { hits: Math.min(a, n), trials: n },
      b: { hits: Math.min(b, m), trials: m },
    })),
  fc
    .tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 100, max: 500 }))
    .map(([worse, better, trials]): Statistic => ({ kind: 'paired-difference', worse, better, trials })),
  fc
    .tuple(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      fc.constantFrom('linear' as const, 'logit' as const),
    )
    .map(([estimate, standardError, scale]): Statistic => ({ kind: 'normal', estimate, standardError, scale })),
)

test('an interval holds its estimate and grows with its level', () => {
  fc.assert(
    fc.property(statistics, (statistic) => {
      const estimate = estimateOf(statistic)
      const [narrow, wide] = [intervalOf(statistic, 0.8)!, intervalOf(statistic, 0.99)!]
      expect(narrow.low).toBeLessThanOrEqual(estimate + 1e-9)
      expect(narrow.high).toBeGreaterThanOrEqual(estimate - 1e-9)
      expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-9)
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-9)
    }),
  )
})

test('the p value inverts the interval: at its level the bound touches the limit', () => {
  fc.assert(
    fc.property(statistics, fc.double({ min: -0.5, max: 0.9, noNaN: true }), (statistic, limit) => {
      const p = pastLimitP(statistic, limit, 'higher')
      if (p === 1) {
        expect(estimateOf(statistic)).toBeLessThanOrEqual(limit + 1e-12)
        return
      }
      const rest = Math.min(p, 1 - p)
      if (rest < 1e-10 || rest > 0.499) return
      const { low, high } = intervalOf(statistic, 1 - 2 * rest)!
      expect(p < 0.5 ? low : high).toBeCloseTo(limit, 4)
    }),
  )
})

test('with Wilson’s interval the p value is that of the score test', () => {
  // z = (0.13 − 0.1)/√(0.1·0.9/1000) = 3.1623, one-sided.
  expect(pastLimitP({ kind: 'proportion', hits: 130, trials: 1000 }, 0.1, 'higher')).toBeCloseTo(0.000783, 5)
  expect(pastLimitP({ kind: 'proportion', hits: 70, trials: 1000 }, 0.1, 'higher')).toBeCloseTo(1 - 0.000783, 5)
  // By symmetry, from below.
  expect(pastLimitP({ kind: 'proportion', hits: 870, trials: 1000 }, 0.9, 'lower')).toBeCloseTo(0.000783, 5)
})

test('nothing trialled, counted and undefined quantities have no interval', () => {
  expect(intervalOf({ kind: 'proportion', hits: 0, trials: 0 })).toBeNull()
  expect(intervalOf({ kind: 'exact', value: 3 })).toBeNull()
  expect(estimateOf({ kind: 'undefined', because: 'one class' })).toBeNaN()
})
