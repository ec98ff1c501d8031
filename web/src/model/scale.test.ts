import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainOf, scaleTo, ticksOf } from './scale.ts'

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })

test('a domain holds every finite value and has a width', () => {
  fc.assert(
    fc.property(fc.array(fc.option(value)), (values) => {
      const { low, high } = domainOf(values, 0.1)
      expect(high).toBeGreaterThan(low)
      for (const each of values) if (each !== null) expect(each >= low && each <= high).toBe(true)
    }),
  )
})

test('infinite and missing values do not widen it', () => {
  expect(domainOf([1, 3, null, undefined, Number.POSITIVE_INFINITY, Number.NaN])).toEqual({ low: 1, high: 3 })
  expect(domainOf([])).toEqual({ low: 0, high: 1 })
})

test('a scale keeps within its pixels', () => {
  const at = scaleTo({ low: 0, high: 10 }, 100, 200)
  expect([-5, 0, 5, 10, 99].map(at)).toEqual([100, 100, 150, 200, 200])
})

test('ticks are round, in order, and within the domain', () => {
  expect(ticksOf({ low: 0, high: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticksOf({ low: 0.07, high: 0.29 }, 4)).toEqual([0.1, 0.2])
  fc.assert(
    fc.property(
      value,
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 8 }),
      (low, width, amount) => {
        const ticks = ticksOf({ low, high: low + width }, amount)
        expect(ticks.length).toBeLessThanOrEqual(amount + 1)
        expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
        for (const tick of ticks) expect(tick >= low - width * 1e-6 && tick <= low + width * (1 + 1e-6)).toBe(true)
      },
    ),
  )
})
