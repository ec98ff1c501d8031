import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import reference from './special-functions.fixtures.json' with { type: 'json' }
import {
  betaRegularised,
  gammaRegularisedLower,
  gammaRegularisedUpper,
  lnBeta,
  lnBetaRegularised,
  lnBinomialMass,
  lnGamma,
  lnPoissonMass,
} from './special-functions.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.gamma)('lnGamma($x)', ({ x, value }) => {
    expect(relativeError(lnGamma(x), value, 1)).toBeLessThan(1e-14)
  })

  test.each(reference.beta)('betaRegularised($a, $b, $x)', ({ a, b, x, value }) => {
    expect(relativeError(betaRegularised(a, b, x), value)).toBeLessThan(1e-10)
    expect(relativeError(lnBetaRegularised(a, b, x), Math.log(value), 1)).toBeLessThan(1e-10)
  })

  test.each(reference.lnBeta)('lnBetaRegularised($a, $b, $x), below what a number holds', ({ a, b, x, value }) => {
    expect(relativeError(lnBetaRegularised(a, b, x), value)).toBeLessThan(1e-12)
  })

  test.each(reference.upper)('gammaRegularisedUpper($a, $x)', ({ a, x, value }) => {
    expect(relativeError(gammaRegularisedUpper(a, x), value)).toBeLessThan(1e-11)
    expect(relativeError(gammaRegularisedLower(a, x), 1 - value, 1e-3)).toBeLessThan(1e-11)
  })

  test.each(reference.mass)('lnBinomialMass($x, $n, $p)', ({ x, n, p, value }) => {
    expect(relativeError(lnBinomialMass(x, n, p, 1 - p), value, 1)).toBeLessThan(1e-12)
  })
})

test('the incomplete beta function is its own mirror image, and grows with x', () => {
  const size = fc.double({ min: 0.05, max: 5000, noNaN: true })
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
  fc.assert(
    fc.property(size, size, share, share, (a, b, x, other) => {
      expect(betaRegularised(a, b, x) + betaRegularised(b, a, 1 - x)).toBeCloseTo(1, 11)
      const below = betaRegularised(a, b, Math.min(x, other))
      expect(betaRegularised(a, b, Math.max(x, other))).toBeGreaterThanOrEqual(below * (1 - 1e-11))
    }),
  )
})

test('complete functions agree with each other', () => {
  const size = fc.double({ min: 0.05, max: 1000, noNaN: true })
  fc.assert(
    fc.property(size, size, (a, b) => {
      expect(relativeError(lnBeta(a, b), lnGamma(a) + lnGamma(b) - lnGamma(a + b), 1)).toBeLessThan(1e-11)
      expect(relativeError(lnPoissonMass(a, b), a * Math.log(b) - b - lnGamma(a + 1), 1)).toBeLessThan(1e-11)
    }),
  )
})

test('says what lies outside', () => {
  expect(lnGamma(0)).toBe(Infinity)
  expect(lnGamma(-1)).toBeNaN()
  expect([betaRegularised(2, 3, 0), betaRegularised(2, 3, 1), betaRegularised(2, 3, NaN)]).toEqual([0, 1, NaN])
  expect([gammaRegularisedUpper(2, 0), gammaRegularisedLower(2, 0), gammaRegularisedUpper(2, NaN)]).toEqual([1, 0, NaN])
})
