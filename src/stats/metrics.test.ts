import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberOf, relativeError, uniformColumn } from './fixtures.ts'
import reference from './metrics.fixtures.json' with { type: 'json' }
import * as metrics from './metrics.ts'

type Values = Record<string, number | string | null>

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.small)('two classes: $name', ({ scores, labels, values }) => {
    expectAgreement(binaryValues(Float64Array.from(scores), Int32Array.from(labels)), values)
  })

  test.each(reference.large)(
    'two classes: $rows rows, $levels levels, rate $rate',
    ({ rows, levels, rate, values }) => {
      const labels = Int32Array.from(uniformColumn(rows, 31), (u) => (u < rate ? 1 : 0))
      const scores = uniformColumn(rows, 32).map((u, i) => 0.4 * labels[i]! + 0.6 * u)
      const cut = levels === 0 ? scores : scores.map((score) => Math.floor(score * levels) / levels)
      expectAgreement(binaryValues(cut, labels), values)
    },
  )

  test.each(reference.multiclass)('$classes classes, $rows rows', ({ rows, classes, absent, ...expected }) => {
    const { scores, decisions, labels } = multiclassSample(rows, classes, absent)
    const confusion = metrics.confusionMatrix(decisions, labels, classes)
    expect([...confusion.counts]).toEqual(expected.confusion)
    const found = {
      accuracy: metrics.multiclassAccuracy(confusion),
      precision: metrics.macroPrecision(confusion),
      recall: metrics.macroRecall(confusion),
      f1: metrics.macroF1(confusion),
      auc: metrics.macroAuc(scores, labels, classes),
      logLoss: metrics.multiclassLogLoss(scores, labels, classes),
      brier: metrics.multiclassBrier(scores, labels, classes),
    }
    const { confusion: _, ...values } = expected
    expectAgreement(found, values)
  })

  test.each(reference.numbers)('numbers: $name', ({ predictions, labels, values }) => {
    expectAgreement(regressionValues(Float64Array.from(predictions), Float64Array.from(labels)), values)
  })

  test.each(reference.long)('numbers: $rows rows', ({ rows, values }) => {
    const labels = uniformColumn(rows, 61).map((u) => u ** 3 * 100)
    const predictions = uniformColumn(rows, 62).map((u, i) => labels[i]! + u * 9 - 0.5)
    expectAgreement(regressionValues(predictions, labels), values)
  })
})

const rows = fc.array(fc.record({ decision: fc.nat(1), label: fc.nat(1) }), { minLength: 1, maxLength: 50 })

test('turning the classes over turns each metric into its mirror', () => {
  fc.assert(
    fc.property(rows, (sample) => {
      const decisions = Int32Array.from(sample, ({ decision }) => decision)
      const labels = Int32Array.from(sample, ({ label }) => label)
      const turn = (codes: Int32Array): Int32Array => codes.map((code) => 1 - code)
      const there = metrics.confusionBinary(decisions, labels)
      const back = metrics.confusionBinary(turn(decisions), turn(labels))
      expect(metrics.precision(back)).toBe(metrics.npv(there))
      expect(metrics.recall(back)).toBe(metrics.specificity(there))
      expect(metrics.fpr(back)).toBe(metrics.fnr(there))
      expect(metrics.accuracy(back)).toBe(metrics.accuracy(there))
      expect(metrics.mcc(back)).toBe(metrics.mcc(there))
      expect(metrics.fnr(there) + metrics.recall(there)).toSatisfy(
        (whole: number) => Number.isNaN(whole) || whole === 1,
      )
      const opposite = metrics.mcc(metrics.confusionBinary(turn(decisions), labels))
      expect(relativeError(opposite, 0 - metrics.mcc(there), 1)).toBeLessThan(1e-14)
    }),
  )
})

test('two classes as a table of classes', () => {
  fc.assert(
    fc.property(rows, (sample) => {
      const decisions = Int32Array.from(sample, ({ decision }) => decision)
      const labels = Int32Array.from(sample, ({ label }) => label)
      const two = metrics.confusionBinary(decisions, labels)
      const table = metrics.confusionMatrix(decisions, labels, 2)
      expect(metrics.multiclassAccuracy(table)).toBe(metrics.accuracy(two))
      expect(metrics.classPrecision(table)[1]).toBe(metrics.precision(two))
      expect(metrics.classRecall(table)[0]).toBe(metrics.specificity(two))
      expect(metrics.classF1(table)[1]).toBe(metrics.f1(two))
    }),
  )
})

test('rows without a class are left out of the table', () => {
  const table = metrics.confusionMatrix(Int32Array.of(0, -1, 1), Int32Array.of(0, 1, 2), 2)
  expect([...table.counts]).toEqual([1, 0, 0, 0])
})

test('moving labels and predictions together changes no error; a perfect prediction has none', () => {
  const column = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 })
  fc.assert(
    fc.property(column, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const labels = Float64Array.from(values)
      const predictions = labels.toReversed()
      const moved = (given: Float64Array): Float64Array => given.map((value) => value + shift)
      for (const metric of [metrics.mse, metrics.rmse, metrics.mae, metrics.medianAbsoluteError, metrics.r2]) {
        const found = metric(moved(predictions), moved(labels))
        expect(relativeError(found, metric(predictions, labels), 1)).toBeLessThan(1e-10)
      }
      expect(metrics.mse(labels, labels)).toBe(0)
      const explained = metrics.r2(labels, labels)
      expect(Number.isNaN(explained) ? new Set(values).size : explained).toBe(1)
    }),
  )
})

test('the logarithm of 0 is no error', () => {
  expect(metrics.msle(Float64Array.of(-1), Float64Array.of(2))).toBeNaN()
  expect(metrics.msle(Float64Array.of(2), Float64Array.of(-1))).toBeNaN()
})

test('of nothing every metric is NaN', () => {
  const none = new Float64Array(0)
  const found = { ...binaryValues(none, new Int32Array(0)), ...regressionValues(none, none) }
  expect(Object.values(found).every(Number.isNaN)).toBe(true)
})

function expectAgreement(found: Record<string, number>, expected: Values): void {
  for (const [name, value] of Object.entries(expected)) {
    expect(relativeError(found[name]!, numberOf(value), 1e-3), name).toBeLessThan(1e-12)
  }
}

function binaryValues(scores: Float64Array, labels: Int32Array): Record<string, number> {
  const confusion = metrics.confusionBinary(
    Int32Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
    labels,
  )
  return {
    accuracy: metrics.accuracy(confusion),
    precision: metrics.precision(confusion),
    recall: metrics.recall(confusion),
    f1: metrics.f1(confusion),
    specificity: metrics.specificity(confusion),
    npv: metrics.npv(confusion),
    fpr: metrics.fpr(confusion),
    fnr: metrics.fnr(confusion),
    balancedAccuracy: metrics.balancedAccuracy(confusion),
    mcc: metrics.mcc(confusion),
    averagePrecision: metrics.averagePrecision(scores, labels),
    logLoss: metrics.logLoss(scores, labels),
    brier: metrics.brier(scores, labels),
  }
}

function regressionValues(predictions: Float64Array, labels: Float64Array): Record<string, number> {
  return {
    mse: metrics.mse(predictions, labels),
    rmse: metrics.rmse(predictions, labels),
    mae: metrics.mae(predictions, labels),
    mape: metrics.mape(predictions, labels),
    msle: metrics.msle(predictions, labels),
    r2: metrics.r2(predictions, labels),
    medianAbsoluteError: metrics.medianAbsoluteError(predictions, labels),
  }
}

function multiclassSample(count: number, classes: number, absent: boolean) {
  const u = uniformColumn(count, 41)
  const v = uniformColumn(count, 42)
  const labels = Int32Array.from(u, (value) => Math.floor(value * (absent ? classes - 1 : classes)))
  const scores = new Float64Array(count * classes)
  for (let k = 0; k < classes; k++) {
    const own = uniformColumn(count, 50 + k)
    for (let row = 0; row < count; row++) {
      scores[row * classes + k] = own[row]! + 0.5 * (labels[row] === k && v[row]! > 0.3 ? 1 : 0)
    }
  }
  const decisions = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const own = scores.subarray(row * classes, (row + 1) * classes)
    const total = own.reduce((sum, score) => sum + score, 0)
    decisions[row] = own.indexOf(Math.max(...own))
    for (let k = 0; k < classes; k++) own[k]! /= total
  }
  return { scores, decisions, labels }
}
