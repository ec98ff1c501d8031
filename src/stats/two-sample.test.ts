import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberOf, relativeError, uniformColumn } from './fixtures.ts'
import reference from './two-sample.fixtures.json' with { type: 'json' }
import {
  chiSquareTable,
  chiSquareTest,
  cramersV,
  cramersVTable,
  energyDistance,
  hellinger,
  jensenShannon,
  kolmogorovSmirnov,
  kullbackLeibler,
  largestShareChange,
  mannWhitney,
  psi,
} from './two-sample.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.ordered)('$n and $m rows, $levels levels, shifted by $shift', (expected) => {
    const { n, m, levels, shift } = expected
    const cut = (value: number): number => (levels === 0 ? value : Math.floor(value * levels))
    const a = uniformColumn(n, 11).map(cut).sort()
    const b = uniformColumn(m, 12)
      .map((value) => cut(value + shift))
      .sort()
    const found = kolmogorovSmirnov(a, b)
    expect(relativeError(found.statistic, expected.ks)).toBeLessThan(1e-12)
    // below 1e-12 only the order of magnitude is promised
    if (expected.p > 1e-12) expect(relativeError(found.p, expected.p)).toBeLessThan(1e-10)
    else expect(found.p).toBeLessThan(1e-12)
    expect(relativeError(found.wasserstein, expected.wasserstein)).toBeLessThan(1e-12)
    expect(relativeError(energyDistance(a, b), expected.energy)).toBeLessThan(1e-9)
    const rank = mannWhitney(a, b)
    expect(rank.u).toBe(expected.u)
    expect(relativeError(rank.p, expected.uP, 1e-250)).toBeLessThan(1e-10)
    expect(relativeError(rank.auc, expected.u / n / m)).toBeLessThan(1e-15)
  })

  test.each(reference.counted)('$a against $b', (expected) => {
    const { a, b } = expected
    const found = chiSquareTest(a, b)
    if (expected.statistic !== null) expect(relativeError(found.statistic, expected.statistic)).toBeLessThan(1e-12)
    expect(found.df).toBe(expected.df)
    expect(relativeError(found.p, expected.p)).toBeLessThan(1e-10)
    expect(relativeError(cramersV(a, b), expected.v, 1e-4)).toBeLessThan(1e-10)
    expect(relativeError(psi(a, b).psi, expected.psi, 1e-4)).toBeLessThan(1e-12)
    expect(relativeError(psi(a, b).p, expected.psiP)).toBeLessThan(1e-10)
    expect(relativeError(jensenShannon(a, b), expected.js, 1e-3)).toBeLessThan(1e-10)
    expect(relativeError(kullbackLeibler(a, b), expected.kl, 1e-4)).toBeLessThan(1e-10)
    expect(relativeError(hellinger(a, b), expected.hellinger, 1e-3)).toBeLessThan(1e-12)
  })

  test.each(reference.tables)('table $table', (expected) => {
    const found = chiSquareTable(expected.table)
    expect(relativeError(found.statistic, expected.statistic)).toBeLessThan(1e-12)
    expect(found.df).toBe(expected.df)
    expect(relativeError(found.p, expected.p)).toBeLessThan(1e-10)
    expect(relativeError(cramersVTable(expected.table), numberOf(expected.v))).toBeLessThan(1e-10)
  })
})

const column = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values).sort())

test('distances of ordered values: none to oneself, the same both ways, moved by a shift', () => {
  fc.assert(
    fc.property(column, column, fc.integer({ min: 1, max: 50 }), (a, b, shift) => {
      expect(kolmogorovSmirnov(a, a)).toEqual({ statistic: 0, p: 1, wasserstein: 0 })
      const there = kolmogorovSmirnov(a, b)
      const back = kolmogorovSmirnov(b, a)
      expect([back.statistic, back.p]).toEqual([there.statistic, there.p])
      expect(relativeError(back.wasserstein, there.wasserstein)).toBeLessThan(1e-12)
      expect(energyDistance(a, b)).toBeCloseTo(energyDistance(b, a), 10)
      const moved = a.map((value) => value + shift)
      expect(relativeError(kolmogorovSmirnov(a, moved).wasserstein, shift)).toBeLessThan(1e-12)
      expect(mannWhitney(a, b).u + mannWhitney(b, a).u).toBe(a.length * b.length)
    }),
  )
})

test('the statistic is the largest gap between the shares below any value', () => {
  fc.assert(
    fc.property(column, column, (a, b) => {
      const share = (sorted: Float64Array, x: number): number => sorted.filter((v) => v <= x).length / sorted.length
      const gaps = [...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x)))
      expect(kolmogorovSmirnov(a, b).statistic).toBeCloseTo(Math.max(...gaps), 12)
    }),
  )
})

const counts = fc.array(fc.nat(30), { minLength: 2, maxLength: 6 })
const twoCounts = fc.tuple(counts, counts).filter(([a, b]) => a.some((n) => n > 0) && b.some((n) => n > 0))

test('distances of counts: between 0 and 1, none to oneself, the same both ways', () => {
  fc.assert(
    fc.property(twoCounts, ([a, b]) => {
      for (const distance of [cramersV, jensenShannon, hellinger, largestShareChange]) {
        const value = distance(a, b)
        expect(0 <= value && value <= 1 + 1e-12).toBe(true)
        expect(distance(b, a)).toBeCloseTo(value, 10)
        expect(distance(a, a)).toBe(0)
      }
      expect(psi(a, b).psi).toBeCloseTo(psi(b, a).psi, 10)
      expect(psi(a, a)).toEqual({ psi: 0, p: 1 })
      const p = chiSquareTest(a, b).p
      expect(0 <= p && p <= 1).toBe(true)
      expect(chiSquareTest(b, a).p).toBeCloseTo(p, 9)
    }),
  )
})

test('a category that nobody has changes nothing', () => {
  fc.assert(
    fc.property(twoCounts, fc.nat(6), ([a, b], at) => {
      const length = Math.max(a.length, b.length)
      const wider = (given: readonly number[]): number[] => {
        const full = Array.from({ length }, (_, i) => given[i] ?? 0)
        return full.toSpliced(at, 0, 0)
      }
      expect(chiSquareTest(wider(a), wider(b))).toEqual(chiSquareTest(a, b))
      expect(cramersV(wider(a), wider(b))).toBe(cramersV(a, b))
      expect(psi(wider(a), wider(b))).toEqual(psi(a, b))
    }),
  )
})

test('an empty side or NaN is undefined, not equal', () => {
  const some = Float64Array.of(1, 2)
  for (const broken of [new Float64Array(0), Float64Array.of(1, NaN)]) {
    expect(kolmogorovSmirnov(some, broken)).toEqual({ statistic: NaN, p: NaN, wasserstein: NaN })
    expect(energyDistance(broken, some)).toBeNaN()
    expect(mannWhitney(broken, some)).toEqual({ u: NaN, p: NaN, auc: NaN })
  }
  for (const distance of [cramersV, jensenShannon, kullbackLeibler, hellinger, largestShareChange]) {
    expect(distance([0, 0], [1, 2])).toBeNaN()
  }
  expect(psi([0, 0], [1, 2])).toEqual({ psi: NaN, p: NaN })
  expect(chiSquareTest([0, 0], [1, 2]).p).toBeNaN()
  expect(cramersVTable([[0], [0]])).toBeNaN()
})

test('categories that each row has for itself show no association', () => {
  expect(
    cramersVTable([
      [1, 0, 1],
      [0, 1, 0],
    ]),
  ).toBe(0)
  expect(cramersV([1, 1, 0, 0], [0, 0, 1, 1])).toBe(0)
})

test('infinite values keep the order statistics', () => {
  const found = kolmogorovSmirnov(Float64Array.of(-Infinity, 1, Infinity), Float64Array.of(-Infinity, 1, Infinity))
  expect(found).toEqual({ statistic: 0, p: 1, wasserstein: 0 })
  expect(kolmogorovSmirnov(Float64Array.of(0), Float64Array.of(Infinity)).wasserstein).toBe(Infinity)
})
