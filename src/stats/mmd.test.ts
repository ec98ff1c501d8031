import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamKey } from '../core/random.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import reference from './mmd.fixtures.json' with { type: 'json' }
import { mmd } from './mmd.ts'

const KEY = streamKey(3, 'mmd test')

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$n and $m rows of $width, shifted by $shift', ({ n, m, width, shift, ...expected }) => {
    const a = { values: uniformColumn(n * width, 621), width }
    const b = { values: uniformColumn(m * width, 622).map((u) => u + shift), width }
    const options = { key: KEY, permutations: 5, ...(expected.fixed === null ? {} : { bandwidth: expected.fixed }) }
    const found = mmd(a, b, options)
    expect(relativeError(found.statistic, expected.statistic, 1e-2)).toBeLessThan(1e-11)
    expect(relativeError(found.bandwidth, expected.bandwidth)).toBeLessThan(1e-12)
  })
})

test('the statistic has no sides; p is never 0 and finds a shift', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 12 }), (stream, n, m) => {
      const a = { values: uniformColumn(2 * n, stream), width: 2 }
      const b = { values: uniformColumn(2 * m, stream + 5000), width: 2 }
      const there = mmd(a, b, { key: KEY, permutations: 9 })
      const back = mmd(b, a, { key: KEY, permutations: 9 })
      expect(relativeError(back.statistic, there.statistic, 1e-2)).toBeLessThan(1e-10)
      expect(there.p).toBeGreaterThanOrEqual(0.1)
      expect(there.p).toBeLessThanOrEqual(1)
    }),
  )
  const a = { values: uniformColumn(200, 1), width: 2 }
  const far = { values: uniformColumn(200, 2).map((u) => u + 0.5), width: 2 }
  expect(mmd(a, far, { key: KEY }).p).toBe(1 / 101)
})

test('equal rows do not differ, and too few or NaN are undefined', () => {
  const same = { values: new Float64Array(8).fill(1), width: 2 }
  expect(mmd(same, same, { key: KEY })).toEqual({ statistic: 0, p: 1, bandwidth: 0 })
  const one = { values: Float64Array.of(1, 2), width: 2 }
  expect(mmd(one, same, { key: KEY })).toEqual({ statistic: NaN, p: NaN, bandwidth: NaN })
  const broken = { values: Float64Array.of(1, 2, NaN, 3), width: 2 }
  expect(mmd(broken, same, { key: KEY }).p).toBeNaN()
})
