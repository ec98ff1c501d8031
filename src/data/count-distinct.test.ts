import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countDistinct, estimateDistinct } from './count-distinct.ts'

test('counts as a set does, without NaN', () => {
  const value = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, 0, -0, Infinity, -Infinity))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (values) => {
      const expected = new Set(values.filter((each) => !Number.isNaN(each))).size
      expect(countDistinct(Float64Array.from(values))).toBe(expected)
    }),
  )
  expect(countDistinct(new Float64Array(0))).toBe(0)
})

test('survives many numbers whose low bits agree', () => {
  const powers = Float64Array.from({ length: 2000 }, (_, i) => (i - 1000) * 2 ** 40)
  expect(countDistinct(powers)).toBe(2000)
})

test('estimates what a sample did not show', () => {
  // Chao 1984, bias-corrected: 5 seen, 3 of them once and 1 twice: 5 + 3·2 / (2·2) = 6.5.
  expect(estimateDistinct(Float64Array.of(1, 2, 3, 4, 4, 5, 5, 5))).toBe(6.5)
  expect(estimateDistinct(Float64Array.of(7, 7))).toBe(1)
  expect(estimateDistinct(new Float64Array(0))).toBe(0)
})
