import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categories, numbers, texts } from '../testing/frames.ts'
import reference from './drift.fixtures.json' with { type: 'json' }
import { columnDrift, countsDrift } from './drift.ts'

test.each(reference.numbers)(`numbers agree with ${reference.source}: $name`, ({ a, b, ks, p, shift }) => {
  const drift = columnDrift(numbers(a), numbers(b))!
  expect(drift.facts['ks']).toBeCloseTo(ks, 12)
  expect(drift.facts['W1/sd']).toBeCloseTo(shift, 10)
  expect(drift.p).toBeCloseTo(p, 9)
  expect(drift.effect).toBe(Math.min(drift.facts['ks']!, drift.facts['W1/sd']!))
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
