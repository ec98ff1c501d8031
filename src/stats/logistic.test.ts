import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniformColumn } from './fixtures.ts'
import { fitLogisticLine } from './logistic.ts'

test('at the fit the residuals cancel, by themselves and weighted by x', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.double({ min: 0.01, max: 0.99, noNaN: true })), {
    minLength: 3,
    maxLength: 60,
  })
  fc.assert(
    fc.property(rows, fc.constantFrom(0, 1000), (list, shift) => {
      const x = Float64Array.from(list, ([value]) => value + shift)
      const targets = Float64Array.from(list, ([, target]) => target)
      const { slope, intercept } = fitLogisticLine(x, targets)
      if (new Set(x).size === 1) {
        expect(slope).toBeNaN()
        return
      }
      let plain = 0
      let weighted = 0
      for (let row = 0; row < x.length; row++) {
        const residual = targets[row]! - 1 / (1 + Math.exp(-intercept - slope * x[row]!))
        plain += residual
        weighted += residual * (x[row]! - shift)
      }
      expect(Math.abs(plain)).toBeLessThan(1e-7)
      expect(Math.abs(weighted)).toBeLessThan(1e-6)
    }),
  )
})

test('finds the line that made the rows, within its errors', () => {
  const x = uniformColumn(20_000, 1).map((u) => 4 * u - 2)
  const y = uniformColumn(20_000, 2).map((u, row) => (u < 1 / (1 + Math.exp(-0.5 - 1.5 * x[row]!)) ? 1 : 0))
  const { slope, intercept, slopeError, interceptError } = fitLogisticLine(x, y)
  expect(Math.abs(slope - 1.5) / slopeError).toBeLessThan(4)
  expect(Math.abs(intercept - 0.5) / interceptError).toBeLessThan(4)
  expect(slopeError).toBeLessThan(0.05)
})

test('separated targets and constants have no finite fit', () => {
  expect(fitLogisticLine(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 0, 1, 1)).slope).toBeNaN()
  expect(fitLogisticLine(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1)).slope).toBeNaN()
  expect(fitLogisticLine(Float64Array.of(5, 5, 5), Float64Array.of(0, 1, 1)).intercept).toBeNaN()
  expect(fitLogisticLine(Float64Array.of(1, NaN, 3), Float64Array.of(0, 1, 1)).slope).toBeNaN()
})
