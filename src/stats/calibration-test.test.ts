import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../core/random.ts'
import { calibrationTest } from './calibration-test.ts'
import { estimateOf } from './statistic.ts'

/** Scores between `low` and `high`; the truth follows `truth(score)`. */
function sample(rows: number, seed: number, truth: (score: number) => number, low = 0, high = 1) {
  const key = streamKey(seed, 'calibration')
  const scores = Float64Array.from({ length: rows }, (_, row) => low + (high - low) * uniformAt(key, row, 0))
  return { scores, labels: Uint8Array.from(scores, (score, row) => Number(uniformAt(key, row, 1) < truth(score))) }
}

const testOf = ({ scores, labels }: ReturnType<typeof sample>) => {
  const statistic = calibrationTest(scores, labels)
  if (statistic.kind !== 'test') throw new Error('it is a test')
  return statistic
}

test('true scores are called false as rarely as promised, and chance reaches the detectable effect in one of twenty', () => {
  for (const rows of [200, 2000]) {
    let significant = 0
    let past = 0
    for (let seed = 0; seed < 400; seed++) {
      const { p, effect, detectable } = testOf(sample(rows, seed, (score) => score))
      if (p <= 0.05) significant++
      if (effect > detectable) past++
    }
    // 5 % of 400 is 20; three standard errors are 13
    expect(significant, `${rows} rows`).toBeLessThanOrEqual(33)
    expect(significant, `${rows} rows`).toBeGreaterThanOrEqual(5)
    expect(past, `${rows} rows`).toBeLessThanOrEqual(40)
  }
})

test('too bold scores are found, and the effect is the gap', () => {
  const { p, effect } = testOf(sample(20_000, 1, (score) => 0.5 + 0.6 * (score - 0.5)))
  expect(p).toBeLessThan(1e-10)
  // root of the mean of (.4 (s − ½))² over uniform s
  expect(Math.abs(effect - 0.4 / Math.sqrt(12))).toBeLessThan(0.01)
})

test('scores near ½ that are all too low are found, though Spiegelhalter gives them no weight', () => {
  const { p, effect } = testOf(sample(2000, 1, (score) => score + 0.1, 0.49, 0.51))
  expect(p).toBeLessThan(1e-6)
  expect(Math.abs(effect - 0.1)).toBeLessThan(0.03)
})

test('certain scores are true when right and false when wrong', () => {
  const certain = Float64Array.of(0, 1, 1, 0)
  expect(calibrationTest(certain, Uint8Array.of(0, 1, 1, 0))).toEqual({ kind: 'test', effect: 0, p: 1, detectable: 0 })
  expect(calibrationTest(certain, Uint8Array.of(0, 1, 0, 0))).toMatchObject({ p: 0 })
  expect(estimateOf(calibrationTest(new Float64Array(0), new Uint8Array(0)))).toBeNaN()
})
