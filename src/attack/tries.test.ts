import fc from 'fast-check'
import { expect, test } from 'vitest'
import { valueAt } from '../core/frame.ts'
import { streamKey } from '../core/random.ts'
import { categories, numbers } from '../testing/frames.ts'
import { commonCategories, noiseAround, otherCategories, quantilesOf, spanOf, stepsAround, triedRows } from './tries.ts'
import type { Tries } from './tries.ts'

const cells = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { freq: 5 }), {
  minLength: 2,
  maxLength: 40,
})
const wholeCells = fc.array(fc.option(fc.integer({ min: -500, max: 500 }), { freq: 5 }), {
  minLength: 2,
  maxLength: 40,
})
const bounds = fc.double({ min: 0.001, max: 1, noNaN: true })

test('no step leaves the bound or the span, none is the value itself, whole numbers stay whole', () => {
  fc.assert(
    fc.property(fc.oneof(cells, wholeCells), bounds, fc.nat(), (values, bound, seed) => {
      const column = numbers(values)
      const integer = values.every((value) => value === null || Number.isInteger(value))
      const span = spanOf(column, integer)
      if (span === null) return
      const reach = bound * (span.high - span.low)
      const noise = noiseAround(column, span, bound, integer, streamKey(seed))
      for (const tries of [stepsAround(column, span, bound, integer), noise]) {
        tries.rows.forEach((row, i) => {
          const [own, value] = [values[row]!, Number(valueAt(tries.column, i))]
          expect(own).not.toBeNull()
          expect(value).not.toBe(own)
          // The sum is rounded on the scale of the value, not of the step
          const rounding = Math.abs(own) * 1e-15
          expect(Math.abs(value - own)).toBeLessThanOrEqual(reach + rounding)
          expect(tries.costs[i]! * (span.high - span.low)).toBeLessThanOrEqual(reach * (1 + 1e-12) + rounding)
          expect(value >= span.low && value <= span.high).toBe(true)
          if (integer) expect(Number.isInteger(value)).toBe(true)
        })
      }
      expect(noise, 'same seed, same noise').toEqual(noiseAround(column, span, bound, integer, streamKey(seed)))
    }),
  )
})

test('four steps to either side, and noise at the far ends', () => {
  const column = numbers([0, 40, 50, 100, null])
  const span = spanOf(column, false)!
  expect(triesOf(stepsAround(column, span, 0.2, false), 2)).toEqual([30, 35, 40, 45, 55, 60, 65, 70])
  expect(triesOf(stepsAround(column, span, 0.2, false), 0)).toEqual([5, 10, 15, 20])
  expect(triesOf(stepsAround(column, span, 0.2, false), 4)).toEqual([])
  expect(triesOf(stepsAround(column, span, 0.03, true), 2)).toEqual([47, 48, 49, 51, 52, 53])
  expect(stepsAround(column, span, 0.009, true).rows).toHaveLength(0)
  const drawn = new Set(
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => triesOf(noiseAround(column, span, 0.2, false, streamKey(seed)), 2)),
  )
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([30, 70])
  const atTheEdge = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
    triesOf(noiseAround(column, span, 0.2, false, streamKey(seed)), 0),
  )
  expect(new Set(atTheEdge.map(String)), 'noise does not know which way is open').toEqual(new Set(['', '20']))
})

function triesOf(tries: Tries, row: number): number[] {
  const values = [...tries.rows].flatMap((tried, i) => (tried === row ? [Number(valueAt(tries.column, i))] : []))
  return values.toSorted((a, b) => a - b)
}

test('quantiles of the span, each once, for every row that holds another value', () => {
  const column = numbers(Array.from({ length: 101 }, (_, i) => i))
  const span = spanOf(column, true)!
  expect(span.quantiles).toEqual([1, 5, 25, 50, 75, 95, 99])
  expect(triesOf(quantilesOf(column, span), 5)).toEqual([1, 25, 50, 75, 95, 99])
  expect(spanOf(numbers([0, 0, 0, 0, 0, 0, 0, 9]), true)!.quantiles).toEqual([0, 6, 8])
})

test('there is no span where nothing or only one thing arrived', () => {
  expect(spanOf(numbers([null, null]), false)).toBeNull()
  expect(spanOf(numbers([3, 3, null]), false)).toBeNull()
  expect(spanOf(numbers([NaN, Infinity, 4]), false)).toBeNull()
  expect(spanOf(numbers([-1.7e308, 1.7e308]), false)).toBeNull()
})

test('categories come by falling count, and no row gets its own', () => {
  const dictionary = ['a', 'b', 'c', 'never']
  const reference = categories(['b', 'b', 'c', 'a', 'c', 'c', null], dictionary)
  expect([...commonCategories(reference, 10)]).toEqual([2, 1, 0])
  expect([...commonCategories(reference, 2)]).toEqual([2, 1])
  const column = categories(['a', null, 'c'], dictionary)
  const tries = otherCategories(column, commonCategories(reference, 2))
  expect([...tries.rows].map((row, i) => [row, valueAt(tries.column, i)])).toEqual([
    [0, 'c'],
    [0, 'b'],
    [2, 'b'],
  ])
  expect([...triedRows(tries, 3)]).toEqual([1, 0, 1])
})
