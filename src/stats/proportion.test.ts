import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberOf, relativeError } from './fixtures.ts'
import reference from './proportion.fixtures.json' with { type: 'json' }
import {
  clopperPearsonInterval,
  katzInterval,
  newcombeInterval,
  twoProportionTest,
  wilsonInterval,
} from './proportion.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.single)('$hits of $trials at $level', ({ hits, trials, level, wilson, clopperPearson }) => {
    const score = wilsonInterval(hits, trials, level)
    expect(relativeError(score.low, wilson[0]!, 1e-6)).toBeLessThan(1e-10)
    expect(relativeError(score.high, wilson[1]!)).toBeLessThan(1e-10)
    const exact = clopperPearsonInterval(hits, trials, level)
    expect(relativeError(exact.low, clopperPearson[0]!)).toBeLessThan(1e-10)
    expect(relativeError(exact.high, clopperPearson[1]!)).toBeLessThan(1e-10)
  })

  test.each(reference.pairs)('$a of $n against $b of $m', ({ a, n, b, m, newcombe, katz, z, p, fisher }) => {
    const difference = newcombeInterval(a, n, b, m)
    expect(relativeError(difference.low, newcombe[0]!, 1e-6)).toBeLessThan(1e-10)
    expect(relativeError(difference.high, newcombe[1]!, 1e-6)).toBeLessThan(1e-10)
    if (katz !== null) {
      const ratio = katzInterval(a, n, b, m)
      expect(relativeError(ratio.low, numberOf(katz[0]!))).toBeLessThan(1e-10)
      expect(relativeError(ratio.high, numberOf(katz[1]!))).toBeLessThan(1e-10)
    }
    const tested = twoProportionTest(a, n, b, m)
    if (z !== null && p !== null) expect(relativeError(tested.z, z)).toBeLessThan(1e-12)
    expect(relativeError(tested.p, tested.exact ? fisher : p!)).toBeLessThan(1e-10)
  })
})

test('the published example of the hybrid interval', () => {
  const { low, high } = newcombeInterval(56, 70, 48, 80)
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339'])
})

test('without trials nothing is known', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  expect(clopperPearsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  expect(newcombeInterval(0, 0, 1, 2)).toEqual({ low: -1, high: 1 })
  expect(katzInterval(1, 2, 0, 0)).toEqual({ low: 0, high: Infinity })
  expect(twoProportionTest(0, 0, 1, 2).p).toBeNaN()
})

test('two rates of one make a ratio of one, even at a low level', () => {
  const { low, high } = katzInterval(1, 1, 41, 41, 0.5)
  expect(low).toBeLessThan(1)
  expect(high).toBe(1)
})

test('rates that are both none or both all do not differ', () => {
  expect(twoProportionTest(0, 10, 0, 20)).toEqual({ z: 0, p: 1, exact: true })
  expect(twoProportionTest(5, 5, 8, 8)).toEqual({ z: 0, p: 1, exact: true })
})

test('two rates of one do not make a certain ratio', () => {
  const { low, high } = katzInterval(10, 10, 40, 40)
  expect(low).toBeLessThan(0.95)
  expect(high).toBeGreaterThan(1.01)
})

const counts = fc
  .tuple(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, hits: Math.round(share * trials) }))
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true })

test('one rate: both intervals contain it and stay in [0, 1], and the mirrored rate has the mirrored interval', () => {
  fc.assert(
    fc.property(counts, level, ({ hits, trials }, at) => {
      for (const interval of [wilsonInterval, clopperPearsonInterval]) {
        const { low, high } = interval(hits, trials, at)
        expect(0 <= low && low <= hits / trials && hits / trials <= high && high <= 1).toBe(true)
        expect(interval(trials - hits, trials, at).low).toBeCloseTo(1 - high, 9)
      }
    }),
  )
})

test('two rates: the intervals contain difference and ratio, and swapping the sides mirrors them', () => {
  fc.assert(
    fc.property(counts, counts, level, (a, b, at) => {
      const gap = a.hits / a.trials - b.hits / b.trials
      const difference = newcombeInterval(a.hits, a.trials, b.hits, b.trials, at)
      expect(difference.low <= gap && gap <= difference.high).toBe(true)
      expect(newcombeInterval(b.hits, b.trials, a.hits, a.trials, at).low).toBeCloseTo(-difference.high, 12)

      const ratio = katzInterval(a.hits, a.trials, b.hits, b.trials, at)
      const observed = a.hits / a.trials / (b.hits / b.trials)
      if (!Number.isNaN(observed)) {
        expect(ratio.low <= observed * (1 + 1e-9) && observed * (1 - 1e-9) <= ratio.high).toBe(true)
      }
      const mirrored = katzInterval(b.hits, b.trials, a.hits, a.trials, at)
      expect(relativeError(mirrored.low, 1 / ratio.high)).toBeLessThan(1e-9)
    }),
  )
})

test('the test of two rates knows no sides', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const there = twoProportionTest(a.hits, a.trials, b.hits, b.trials)
      const back = twoProportionTest(b.hits, b.trials, a.hits, a.trials)
      expect(there.z + back.z).toBe(0)
      expect(relativeError(there.p, back.p)).toBeLessThan(1e-8)
    }),
    { numRuns: 50 },
  )
})
