import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import reference from './paired.fixtures.json' with { type: 'json' }
import { mcnemarExact, tangoInterval } from './paired.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.tango)('$b worse, $c better of $n at $level', ({ b, c, n, level, interval }) => {
    const { low, high } = tangoInterval(b, c, n, level)
    expect(relativeError(low, interval[0]!, 1e-3)).toBeLessThan(1e-10)
    expect(relativeError(high, interval[1]!, 1e-3)).toBeLessThan(1e-10)
  })

  test.each(reference.mcnemar)('McNemar on $b and $c', ({ b, c, p }) => {
    expect(relativeError(mcnemarExact(b, c), p)).toBeLessThan(1e-10)
  })
})

const changes = fc
  .tuple(fc.nat(400), fc.nat(400), fc.nat(5000))
  .filter(([worse, better, same]) => worse + better + same > 0)
  .map(([worse, better, same]) => ({ worse, better, trials: worse + better + same }))

test('the interval contains the difference, stays in [−1, 1] and turns with the sides', () => {
  fc.assert(
    fc.property(changes, fc.double({ min: 0.5, max: 0.999, noNaN: true }), ({ worse, better, trials }, level) => {
      const { low, high } = tangoInterval(worse, better, trials, level)
      const difference = (worse - better) / trials
      expect(-1 <= low && low <= difference + 1e-15 && difference - 1e-15 <= high && high <= 1).toBe(true)
      const turned = tangoInterval(better, worse, trials, level)
      expect(turned.low).toBeCloseTo(-high, 12)
    }),
  )
})

test('nothing looked at, nothing known', () => {
  expect(tangoInterval(0, 0, 0)).toEqual({ low: -1, high: 1 })
})

test("McNemar's test knows no sides", () => {
  fc.assert(
    fc.property(changes, ({ worse, better }) => {
      expect(mcnemarExact(worse, better)).toBe(mcnemarExact(better, worse))
    }),
  )
})
