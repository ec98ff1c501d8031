import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamKey, uniformAt } from '../core/random.ts'
import { numbers } from '../testing/frames.ts'
import reference from './bounds.fixtures.json' with { type: 'json' }
import { crossFittedBreaches, isBeyond, outlierBound, skewness, unseenRate, valueBeyond } from './bounds.ts'
import { relativeError, uniformColumn } from './fixtures.ts'

type Shape = (u: number, v: number) => number

const shapes: Readonly<Record<string, Shape>> = {
  uniform: (u) => 100 * u - 50,
  bell: (u, v) => 20 + 5 * (u + v - 1),
  'long tail': (u, v) => Math.exp(6 * u * v),
  'long tail with zeros': (u, v) => (u < 0.1 ? 0 : Math.exp(6 * u * v)),
  'mostly zero': (u, v) => (u < 0.8 ? 0 : Math.floor(10_000 * v)),
}

const column = (shape: Shape, rows: number, stream = 1) => {
  const [u, v] = [uniformColumn(rows, stream), uniformColumn(rows, stream + 1)]
  return numbers(Array.from(u, (value, row) => shape(value, v[row]!)))
}

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$shape, $rows rows', ({ shape, rows, skew, scale, low, high, sdLow, sdHigh }) => {
    const values = column(shapes[shape]!, rows)
    expect(relativeError(skewness(values.values), skew, 1e-3)).toBeLessThan(1e-9)
    const bound = outlierBound(values)!
    expect(bound.scale).toBe(scale)
    expect(relativeError(bound.low, low, 1e-3)).toBeLessThan(1e-9)
    expect(relativeError(bound.high, high)).toBeLessThan(1e-9)
    const plain = outlierBound(values, { method: 'sd', reach: 3 })!
    expect(relativeError(plain.low, sdLow, 1e-3)).toBeLessThan(1e-9)
    expect(relativeError(plain.high, sdHigh)).toBeLessThan(1e-9)
  })
})

describe('columns in which nothing is extreme', () => {
  const count = (rows: number, value: (i: number) => number) =>
    numbers(Array.from({ length: rows }, (_, i) => value(i)))
  test.each([
    ['20 distinct values', count(500, (i) => (i * 7) % 20)],
    ['identifiers', count(500, (i) => (i * 7) % 501)],
    ['a running number with repeats', count(500, (i) => Math.floor(i / 2))],
    ['a clock that runs backwards', count(500, (i) => -i / 3)],
    ['nothing that arrived', numbers(Array.from({ length: 50 }, () => null))],
    ['a spread beyond all numbers', count(500, (i) => (i % 2 === 0 ? -1 : 1) * (1e308 + (i % 40) * 1e306))],
  ])('%s', (_, values) => {
    expect(outlierBound(values)).toBeNull()
  })

  test('21 distinct values are enough, and distinct fractions are measurements', () => {
    expect(outlierBound(count(500, (i) => (i * 8) % 21))).not.toBeNull()
    expect(outlierBound(count(500, (i) => ((i * 7) % 501) / 4))).not.toBeNull()
  })
})

test('moves and stretches with the data', () => {
  const shift = fc.double({ min: -1e3, max: 1e3, noNaN: true })
  const factor = fc.double({ min: 0.1, max: 100, noNaN: true })
  fc.assert(
    fc.property(shift, factor, fc.nat(1000), (by, times, stream) => {
      const plain = outlierBound(column((u) => u - 0.5, 300, stream))!
      const moved = outlierBound(column((u) => (u - 0.5) * times + by, 300, stream))!
      expect(relativeError(moved.low, plain.low * times + by, 1e3)).toBeLessThan(1e-9)
      expect(relativeError(moved.high, plain.high * times + by, 1e3)).toBeLessThan(1e-9)
    }),
  )
})

test('holds its own learning data but for the far ends, and a multiple lies beyond', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(shapes).slice(0, 3)), fc.nat(1000), (shape, stream) => {
      const values = column(shape, 400, stream)
      const bound = outlierBound(values)!
      expect(values.values.filter((value) => isBeyond(bound, value)).length).toBeLessThan(400 * 0.25)
      expect(valueBeyond(bound, 1)).toBe(bound.high)
      expect(valueBeyond(bound, -1)).toBe(bound.low)
      expect(isBeyond(bound, valueBeyond(bound, 1.5))).toBe(true)
      expect(isBeyond(bound, valueBeyond(bound, -1.5))).toBe(true)
      expect([NaN, Infinity, -Infinity].map((value) => isBeyond(bound, value))).toEqual([false, true, true])
    }),
  )
})

test('the cross-fitted rate is what fresh data of the same kind shows', () => {
  const shape: Shape = (u, v) => (u < 0.97 ? v : 100 + v)
  const values = column(shape, 20_000)
  const bound = outlierBound(values)!
  const { hits, trials } = crossFittedBreaches(values, bound, streamKey(1))
  const fresh = column(shape, 20_000, 77).values.filter((value) => isBeyond(bound, value)).length
  expect(trials).toBe(20_000)
  // 600 expected of each with a standard deviation of 24; five of those for their difference
  expect(hits).toBeGreaterThan(480)
  expect(Math.abs(hits - fresh)).toBeLessThan(5 * 34)
})

test('a row is judged by the half that it is not in', () => {
  // The halves are told apart by the same draws that the function makes: all wide values lie in one of them.
  const key = streamKey(1)
  const rows = 400
  const u = uniformColumn(rows, 1)
  const isFirst = (row: number) => uniformAt(key, row, 0) < 0.5
  const values = numbers(Array.from(u, (value, row) => (isFirst(row) ? 1000 : 1) * value))
  const wide = [...u].filter((_, row) => isFirst(row)).length
  const { hits } = crossFittedBreaches(values, outlierBound(values)!, key)
  expect(hits, 'nearly every wide value breaks the bound of the narrow half').toBeGreaterThan(0.9 * wide)
})

test('half of the rows decide about the other half, so missing ones are not counted', () => {
  const values = column((u) => u, 300)
  const holes = numbers(Array.from(values.values, (value, row) => (row % 3 === 0 ? null : value)))
  expect(crossFittedBreaches(holes, outlierBound(holes)!, streamKey(1))).toEqual({ hits: 0, trials: 200 })
})

test('a value is new as often as values were seen once', () => {
  expect(unseenRate([5, 1, 1, 3])).toEqual({ hits: 2, trials: 10 })
  expect(unseenRate([])).toEqual({ hits: 0, trials: 0 })
  // A draw from 1000 equally likely values after 1000 draws is new with chance (1 − 1/1000)^1000 = .368
  const counts = new Int32Array(1000)
  for (const u of uniformColumn(1000, 5)) counts[Math.floor(u * 1000)]!++
  const { hits, trials } = unseenRate(counts)
  expect(Math.abs(hits / trials - 0.368)).toBeLessThan(0.08)
})
