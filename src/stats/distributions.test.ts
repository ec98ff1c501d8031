import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './distributions.fixtures.json' with { type: 'json' }
import {
  betaQuantile,
  binomialCdf,
  binomialSurvival,
  chiSquareSurvival,
  fSurvival,
  hypergeometricMass,
  studentTQuantile,
  studentTSurvival,
} from './distributions.ts'
import { relativeError } from './fixtures.ts'
import { betaRegularised } from './special-functions.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.chiSquare)('chiSquareSurvival($x, $df)', ({ x, df, value }) => {
    expect(relativeError(chiSquareSurvival(x, df), value)).toBeLessThan(1e-10)
  })

  test.each(reference.studentT)('studentTSurvival($t, $df)', ({ t, df, value }) => {
    expect(relativeError(studentTSurvival(t, df), value)).toBeLessThan(1e-10)
  })

  test.each(reference.studentTQuantile)('studentTQuantile($p, $df)', ({ p, df, value }) => {
    expect(relativeError(studentTQuantile(p, df), value, 1e-12)).toBeLessThan(1e-10)
  })

  test.each(reference.f)('fSurvival($f, $d1, $d2)', ({ f, d1, d2, value }) => {
    expect(relativeError(fSurvival(f, d1, d2), value)).toBeLessThan(1e-10)
  })

  test.each(reference.binomial)('binomial of $k in $n at $p', ({ k, n, p, cdf, sf }) => {
    expect(relativeError(binomialCdf(k, n, p), cdf, 1e-250)).toBeLessThan(1e-10)
    expect(relativeError(binomialSurvival(k, n, p), sf, 1e-250)).toBeLessThan(1e-10)
  })

  test.each(reference.betaQuantile)('betaQuantile($p, $a, $b)', ({ p, a, b, value }) => {
    expect(relativeError(betaQuantile(p, a, b), value)).toBeLessThan(1e-10)
  })

  test.each(reference.hypergeometric)(
    'hypergeometricMass($k, $good, $bad, $draws)',
    ({ k, good, bad, draws, value }) => {
      expect(relativeError(hypergeometricMass(k, good, bad, draws), value, 1e-250)).toBeLessThan(1e-10)
    },
  )
})

test('the beta quantile undoes the beta distribution', () => {
  const size = fc.double({ min: 0.3, max: 1e5, noNaN: true })
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 0.999999, noNaN: true }), size, size, (p, a, b) => {
      const x = betaQuantile(p, a, b)
      // where x is 1 to the last bit, no x can do better
      if (x < 1 - 1e-12) expect(relativeError(betaRegularised(a, b, x), p)).toBeLessThan(1e-9)
    }),
  )
})

test('the ends of the scale', () => {
  expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaQuantile(1.1, 2, 3)]).toEqual([0, 1, NaN])
  expect([studentTQuantile(0, 4), studentTQuantile(1, 4), studentTQuantile(NaN, 4)]).toEqual([-Infinity, Infinity, NaN])
  expect([chiSquareSurvival(0, 0), chiSquareSurvival(1, 0), chiSquareSurvival(NaN, 3)]).toEqual([1, 0, NaN])
  expect([studentTSurvival(Infinity, 3), studentTSurvival(-Infinity, 3), fSurvival(Infinity, 2, 3)]).toEqual([0, 1, 0])
})
