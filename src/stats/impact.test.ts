import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Statistic } from '../core/measurement.ts'
import type { Labels, Predictions } from '../core/predictions.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../testing/models.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import reference from './impact.fixtures.json' with { type: 'json' }
import { impactMetric, impactMetricValue, observedImpact, pairedImpact } from './impact.ts'
import { estimateOf, intervalOf } from './statistic.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.values)('values, $rows rows, noise $noise', (expected) => {
    const { rows, noise } = expected
    const [truth, first, second, third] = [1, 2, 3, 4].map((stream) => uniformColumn(rows, stream)) as Four
    const before = valuePredictions([...truth].map((y, i) => y + first[i]! - 0.5))
    const after = valuePredictions([...truth].map((y, i) => y + first[i]! - 0.5 + noise * (second[i]! - 0.5)))
    const labels: Labels = { kind: 'value', values: truth }
    const affected = Uint8Array.from(third, (u) => Number(u < 0.3))

    expectNormal(pairedImpact('regression', labels, before, after), expected.rise, expected.riseError)
    expectNormal(observedImpact(labels, after, affected), expected.gap, expected.gapError)
    expectNormal(pairedImpact('regression', undefined, before, after), expected.shift, expected.shiftError)
    const metric = (given: Predictions) => impactMetricValue('regression', labels, given)
    expect(relativeError(metric(after) / metric(before) - 1, expected.rise, 1e-3)).toBeLessThan(1e-9)
  })

  test.each(reference.classes)('classes, $rows rows', ({ rows, fall, worse, better, flips, affected, others }) => {
    const [truth, first, second, third] = [1, 2, 3, 4].map((stream) => uniformColumn(rows, stream)) as Four
    const codes = [...truth].map((u) => Number(u < 0.4))
    const before = binaryPredictions(codes.map((code, i) => 0.4 * code + 0.6 * first[i]!))
    const after = binaryPredictions(codes.map((code, i) => 0.4 * code + 0.6 * second[i]!))
    const labels = binaryLabels(codes)
    const inside = Uint8Array.from(third, (u) => Number(u < 0.3))

    const drop = pairedImpact('binary', labels, before, after)
    if (rows >= 400) expect(relativeError(estimateOf(drop), fall, 1e-3)).toBeLessThan(1e-9)
    const metric = (given: Predictions) => impactMetricValue('binary', labels, given)
    expect(relativeError(metric(before) - metric(after), fall, 1e-3)).toBeLessThan(1e-9)
    const decided = { ...after, scores: null }
    expect(pairedImpact('binary', labels, before, decided)).toEqual(paired(worse, better, rows))
    expect(pairedImpact('binary', undefined, before, after)).toEqual({ kind: 'proportion', hits: flips, trials: rows })
    const [a, b] = [affected, others].map(([hits, trials]) => ({ hits, trials }))
    expect(observedImpact(labels, after, inside)).toEqual({ kind: 'rate-difference', a, b })
  })
})

type Four = [Float64Array, Float64Array, Float64Array, Float64Array]

test('too few rows of a class for AUC give accuracy', () => {
  const codes = Array.from({ length: 100 }, (_, i) => Number(i < 19))
  const right = binaryPredictions(codes.map((code) => 0.1 + 0.8 * code))
  const wrong = binaryPredictions(codes.map((code, i) => (i < 5 ? 0.2 : 0.1 + 0.8 * code)))
  expect(pairedImpact('binary', binaryLabels(codes), right, wrong)).toEqual(paired(5, 0, 100))
})

test('rows without an answer, a number or a label stay out', () => {
  const codes = Array.from({ length: 200 }, (_, i) => (i < 20 ? -1 : i % 2))
  const before = binaryPredictions(codes.map((code) => 0.3 + 0.4 * Math.max(0, code)))
  const spoilt = binaryPredictions(codes.map((code, i) => (i < 60 ? NaN : 0.3 + 0.4 * Math.max(0, code))))
  const infinite = { ...spoilt, decisions: spoilt.decisions.map((code) => Math.max(0, code)) }
  for (const after of [spoilt, infinite]) {
    expect(estimateOf(pairedImpact('binary', binaryLabels(codes), before, after))).toBe(0)
    expect(pairedImpact('binary', undefined, before, after)).toMatchObject({ hits: 0, trials: 140 })
  }
})

test('nothing that cannot be known is given as a number', () => {
  const because = (statistic: Statistic) => (statistic.kind === 'undefined' ? statistic.because : statistic)
  const truth: Labels = { kind: 'value', values: new Float64Array(30) }
  const zeros = valuePredictions(Array<number>(30).fill(0))
  const ones = valuePredictions(Array<number>(30).fill(1))
  const lost = valuePredictions(Array<number>(30).fill(NaN))
  expect(because(pairedImpact('regression', truth, ones, lost))).toMatch(/too few/)
  expect(because(pairedImpact('regression', undefined, ones, lost))).toMatch(/too few/)
  expect(because(pairedImpact('regression', truth, zeros, ones))).toMatch(/no error to begin with/)
  expect(because(pairedImpact('regression', undefined, ones, zeros))).toMatch(/always answers the same/)
  expect(pairedImpact('regression', truth, ones, zeros)).toEqual({ kind: 'exact', value: -1 })
  expect(because(pairedImpact('binary', undefined, binaryPredictions([NaN]), binaryPredictions([1])))).toMatch(/no row/)
  expect(because(observedImpact(truth, zeros, new Uint8Array(30)))).toMatch(/too few/)
})

test('no finite answers, however large, give NaN or infinity', () => {
  const answer = fc.oneof(fc.double(), fc.constantFrom(1e308, -1e308, 1e-308, 0))
  const side = fc.array(answer, { minLength: 60, maxLength: 60 })
  fc.assert(
    fc.property(side, side, side, fc.boolean(), (truth, before, after, isLabelled) => {
      const labels: Labels = { kind: 'value', values: Float64Array.from(truth) }
      const affected = Uint8Array.from(truth, (_, row) => row % 2)
      for (const statistic of [
        pairedImpact('regression', isLabelled ? labels : undefined, valuePredictions(before), valuePredictions(after)),
        observedImpact(labels, valuePredictions(after), affected),
      ]) {
        if (statistic.kind === 'undefined') continue
        expect(estimateOf(statistic)).not.toBeNaN()
        const interval = intervalOf(statistic)
        if (interval !== null) expect(interval.low).toBeLessThanOrEqual(interval.high)
      }
    }),
  )
})

test('the interval of a rise of RMSE holds the truth about as often as it says', () => {
  let held = 0
  const runs = 400
  for (let run = 0; run < runs; run++) {
    const [truth, first, second] = [0, 1, 2].map((k) => uniformColumn(200, 3 * run + k + 10)) as Four
    const before = valuePredictions([...truth].map((y, i) => y + first[i]! - 0.5))
    const after = valuePredictions([...truth].map((y, i) => y + first[i]! - 0.5 + second[i]! - 0.5))
    const { low, high } = intervalOf(pairedImpact('regression', { kind: 'value', values: truth }, before, after))!
    // Independent errors of equal variance: the mean square doubles
    if (low <= Math.SQRT2 - 1 && Math.SQRT2 - 1 <= high) held++
  }
  // 380 expected with a standard deviation of 4.4; five of those either way
  expect(Math.abs(held - 0.95 * runs)).toBeLessThan(22)
})

test('an identical answer costs nothing, and worse answers cost', () => {
  fc.assert(
    fc.property(fc.nat(500), (stream) => {
      const truth = uniformColumn(100, stream)
      const codes = [...truth].map((u) => Number(u < 0.5))
      const labels = binaryLabels(codes)
      const before = binaryPredictions(codes.map((code, i) => 0.5 * code + 0.5 * truth[i]!))
      expect(estimateOf(pairedImpact('binary', labels, before, before))).toBe(0)
      const reversed = binaryPredictions([...before.scores!].map((score) => 1 - score))
      expect(estimateOf(pairedImpact('binary', labels, before, reversed))).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('the metric is named by what can be known', () => {
  expect(impactMetric('binary', true)).toBe('auc')
  expect(impactMetric('binary', false)).toBe('accuracy')
  expect(impactMetric('multiclass', true)).toBe('accuracy')
  expect(impactMetric('regression', true)).toBe('rmse')
  const [labels, answers] = [binaryLabels([0, 1, 1, -1]), binaryPredictions([0.2, 0.7, 0.1, 0.9])]
  expect(impactMetricValue('multiclass', labels, answers)).toBeCloseTo(2 / 3)
})

function paired(worse: number, better: number, trials: number): Statistic {
  return { kind: 'paired-difference', worse, better, trials }
}

function expectNormal(statistic: Statistic, estimate: number, standardError: number): void {
  if (statistic.kind !== 'normal') throw new Error(`${statistic.kind} instead of an estimate with its error`)
  expect(relativeError(statistic.estimate, estimate, 1e-3)).toBeLessThan(1e-9)
  expect(relativeError(statistic.standardError, standardError, 1e-3)).toBeLessThan(1e-9)
}
