import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberOf, relativeError, uniformColumn } from './fixtures.ts'
import reference from './location.fixtures.json' with { type: 'json' }
import { meanInterval, quantileInterval, wilcoxonSignedRank } from './location.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.means)('mean of $rows rows at $level', ({ rows, level, interval }) => {
    const found = meanInterval(
      uniformColumn(rows, 801).map((u) => u ** 2),
      level,
    )
    expect(relativeError(found.low, interval[0]!, 1e-3)).toBeLessThan(1e-10)
    expect(relativeError(found.high, interval[1]!)).toBeLessThan(1e-10)
  })

  test.each(reference.signed)('signed ranks of $rows rows, $levels levels', ({ rows, levels, shift, pairs, p }) => {
    const found = wilcoxonSignedRank(
      uniformColumn(rows, 802).map((u) => (levels === 0 ? u - shift : Math.round((u - shift) * levels))),
    )
    expect(found.pairs).toBe(pairs)
    expect(relativeError(found.p, p)).toBeLessThan(1e-10)
  })

  test.each(reference.quantiles)('quantile $q of $rows rows at $level', ({ rows, q, level, low, high }) => {
    const found = quantileInterval(uniformColumn(rows, 803).sort(), q, level)
    expect([found.low, found.high]).toEqual([numberOf(low), numberOf(high)])
  })
})

const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 })

test('signed ranks: turning the signs over turns the effect over and leaves p', () => {
  fc.assert(
    fc.property(differences, (list) => {
      const there = wilcoxonSignedRank(Float64Array.from(list))
      const back = wilcoxonSignedRank(Float64Array.from(list, (value) => -value))
      expect(back.p).toBe(there.p)
      expect(back.effect + there.effect).toBe(0)
      expect(0 < there.p && there.p <= 1 && Math.abs(there.effect) <= 1).toBe(true)
    }),
  )
  expect(wilcoxonSignedRank(Float64Array.of(0, NaN))).toEqual({ p: 1, effect: 0, pairs: 0 })
})

test('the interval of a quantile has its level: counted over many samples', () => {
  let covered = 0
  for (let run = 0; run < 500; run++) {
    const { low, high } = quantileInterval(uniformColumn(60, 900 + run).sort(), 0.3)
    if (low <= 0.3 && 0.3 <= high) covered++
  }
  // at least 475 expected, with a standard deviation of 5
  expect(covered).toBeGreaterThan(455)
})

test('the interval of a mean contains it, widens with the level, and knows nothing of one row', () => {
  fc.assert(
    fc.property(
      differences.filter((list) => list.length > 1),
      (list) => {
        const values = Float64Array.from(list)
        const narrow = meanInterval(values, 0.8)
        const wide = meanInterval(values, 0.99)
        expect(wide.low <= narrow.low && narrow.low <= narrow.high && narrow.high <= wide.high).toBe(true)
      },
    ),
  )
  expect(meanInterval(Float64Array.of(3))).toEqual({ low: -Infinity, high: Infinity })
})
