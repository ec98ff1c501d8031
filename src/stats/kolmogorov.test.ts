import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import { oneSampleSurvival, twoSampleSurvival } from './kolmogorov.ts'
import reference from './two-sample.fixtures.json' with { type: 'json' }

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.oneSample)('$n rows at $d', ({ n, d, p }) => {
    if (p > 1e-12) expect(relativeError(oneSampleSurvival(n, d), p)).toBeLessThan(1e-10)
    else expect(oneSampleSurvival(n, d)).toBeLessThan(1e-12)
  })
})

test('counts lattice paths', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), fc.nat(49), (n, m, pick) => {
      const steps = 1 + (pick % (n * m))
      let outside = 0
      let all = 0
      const walk = (i: number, j: number, touched: boolean): void => {
        const isOut = touched || Math.abs(i * m - j * n) >= steps
        if (i === n && j === m) {
          all++
          if (isOut) outside++
          return
        }
        if (i < n) walk(i + 1, j, isOut)
        if (j < m) walk(i, j + 1, isOut)
      }
      walk(0, 0, false)
      // with equal sizes only multiples of n occur
      if (n !== m || steps % n === 0) {
        expect(relativeError(twoSampleSurvival(n, m, steps), outside / all)).toBeLessThan(1e-12)
      }
    }),
  )
})

test('the chance of any gap at all is a probability, whatever the sums were rounded to', () => {
  for (let n = 2; n <= 400; n += 7) {
    for (const m of [n, n + 1, 2 * n]) {
      for (const steps of [1, 2, n]) {
        const p = twoSampleSurvival(n, m, steps)
        expect(p, `${n} and ${m} rows, ${steps} steps`).toBeGreaterThanOrEqual(0)
        expect(p, `${n} and ${m} rows, ${steps} steps`).toBeLessThanOrEqual(1)
      }
    }
  }
})
