import fc from 'fast-check'
import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../core/random.ts'
import { extremes, lowestOverHighestMean, lowestOverHighestRate } from './impact-ratio.ts'
import { katzInterval } from './proportion.ts'
import { estimateOf, intervalOf } from './statistic.ts'

const counts = fc
  .integer({ min: 1, max: 500 })
  .chain((trials) => fc.record({ hits: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }))

test('the estimate lies in its interval, and both in [0, 1] from three groups on', () => {
  fc.assert(
    fc.property(fc.array(counts, { minLength: 3, maxLength: 6 }), (groups) => {
      fc.pre(groups.some(({ hits }) => hits > 0))
      const statistic = lowestOverHighestRate(groups)
      const [estimate, interval] = [estimateOf(statistic), intervalOf(statistic)!]
      expect(interval.low).toBeLessThanOrEqual(estimate)
      expect(interval.high).toBeGreaterThanOrEqual(estimate)
      expect(interval.low).toBeGreaterThanOrEqual(0)
      expect(interval.high).toBeLessThanOrEqual(1)
    }),
  )
})

test('two groups have the interval of their ratio', () => {
  const statistic = lowestOverHighestRate([
    { hits: 60, trials: 100 },
    { hits: 30, trials: 90 },
  ])
  expect(intervalOf(statistic)).toEqual(katzInterval(30, 90, 60, 100))
})

test('without hits there is no ratio', () => {
  expect(
    lowestOverHighestRate([
      { hits: 0, trials: 9 },
      { hits: 0, trials: 5 },
    ]).kind,
  ).toBe('undefined')
  expect(
    lowestOverHighestMean([
      { mean: 1, standardError: 0.1 },
      { mean: -1, standardError: 0.1 },
    ]).kind,
  ).toBe('undefined')
})

test('the interval of the lowest over the highest holds the truth in 95 % of samples', () => {
  // Four rates with a true ratio of .75: a plain interval of the observed extremes would miss far more often.
  const rates = [0.3, 0.32, 0.38, 0.4]
  let covered = 0
  for (let seed = 0; seed < 400; seed++) {
    const key = streamKey(seed, 'coverage')
    const groups = rates.map((rate, group) => {
      let hits = 0
      for (let row = 0; row < 200; row++) if (uniformAt(key, row, group) < rate) hits++
      return { hits, trials: 200 }
    })
    const { low, high } = intervalOf(lowestOverHighestRate(groups))!
    if (low <= 0.75 && 0.75 <= high) covered++
  }
  expect(covered).toBeGreaterThanOrEqual(376)
})

test('means keep their ratio when all are scaled', () => {
  const groups = [3, 5, 4].map((mean) => ({ mean, standardError: mean / 50 }))
  const scaled = groups.map(({ mean, standardError }) => ({ mean: 7 * mean, standardError: 7 * standardError }))
  const [a, b] = [lowestOverHighestMean(groups), lowestOverHighestMean(scaled)]
  expect(estimateOf(b)).toBeCloseTo(estimateOf(a), 12)
  expect(intervalOf(b)!.high).toBeCloseTo(intervalOf(a)!.high, 12)
  expect(estimateOf(a)).toBeCloseTo(0.6, 12)
})

test('extremes are the first of equals', () => {
  expect(extremes([2, 1, 1, 2])).toEqual([1, 0])
})
