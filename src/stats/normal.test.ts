import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import reference from './normal.fixtures.json' with { type: 'json' }
import { erf, erfc, normalCdf, normalQuantile, normalSurvival, twoSidedZ } from './normal.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cdf)('normalCdf($z)', ({ z, value }) => {
    expect(relativeError(normalCdf(z), value)).toBeLessThan(2e-14)
    expect(relativeError(normalSurvival(-z), value)).toBeLessThan(2e-14)
  })

  test.each(reference.errors)('erf and erfc of $x', (expected) => {
    expect(relativeError(erf(expected.x), expected.erf)).toBeLessThan(2e-14)
    expect(relativeError(erfc(expected.x), expected.erfc)).toBeLessThan(1e-12)
  })

  test.each(reference.quantile)('normalQuantile($p)', ({ p, value }) => {
    expect(relativeError(normalQuantile(p), value)).toBeLessThan(2e-15)
  })
})

test('the quantile undoes the distribution function', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true }), (p) => {
      expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-13)
    }),
  )
})

test('ends and outsides', () => {
  expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1), normalQuantile(NaN)]).toEqual([
    -Infinity,
    Infinity,
    NaN,
    NaN,
  ])
  expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)]).toEqual([0, 1, NaN])
  expect(twoSidedZ(0.95)).toBeCloseTo(1.959963984540054, 14)
})
