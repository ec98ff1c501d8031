import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './describe.fixtures.json' with { type: 'json' }
import {
  histogram,
  mean,
  median,
  medianAbsoluteDeviation,
  quantileSorted,
  standardDeviation,
  sum,
  variance,
} from './describe.ts'
import { numberOf, relativeError, uniformColumn } from './fixtures.ts'

const SHARES = [0, 0.1, 0.5, 0.731, 1]

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$name', (expected) => {
    const values = Float64Array.from(expected.values)
    expect(sum(values)).toBe(expected.sum)
    expect(mean(values)).toBe(expected.mean)
    expect(relativeError(variance(values), numberOf(expected.sample))).toBeLessThan(1e-12)
    expect(relativeError(variance(values, 0), expected.population)).toBeLessThan(1e-12)
    expect(SHARES.map((q) => quantileSorted(values.toSorted(), q))).toEqual(expected.quantiles)
    expect(medianAbsoluteDeviation(values)).toBe(expected.mad)
    expect([...histogram(values, Float64Array.of(-6, 0, 1, 3.5, 1e10))]).toEqual(expected.histogram)
  })

  test.each(reference.large)('$rows rows', (expected) => {
    const values = uniformColumn(expected.rows, 21).map((u) => u ** 4)
    expect(relativeError(sum(values), expected.sum)).toBeLessThan(1e-15)
    expect(relativeError(variance(values), expected.sample)).toBeLessThan(1e-13)
    const sorted = values.toSorted()
    expect(SHARES.every((q, i) => relativeError(quantileSorted(sorted, q), expected.quantiles[i]!) < 1e-14)).toBe(true)
    expect(relativeError(medianAbsoluteDeviation(values), expected.mad)).toBeLessThan(1e-14)
    const edges = Float64Array.from({ length: 11 }, (_, i) => i / 10)
    expect([...histogram(values, edges)]).toEqual(expected.histogram)
  })
})

const values = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })
  .map((list) => Float64Array.from(list))

test('the order of the values does not matter, nor where zero is', () => {
  fc.assert(
    fc.property(values, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (column, shift) => {
      expect(relativeError(sum(column.toReversed()), sum(column), 1e-3)).toBeLessThan(1e-12)
      const moved = column.map((value) => value + shift)
      expect(relativeError(variance(moved, 0), variance(column, 0), 1)).toBeLessThan(1e-6)
      expect(standardDeviation(column, 0) ** 2).toBeCloseTo(variance(column, 0), 3)
    }),
  )
})

test('quantiles lie between the ends and rise; a histogram over all values counts all', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1 }), fc.double({ min: 0, max: 1 }), (column, p, q) => {
      const sorted = column.toSorted()
      const low = quantileSorted(sorted, Math.min(p, q))
      const high = quantileSorted(sorted, Math.max(p, q))
      if (!Number.isNaN(p + q)) expect(sorted[0]! <= low && low <= high && high <= sorted.at(-1)!).toBe(true)
      const edges = Float64Array.of(sorted[0]!, (sorted[0]! + sorted.at(-1)!) / 2, sorted.at(-1)!)
      expect(sum(Float64Array.from(histogram(column, edges)))).toBe(column.length)
    }),
  )
})

test('the median splits the rows in halves, and is the middle of the sorted ones', () => {
  const few = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(
      fc.oneof(
        few,
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e300, min: -1e300 }), { minLength: 1 }),
      ),
      (list) => {
        const column = Float64Array.from(list)
        // halves of the smallest numbers of all cannot be told apart
        expect(relativeError(median(column), quantileSorted(column.toSorted(), 0.5), 1e-300)).toBeLessThan(1e-12)
        expect([...column]).toEqual(list)
      },
    ),
  )
  for (const rows of [100_000, 100_001]) {
    const rising = Float64Array.from({ length: rows }, (_, i) => i)
    expect(median(rising)).toBe((rows - 1) / 2)
    expect(median(rising.toReversed())).toBe((rows - 1) / 2)
  }
  expect([median(new Float64Array(0)), median(Float64Array.of(1, NaN))]).toEqual([NaN, NaN])
})

test('of nothing, and of what is no number', () => {
  const nothing = new Float64Array(0)
  expect([mean(nothing), variance(nothing), quantileSorted(nothing, 0.5), medianAbsoluteDeviation(nothing)]).toEqual(
    Array(4).fill(NaN),
  )
  expect(variance(Float64Array.of(1))).toBeNaN()
  expect(variance(Float64Array.of(1), 0)).toBe(0)
  expect(sum(Float64Array.of(1, Infinity))).toBe(Infinity)
  expect(sum(Float64Array.of(1, NaN))).toBeNaN()
  expect([...histogram(Float64Array.of(NaN, 5, -5), Float64Array.of(0, 1))]).toEqual([0])
  expect(medianAbsoluteDeviation(Float64Array.of(1, NaN))).toBeNaN()
})
