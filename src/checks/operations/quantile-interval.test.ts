import { expect, test } from 'vitest'
import { uniformColumn } from '../../stats/fixtures.ts'
import reference from './quantile-interval.fixtures.json' with { type: 'json' }
import { quantileInterval, valuesNeeded } from './quantile-interval.ts'

test.each(reference.cases)(`agrees with ${reference.source} for $q of $n at $level`, ({ n, q, level, interval }) => {
  const found = quantileInterval(
    Float64Array.from({ length: n }, (_, i) => i + 1),
    q,
    level,
  )
  expect(found === null ? null : [found.low, found.high]).toEqual(interval)
  expect(found !== null, 'exists from exactly so many values on').toBe(n >= valuesNeeded(q, level))
})

test('holds the quantile at least as often as it says', () => {
  const runs = 1000
  for (const q of [0.5, 0.95]) {
    let held = 0
    for (let run = 0; run < runs; run++) {
      const { low, high } = quantileInterval(uniformColumn(100, run).sort(), q)!
      if (low <= q && q <= high) held++
    }
    // 950 at least, with a standard deviation of 6.9; five of those
    expect(held).toBeGreaterThan(915)
  }
})
