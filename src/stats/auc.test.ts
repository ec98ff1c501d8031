import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './auc.fixtures.json' with { type: 'json' }
import { auc, aucInterval, delong, delongPaired, logitInterval } from './auc.ts'
import { relativeError, uniformColumn } from './fixtures.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.small)('$name', (expected) => {
    const found = delong(Float64Array.from(expected.scores), Uint8Array.from(expected.labels))
    expect(relativeError(found.auc, expected.auc)).toBeLessThan(1e-12)
    expect(relativeError(found.se, expected.se, 1e-3)).toBeLessThan(1e-12)
  })

  test.each(reference.large)('$rows rows, $levels levels', (expected) => {
    const { a, b, labels } = scored(expected.rows, expected.levels, expected.rate)
    const found = delong(a, labels)
    expect(relativeError(found.auc, expected.auc)).toBeLessThan(1e-12)
    expect(auc(a, labels)).toBe(found.auc)
    expect(relativeError(found.se, expected.se)).toBeLessThan(1e-12)
    const paired = delongPaired(a, b, labels)
    expect(relativeError(paired.difference, expected.difference, 0.1)).toBeLessThan(1e-12)
    expect(relativeError(paired.se, expected.pairedSe)).toBeLessThan(1e-12)
  })
})

test('the worked example with its intervals', () => {
  const example = reference.small[0]!
  const found = delong(Float64Array.from(example.scores), Uint8Array.from(example.labels))
  expect([found.auc.toFixed(6), found.se.toFixed(6)]).toEqual(['0.805556', '0.131468'])
  const { low, high } = aucInterval(found)
  expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.444', '0.955'])
})

test('a perfect separation of few rows is no certainty, and more rows make it narrower', () => {
  const lows = [2, 20, 200].map((half) => {
    const scores = Float64Array.from({ length: 2 * half }, (_, i) => i)
    return aucInterval(
      delong(
        scores,
        Uint8Array.from(scores, (_, i) => (i < half ? 0 : 1)),
      ),
    )
  })
  expect(lows.every(({ high }) => high === 1)).toBe(true)
  expect(lows[0]!.low).toBeLessThan(0.6)
  expect(lows[1]!.low).toBeGreaterThan(0.7)
  expect(lows[2]!.low).toBeGreaterThan(0.97)
  expect(lows[2]!.low).toBeLessThan(1)
})

test('two rows in a class are enough for an error, by hand', () => {
  // A wins all four pairs, B one: placements 1, 1 against ½, 0 and 0, 0 against ½, 1
  const labels = Uint8Array.of(1, 1, 0, 0)
  const found = delongPaired(Float64Array.of(3, 4, 1, 2), Float64Array.of(2, 1, 1.5, 3), labels)
  expect(found.difference).toBe(0.75)
  expect(found.se).toBeCloseTo(Math.sqrt(0.125 / 2 + 0.125 / 2), 14)
})

test('what is undefined is NaN', () => {
  expect(auc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNaN()
  expect(auc(Float64Array.of(1, NaN, 3), Uint8Array.of(1, 0, 0))).toBeNaN()
  expect(delong(Float64Array.of(1, 2, 3), Uint8Array.of(1, 0, 0))).toEqual({
    auc: 0,
    se: NaN,
    positives: 1,
    negatives: 2,
  })
  expect(delongPaired(Float64Array.of(1, 2), Float64Array.of(2, 1), Uint8Array.of(0, 0)).difference).toBeNaN()
  expect(logitInterval(1, 0.1)).toEqual({ low: 0, high: 1 })
  expect(logitInterval(NaN, 0.1)).toEqual({ low: NaN, high: NaN })
})

const rows = fc.array(fc.record({ score: fc.integer({ min: -9, max: 9 }), label: fc.nat(1) }), {
  minLength: 2,
  maxLength: 60,
})

test('counts pairs, knows only the order, and turns over with the labels', () => {
  fc.assert(
    fc.property(rows, (sample) => {
      const scores = Float64Array.from(sample, ({ score }) => score)
      const labels = Uint8Array.from(sample, ({ label }) => label)
      const area = auc(scores, labels)
      let wins = 0
      let pairs = 0
      for (const x of sample) {
        for (const y of sample) {
          if (x.label !== 1 || y.label !== 0) continue
          pairs++
          wins += x.score > y.score ? 1 : x.score === y.score ? 0.5 : 0
        }
      }
      expect(area).toBe(wins / pairs)
      expect(
        auc(
          scores.map((score) => score ** 3 - 2),
          labels,
        ),
      ).toBe(area)
      const turned = auc(
        scores,
        labels.map((label) => 1 - label),
      )
      expect(relativeError(turned, 1 - area, 1)).toBeLessThan(1e-14)
    }),
  )
})

test('a model does not differ from itself', () => {
  fc.assert(
    fc.property(rows, (sample) => {
      const scores = Float64Array.from(sample, ({ score }) => score)
      const labels = Uint8Array.from(sample, ({ label }) => label)
      const { difference, se } = delongPaired(scores, scores, labels)
      expect(Number.isNaN(difference) || difference === 0).toBe(true)
      expect(Number.isNaN(se) || se === 0).toBe(true)
    }),
  )
})

function scored(count: number, levels: number, rate: number) {
  const label = uniformColumn(count, 1)
  const first = uniformColumn(count, 2)
  const second = uniformColumn(count, 3)
  const labels = Uint8Array.from(label, (u) => (u < rate ? 1 : 0))
  const cut = (value: number): number => (levels === 0 ? value : Math.floor(value * levels))
  return {
    labels,
    a: first.map((u, i) => cut(0.3 * labels[i]! + u)),
    b: second.map((u, i) => cut(0.2 * labels[i]! + 0.5 * first[i]! + u)),
  }
}
