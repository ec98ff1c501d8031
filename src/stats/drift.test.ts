import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NumberColumn } from '../core/frame.ts'
import { normalAt, streamKey, uniformAt } from '../core/random.ts'
import { categories, numbers, texts } from '../testing/frames.ts'
import reference from './drift.fixtures.json' with { type: 'json' }
import { columnDrift, countsDrift } from './drift.ts'
import type { Drift } from './drift.ts'
import { normalQuantile } from './normal.ts'

test.each(reference.numbers)(`numbers agree with ${reference.source}: $name`, ({ a, b, ks, p, shift, trimmed }) => {
  const drift = columnDrift(numbers(a), numbers(b))!
  expect(drift.facts['ks']).toBeCloseTo(ks, 12)
  expect(drift.facts['W1/sd']).toBeCloseTo(shift, 10)
  expect(drift.p).toBeCloseTo(p, 9)
  expect(drift.facts['trimmed W1/sd']).toBeCloseTo(trimmed, 10)
  expect(drift.effect).toBe(
    Math.max(Math.min(drift.facts['ks']!, drift.facts['W1/sd']!), Math.min(1, 0.4 * drift.facts['trimmed W1/sd']!)),
  )
})

test.each(reference.counts)(
  `counts agree with ${reference.source}: $a against $b`,
  ({ a, b, p, v, share, detectable }) => {
    const drift = countsDrift(Int32Array.from(a), Int32Array.from(b))
    expect(drift.p).toBeCloseTo(p, 10)
    expect(drift.facts['V']).toBeCloseTo(v, 10)
    expect(drift.facts['largest share change']).toBeCloseTo(share, 12)
    // The detectable effect uses an approximate quantile, good to one percent.
    expect(drift.detectable / detectable).toBeCloseTo(1, 1.5)
  },
)

test('a change of mix that moves no share by a twentieth has no effect, however significant', () => {
  const drift = countsDrift(Int32Array.of(96_000, 4_000), Int32Array.of(99_900, 100))
  expect(drift.p).toBeLessThan(1e-12)
  expect(drift.effect).toBe(0)
})

test('values that spread have drifted, and one that is far out has not', () => {
  const spread = (width: number) =>
    numbers(Array.from({ length: 999 }, (_, i) => width * normalQuantile((i + 1) / 1000)))
  const wider = columnDrift(spread(1), spread(1.8))!
  expect(wider.facts['ks']).toBeLessThan(0.2)
  expect(wider.effect).toBeGreaterThan(0.2)
  const values = [...(spread(1) as NumberColumn).values]
  const far = columnDrift(spread(1), numbers(values.map((value) => value + 100)))!
  expect([far.effect, far.interval!.high]).toEqual([1, 1])
  expect(columnDrift(spread(1), numbers([...values, 1e9]))!.effect).toBeLessThan(0.01)
  expect(columnDrift(spread(1), numbers(values.map((value) => value + 0.5)))!.effect).toBeCloseTo(0.2, 1.5)
})

test('the interval holds the true effect in nineteen of twenty draws or more', () => {
  const draws = Array.from({ length: 200 }, (_, draw) => draw)
  const isHeld = ({ interval }: Drift, truth: number) => interval!.low <= truth && truth <= interval!.high
  const normals = (draw: number, side: string, shift: number) =>
    numbers(Array.from({ length: 150 }, (_, row) => shift + normalAt(streamKey(draw, side), row, 0)))
  const grid = (shift: number) =>
    numbers(Array.from({ length: 9999 }, (_, i) => shift + normalQuantile((i + 1) / 10_000)))
  const shifted = columnDrift(grid(0), grid(1))!.effect
  const ofNumbers = draws.filter((draw) => isHeld(columnDrift(normals(draw, 'a', 0), normals(draw, 'b', 1))!, shifted))
  expect(ofNumbers.length).toBeGreaterThanOrEqual(190)
  const counts = (draw: number, side: string, share: number) => {
    const hits = draws.filter((row) => uniformAt(streamKey(draw, side), row, 0) < share).length
    return Int32Array.of(hits, draws.length - hits)
  }
  // V of shares .3 and .6 is √(.09/4 / (.45 · .55))
  const truth = 0.15 / Math.sqrt(0.45 * 0.55)
  const ofCounts = draws.filter((draw) => isHeld(countsDrift(counts(draw, 'a', 0.3), counts(draw, 'b', 0.6)), truth))
  expect(ofCounts.length).toBeGreaterThanOrEqual(186)
})

test('few distinct numbers are compared by their mix, many by their order', () => {
  const column = (levels: number) => numbers(Array.from({ length: 100 }, (_, i) => i % levels))
  expect(columnDrift(column(5), column(5))!.kind).toBe('category')
  expect(columnDrift(column(50), column(50))!.kind).toBe('number')
  expect(columnDrift(texts(['a']), texts(['b']))).toBeNull()
  expect(columnDrift(numbers([null]), numbers([1]))).toBeNull()
})

test('a column has not drifted from itself, whatever is in it', () => {
  const anyNumbers = fc
    .array(fc.option(fc.double({ noDefaultInfinity: true })), { minLength: 2, maxLength: 200 })
    .map(numbers)
  const anyCategories = fc
    .array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 2, maxLength: 200 })
    .map((values) => categories(values))
  fc.assert(
    fc.property(fc.oneof(anyNumbers, anyCategories), (column) => {
      const drift = columnDrift(column, column)
      if (drift === null) return
      expect(drift.effect).toBe(0)
      expect(drift.p).toBeCloseTo(1, 6)
    }),
  )
})
