import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamKey, subStream } from '../core/random.ts'
import reference from './bootstrap.fixtures.json' with { type: 'json' }
import {
  bcaBounds,
  bcaInterval,
  bootstrapReplicates,
  percentileBounds,
  percentileIntervals,
  permutationTest,
} from './bootstrap.ts'
import { mean, variance } from './describe.ts'
import { relativeError, uniformColumn } from './fixtures.ts'

const KEY = streamKey(7, 'bootstrap test')

describe(`agrees with ${reference.source} on the same resamples`, () => {
  test.each(reference.cases)('$name of $rows rows', ({ name, rows, replicates: count, level, bca, percentile }) => {
    const statistic = name === 'mean' ? mean : (values: Float64Array): number => variance(values, 0)
    const data = uniformColumn(rows, 91).map((u) => (-Math.log(1 - u)) ** 3)
    const draws = uniformColumn(rows * count, 92).map((u) => data[Math.floor(u * rows)]!)
    const replicates = Float64Array.from({ length: count }, (_, b) =>
      statistic(draws.subarray(b * rows, (b + 1) * rows)),
    )
    const leaveOuts = data.map((_, left) => statistic(data.filter((_value, row) => row !== left)))
    const found = bcaBounds(statistic(data), replicates, leaveOuts, level)
    expect(relativeError(found.low, bca[0]!)).toBeLessThan(1e-10)
    expect(relativeError(found.high, bca[1]!)).toBeLessThan(1e-10)
    const middle = percentileBounds(replicates, level)
    expect(relativeError(middle.low, percentile[0]!)).toBeLessThan(1e-12)
    expect(relativeError(middle.high, percentile[1]!)).toBeLessThan(1e-12)
  })
})

test('resamples keep the number of rows, in all, per stratum and per cluster', () => {
  const shape = fc.array(fc.record({ stratum: fc.nat(2), cluster: fc.nat(5) }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(shape, fc.nat(1000), (rows, seed) => {
      const key = streamKey(seed)
      const strata = Int32Array.from(rows, ({ stratum }) => stratum)
      // a cluster lies within a stratum here
      const clusters = Int32Array.from(rows, ({ stratum, cluster }) => 10 * stratum + cluster)
      const sumIn = (weights: Int32Array, stratum: number): number =>
        weights.reduce((sum, weight, row) => sum + (strata[row] === stratum ? weight : 0), 0)
      bootstrapReplicates(rows.length, [(weights) => expectSum(weights, rows.length)], { key, replicates: 3 })
      const perStratum = (weights: Int32Array): number => {
        for (const stratum of [0, 1, 2]) {
          expect(sumIn(weights, stratum)).toBe(strata.filter((own) => own === stratum).length)
        }
        return 0
      }
      bootstrapReplicates(rows.length, [perStratum], { key, replicates: 3, strata })
      const perCluster = (weights: Int32Array): number => {
        const times = new Map<number, number>()
        for (let row = 0; row < weights.length; row++) {
          expect(weights[row]).toBe(times.get(clusters[row]!) ?? weights[row])
          times.set(clusters[row]!, weights[row]!)
        }
        for (const stratum of [0, 1, 2]) {
          const own = [...times].filter(([cluster]) => Math.floor(cluster / 10) === stratum)
          expect(own.reduce((sum, [, count]) => sum + count, 0)).toBe(own.length)
        }
        return 0
      }
      bootstrapReplicates(rows.length, [perCluster], { key, replicates: 3, strata, clusters })
    }),
    { numRuns: 30 },
  )
})

test('the 95 % interval of a skewed mean contains it about that often, and one key gives one answer', () => {
  let covered = 0
  const runs = 300
  for (let run = 0; run < runs; run++) {
    const data = uniformColumn(80, 500 + run).map((u) => -Math.log(1 - u))
    const options = { key: subStream(KEY, String(run)), replicates: 400 }
    const { low, high, standardError } = bcaInterval(80, weightedMean(data), options)
    if (low <= 1 && 1 <= high) covered++
    if (run > 0) continue
    expect(bcaInterval(80, weightedMean(data), options)).toEqual(bcaInterval(80, weightedMean(data), options))
    expect(standardError).toBeCloseTo(Math.sqrt(variance(data, 0) / 80), 1)
  }
  // binomial: 300 runs at the 0.93 to be expected of 80 rows, four standard errors either way
  expect(covered / runs).toBeGreaterThan(0.87)
  expect(covered / runs).toBeLessThan(0.99)
})

test('blocks of rows give the acceleration of single rows', () => {
  const data = uniformColumn(1000, 93).map((u) => (-Math.log(1 - u)) ** 3)
  const single = data.map((_, left) => mean(data.filter((_value, row) => row !== left)))
  const [replicates] = bootstrapReplicates(1000, [weightedMean(data)], { key: KEY, replicates: 2000 })
  const exact = bcaBounds(mean(data), replicates!, single)
  const blocked = bcaInterval(1000, weightedMean(data), { key: KEY })
  const width = exact.high - exact.low
  expect(Math.abs(blocked.low - exact.low) / width).toBeLessThan(0.02)
  expect(Math.abs(blocked.high - exact.high) / width).toBeLessThan(0.02)
})

test('replicates equal to the estimate count half, so symmetric ones have no bias', () => {
  const replicates = Float64Array.of(1, 2, 2, 2, 3)
  expect(bcaBounds(2, replicates, Float64Array.of(1, 1, 1), 0.5)).toEqual(percentileBounds(replicates, 0.5))
  const wide = bcaBounds(2, replicates, Float64Array.of(1, 1, 1), 0.9)
  expect(wide.low).toBeCloseTo(percentileBounds(replicates, 0.9).low, 12)
})

test('undefined resamples are left out and counted; an undefined estimate has no interval', () => {
  const onlyFirst = (weights: Int32Array): number => (weights[0] === 0 ? NaN : 1)
  const [found] = percentileIntervals(20, [onlyFirst], { key: KEY })
  expect(found!.undefinedShare).toBeCloseTo((1 - 1 / 20) ** 20, 1)
  expect([found!.low, found!.high]).toEqual([1, 1])
  expect(bcaInterval(5, () => NaN, { key: KEY, replicates: 10 })).toMatchObject({ low: NaN, high: NaN })
})

test('a permutation test: small for groups apart, uniform for groups alike, never 0', () => {
  const gap = (values: Float64Array, n: number) => (rows: Int32Array) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += values[rows[i]!]!
    return Math.abs(sum / n - mean(values))
  }
  const apart = Float64Array.from({ length: 40 }, (_, row) => (row < 20 ? row : row + 100))
  expect(permutationTest(gap(apart, 20), 20, 20, 999, KEY)).toEqual({ statistic: 60, p: 0.001 })
  let small = 0
  for (let run = 0; run < 300; run++) {
    const alike = uniformColumn(30, 900 + run)
    if (permutationTest(gap(alike, 12), 12, 18, 99, subStream(KEY, String(run))).p <= 0.1) small++
  }
  // 30 expected with a standard deviation of 5.2
  expect(small).toBeGreaterThan(9)
  expect(small).toBeLessThan(51)
  expect(permutationTest(() => 1, 3, 4, 50, KEY).p).toBe(1)
  expect(permutationTest(() => NaN, 3, 4, 50, KEY).p).toBeNaN()
})

test('every split of the rows is as likely', () => {
  const seen = new Map<string, number>()
  permutationTest(
    (rows) => {
      const own = [...rows.subarray(0, 2)].sort((a, b) => a - b).join()
      seen.set(own, (seen.get(own) ?? 0) + 1)
      return 0
    },
    2,
    3,
    10_000,
    KEY,
  )
  expect(seen.size).toBe(10)
  // 1000 expected with a standard deviation of 30
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

function weightedMean(values: Float64Array) {
  return (weights: Int32Array): number => {
    let sum = 0
    let count = 0
    for (let row = 0; row < values.length; row++) {
      sum += weights[row]! * values[row]!
      count += weights[row]!
    }
    return sum / count
  }
}

function expectSum(weights: Int32Array, expected: number): number {
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(expected)
  return 0
}
