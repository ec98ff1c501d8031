import fc from 'fast-check'
import { expect, test } from 'vitest'
import { streamKey, subStream } from '../core/random.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import { energyTest, wassersteinTest } from './two-sample-permutation.ts'
import { energyDistance, kolmogorovSmirnov } from './two-sample.ts'

const KEY = streamKey(5, 'permutation test')
const column = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 })
  .map((values) => Float64Array.from(values))

test('the statistics are those of the merge of sorted values', () => {
  fc.assert(
    fc.property(column, column, (a, b) => {
      const options = { key: KEY, permutations: 3 }
      const sorted = [a.toSorted(), b.toSorted()] as const
      const area = kolmogorovSmirnov(...sorted).wasserstein
      expect(relativeError(wassersteinTest(a, b, options).statistic, area, 1e-2)).toBeLessThan(1e-10)
      expect(relativeError(energyTest(a, b, options).statistic, energyDistance(...sorted), 1e-2)).toBeLessThan(1e-10)
    }),
  )
})

test('p is uniform for equal distributions and small for different spreads', () => {
  let small = 0
  for (let run = 0; run < 200; run++) {
    const options = { key: subStream(KEY, String(run)), permutations: 49 }
    if (energyTest(uniformColumn(25, 2 * run), uniformColumn(30, 2 * run + 1), options).p <= 0.1) small++
  }
  // 20 expected with a standard deviation of 4.2
  expect(small).toBeGreaterThan(3)
  expect(small).toBeLessThan(37)
  const wide = uniformColumn(200, 1).map((u) => 3 * u - 1)
  expect(wassersteinTest(uniformColumn(200, 2), wide, { key: KEY }).p).toBe(0.001)
})

test('an empty side or NaN is undefined', () => {
  const nothing = new Float64Array(0)
  expect(wassersteinTest(nothing, Float64Array.of(1), { key: KEY })).toEqual({ statistic: NaN, p: NaN })
  expect(energyTest(Float64Array.of(1, NaN), Float64Array.of(1), { key: KEY })).toEqual({ statistic: NaN, p: NaN })
})
