import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './association.fixtures.json' with { type: 'json' }
import {
  categoricalV,
  correlationChange,
  correlationRatio,
  crossTable,
  mutualInformation,
  mutualInformationOfTable,
  pearson,
  spearman,
  theilsU,
} from './association.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import { chiSquareTable } from './two-sample.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.categorical)('$rows rows of $ka and $kb codes', ({ rows, ka, kb, tie, ...expected }) => {
    const codesA = Int32Array.from(uniformColumn(rows, 601), (u) => Math.floor(u * ka))
    const tied = uniformColumn(rows, 602)
    const codesB = Int32Array.from(uniformColumn(rows, 603), (u, i) =>
      tied[i]! < tie ? codesA[i]! % kb : Math.floor(u * kb),
    )
    const values = uniformColumn(rows, 604).map((u, i) => u + 0.2 * codesA[i]!)
    const a = { codes: codesA, cardinality: ka }
    const b = { codes: codesB, cardinality: kb }
    const found = mutualInformation(a, b)
    expect(relativeError(chiSquareTable(crossTable(a, b)).statistic, expected.chi2)).toBeLessThan(1e-11)
    expect(relativeError(found.plain, expected.plain, 1e-3)).toBeLessThan(1e-11)
    expect(relativeError(found.corrected, expected.corrected, 1e-3)).toBeLessThan(1e-11)
    expect(found.rows).toBe(rows)
    expect(relativeError(theilsU(a, b), expected.theil, 1e-3)).toBeLessThan(1e-11)
    expect(relativeError(theilsU(b, a), expected.theilBack, 1e-3)).toBeLessThan(1e-11)
    expect(relativeError(correlationRatio(a, values), expected.eta)).toBeLessThan(1e-11)
  })

  test.each(reference.numeric)('$rows rows, $levels levels, slope $slope', ({ rows, levels, slope, ...expected }) => {
    const cut = (value: number): number => (levels === 0 ? value : Math.floor(value * levels))
    const raw = uniformColumn(rows, 611)
    const x = raw.map(cut)
    const y = uniformColumn(rows, 612).map((u, i) => cut(slope * raw[i]! ** 3 + 0.5 * u))
    const found = pearson(x, y, 0.9)
    expect(relativeError(found.r, expected.pearson, 1e-2)).toBeLessThan(1e-11)
    expect(relativeError(found.p, expected.pearsonP, 1e-250)).toBeLessThan(1e-9)
    expect(relativeError(found.interval.low, expected.low, 1e-2)).toBeLessThan(1e-10)
    expect(relativeError(found.interval.high, expected.high, 1e-2)).toBeLessThan(1e-10)
    const ranked = spearman(x, y)
    expect(relativeError(ranked.r, expected.spearman, 1e-2)).toBeLessThan(1e-11)
    expect(relativeError(ranked.p, expected.spearmanP, 1e-250)).toBeLessThan(1e-9)
  })
})

const codes = fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 4 })), {
  minLength: 1,
  maxLength: 60,
})

test('ties of categories: symmetric where they should be, between 0 and 1, full with oneself', () => {
  fc.assert(
    fc.property(codes, (rows) => {
      const a = { codes: Int32Array.from(rows, ([code]) => code), cardinality: 4 }
      const b = { codes: Int32Array.from(rows, ([, code]) => code), cardinality: 5 }
      const there = mutualInformation(a, b)
      const back = mutualInformation(b, a)
      const complete = rows.filter(([x, y]) => x >= 0 && y >= 0)
      expect(there.rows).toBe(complete.length)
      if (complete.length === 0) {
        expect([there.plain, categoricalV(a, b), theilsU(a, b)]).toEqual([NaN, NaN, NaN])
        return
      }
      expect(back.plain).toBeCloseTo(there.plain, 12)
      expect(back.normalised).toBeCloseTo(there.normalised, 12)
      expect(categoricalV(a, b)).toBeCloseTo(categoricalV(b, a), 12)
      for (const share of [there.normalised, categoricalV(a, b)]) expect(0 <= share && share <= 1 + 1e-12).toBe(true)
      const own = theilsU(a, a)
      expect(Number.isNaN(own) || Math.abs(own - 1) < 1e-12).toBe(true)
      expect(mutualInformationOfTable(crossTable(a, b))).toEqual(there)
    }),
  )
})

test('the correction takes the bias out: unrelated columns have next to no information', () => {
  let plain = 0
  let unbiased = 0
  for (let run = 0; run < 60; run++) {
    const column = (stream: number) => ({
      codes: Int32Array.from(uniformColumn(400, stream), (u) => Math.floor(u * 8)),
      cardinality: 8,
    })
    const a = column(700 + run)
    const b = column(800 + run)
    const found = mutualInformation(a, b)
    plain += found.plain / 60
    unbiased += (found.plain - 49 / 800) / 60
  }
  expect(plain).toBeGreaterThan(0.05)
  expect(Math.abs(unbiased)).toBeLessThan(0.01)
})

const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
  minLength: 4,
  maxLength: 50,
})

test('correlations: symmetric, turned by a sign, unmoved by scale, inside their interval, blind to rows with NaN', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 9 }), (rows, scale) => {
      const x = Float64Array.from(rows, ([value]) => value)
      const y = Float64Array.from(rows, ([, value]) => value)
      for (const correlate of [pearson, spearman]) {
        const { r, interval } = correlate(x, y)
        if (Number.isNaN(r)) {
          expect(new Set(x).size === 1 || new Set(y).size === 1).toBe(true)
          continue
        }
        expect(correlate(y, x).r).toBeCloseTo(r, 12)
        expect(
          correlate(
            x.map((value) => -value),
            y,
          ).r,
        ).toBeCloseTo(-r, 12)
        expect(
          correlate(
            x.map((value) => scale * value + 7),
            y,
          ).r,
        ).toBeCloseTo(r, 12)
        expect(interval.low <= r + 1e-12 && r - 1e-12 <= interval.high).toBe(true)
        expect(correlate(Float64Array.of(NaN, ...x, 3), Float64Array.of(1, ...y, NaN)).r).toBe(r)
      }
    }),
  )
})

test('a change of correlation', () => {
  // Fisher's z by hand: (atanh .5 − atanh .3) / √(1/100 + 1/100) = 1.6956
  const { difference, p } = correlationChange({ r: 0.3, rows: 103 }, { r: 0.5, rows: 103 })
  expect(difference).toBeCloseTo(0.2, 12)
  expect(p).toBeCloseTo(0.08996, 4)
  expect(correlationChange({ r: 1, rows: 9 }, { r: 1, rows: 9 }).p).toBe(1)
  expect(correlationChange({ r: 1, rows: 9 }, { r: 0.2, rows: 9 }).p).toBe(0)
  expect(correlationChange({ r: 0.1, rows: 3 }, { r: 0.2, rows: 9 }).p).toBeNaN()
})

test('a constant has no correlation', () => {
  const flat = Float64Array.of(0.1, 0.1, 0.1, 0.1)
  expect(pearson(flat, Float64Array.of(1, 2, 3, 4)).r).toBeNaN()
  expect(correlationRatio({ codes: Int32Array.of(0, 1, 0, 1), cardinality: 2 }, flat)).toBeNaN()
  expect(correlationRatio({ codes: Int32Array.of(0, 1, 0, 1), cardinality: 2 }, Float64Array.of(1, 2, 1, 2))).toBe(1)
})
