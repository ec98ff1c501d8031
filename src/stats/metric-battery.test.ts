import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { streamKey, normalAt } from '../core/random.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../testing/models.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import reference from './metric-battery.fixtures.json' with { type: 'json' }
import { answersOf, batteryFor, metricNames, metricOf, metricPhrase, metricValues } from './metric-battery.ts'
import { standardErrorOf } from './metric.ts'
import { estimateOf, intervalOf } from './statistic.ts'

const rows = 240

const samples: Readonly<Record<Task, { labels: Labels; predictions: Predictions }>> = {
  binary: binarySample(),
  multiclass: multiclassSample(),
  regression: regressionSample(),
}

/** Sample variances divide by n − 1, influence functions by n. */
const unbiased = new Set(['log_loss', 'brier', 'mean_prediction', 'prediction_variance', 'avg_confidence', 'r2'])
const unbiasedErrors = new Set(['rmse', 'mse', 'mae', 'mape', 'msle'])

describe(`agrees with ${reference.source}`, () => {
  for (const task of ['binary', 'multiclass', 'regression'] as const) {
    const { labels, predictions } = samples[task]
    const answers = answersOf(task, labels, predictions)
    test(`${task}: the battery is the one of the fixtures`, () => {
      const names = batteryFor(task, true).map(({ name }) => name)
      expect(names.toSorted()).toEqual(reference[task].map(({ name }) => name).toSorted())
    })

    test.each(reference[task])(`${task}: $name`, ({ name, value, error }) => {
      const metric = batteryFor(task, true).find((candidate) => candidate.name === name)!
      const statistic = metric.statistic(answers)
      expect(relativeError(metric.value(answers), value)).toBeLessThan(1e-12)
      expect(estimateOf(statistic)).toBe(metric.value(answers))
      if (error === null || statistic.kind !== 'normal') return
      const correction = unbiased.has(name) || unbiasedErrors.has(name) ? Math.sqrt(rows / (rows - 1)) : 1
      // DeLong's variances are unbiased within each class
      const tolerance = task === 'binary' && name === 'auc' ? 0.01 : 1e-5
      expect(relativeError(statistic.standardError, error * correction)).toBeLessThan(tolerance)
    })
  }
})

test('a name means the same in every task', () => {
  for (const task of ['binary', 'multiclass', 'regression'] as const) {
    for (const { name, margin, worse } of batteryFor(task, true)) {
      expect(metricOf(name)).toMatchObject({ margin, worse })
      expect(metricNames).toContain(name)
    }
  }
})

test('rates keep their counts', () => {
  const { labels, predictions } = samples.binary
  const recall = batteryFor('binary', true).find(({ name }) => name === 'recall')!
  const statistic = recall.statistic(answersOf('binary', labels, predictions))
  expect(statistic).toEqual({ kind: 'proportion', hits: 57, trials: 75 })
})

test('without scores and without labels the rest is left', () => {
  const { labels, predictions } = samples.binary
  const decisionsOnly = metricValues('binary', labels, { ...predictions, scores: null })
  expect(Object.keys(decisionsOnly)).not.toContain('auc')
  expect(decisionsOnly['f1']).toBe(metricValues('binary', labels, predictions)['f1'])
  expect(Object.keys(metricValues('binary', undefined, predictions))).toEqual([
    'positive_rate',
    'mean_prediction',
    'prediction_variance',
  ])
})

test('rows without an answer or a label are left out', () => {
  const scores = [0.9, 0.2, NaN, 0.7, 0.1]
  const labels = binaryLabels([1, 0, 1, -1, 0])
  const values = metricValues('binary', labels, binaryPredictions(scores))
  expect(values).toEqual({
    ...metricValues('binary', binaryLabels([1, 0, 0]), binaryPredictions([0.9, 0.2, 0.1])),
    ...metricValues('binary', undefined, binaryPredictions([0.9, 0.2, 0.7, 0.1])),
  })
})

test('a multiclass task of two classes has a score for each', () => {
  const { labels, predictions } = samples.binary
  const two = metricValues('multiclass', labels, predictions)
  const one = metricValues('binary', labels, predictions)
  for (const name of ['auc', 'log_loss', 'mcc', 'balanced_accuracy', 'accuracy']) {
    expect(two[name], name).toBeCloseTo(one[name]!, 12)
  }
})

const smallSample = fc.array(
  fc.record({ score: fc.constantFrom(0, 0.2, 0.5, 0.7, 1, NaN), label: fc.constantFrom(0, 1, -1) }),
  { minLength: 1, maxLength: 30 },
)

test('no statistic is NaN, whatever the rows; what has no number says why', () => {
  fc.assert(
    fc.property(smallSample, smallSample, (sample, other) => {
      const answersTo = (drawn: typeof sample) =>
        answersOf(
          'binary',
          binaryLabels(drawn.map(({ label }) => label)),
          binaryPredictions(drawn.map(({ score }) => score)),
        )
      for (const metric of batteryFor('binary', true)) {
        const statistics = [metric.statistic(answersTo(sample)), metric.difference(answersTo(sample), answersTo(other))]
        for (const statistic of statistics) {
          if (statistic.kind === 'undefined') continue
          const interval = intervalOf(statistic)!
          expect(interval.low, metric.name).toBeLessThanOrEqual(estimateOf(statistic) + 1e-12)
          expect(interval.high, metric.name).toBeGreaterThanOrEqual(estimateOf(statistic) - 1e-12)
        }
      }
    }),
  )
})

test('a change for the worse turns around when the data sets are exchanged', () => {
  const worse = answersOf(
    'binary',
    binaryLabels(samples.binary.labels.kind === 'class' ? [...samples.binary.labels.codes] : []),
    binaryPredictions([...uniformColumn(rows, 9)]),
  )
  const better = answersOf('binary', samples.binary.labels, samples.binary.predictions)
  for (const metric of batteryFor('binary', true)) {
    const change = estimateOf(metric.difference(worse, better))
    if (metric.worse === 'either') expect(change, metric.name).toBeGreaterThanOrEqual(0)
    else expect(change, metric.name).toBeGreaterThan(0)
    const back = estimateOf(metric.difference(better, worse))
    if (metric.margin === 'u') expect(back, metric.name).toBeCloseTo(-change, 12)
    if (metric.margin === 'e') expect(1 / (1 + back), metric.name).toBeCloseTo(1 + change, 12)
  }
})

test('perfect answers of few rows are not taken for certain', () => {
  const labels = binaryLabels(Array.from({ length: 40 }, (_, i) => i % 2))
  const answers = answersOf(
    'binary',
    labels,
    binaryPredictions(Array.from({ length: 40 }, (_, i) => 0.1 + 0.8 * (i % 2))),
  )
  for (const metric of batteryFor('binary', true)) {
    if (metric.margin !== 'u') continue
    const { low, high } = intervalOf(metric.statistic(answers))!
    expect(high - low, metric.name).toBeGreaterThan(0.02)
  }
})

test('errors of regression cover the truth as often as they promise', () => {
  // prediction = truth + N(0, 1): the median absolute error is .6745, the mean .7979, the root mean square 1
  const truths = { median_ae: 0.67449, mae: Math.sqrt(2 / Math.PI), rmse: 1, mse: 1 }
  const covered: Record<string, number> = {}
  const draws = 300
  for (let seed = 0; seed < draws; seed++) {
    const key = streamKey(seed, 'errors')
    const values = Float64Array.from({ length: 200 }, (_, row) => row)
    const predictions = valuePredictions([...values.map((value, row) => value + normalAt(key, row, 0))])
    const answers = answersOf('regression', { kind: 'value', values }, predictions)
    for (const metric of batteryFor('regression', true)) {
      const truth = truths[metric.name as keyof typeof truths]
      if (truth === undefined) continue
      const { low, high } = intervalOf(metric.statistic(answers))!
      if (low <= truth && truth <= high) covered[metric.name] = (covered[metric.name] ?? 0) + 1
    }
  }
  for (const [name, count] of Object.entries(covered)) expect(count / draws, name).toBeGreaterThan(0.91)
  expect(Object.keys(covered)).toHaveLength(4)
})

test('the change of a mean prediction is told in spreads of the reference', () => {
  const shifted = (by: number) =>
    answersOf('regression', undefined, valuePredictions(Array.from({ length: 500 }, (_, i) => (i % 11) + by)))
  const meanPrediction = batteryFor('regression', true).find(({ name }) => name === 'mean_prediction')!
  const change = meanPrediction.difference(shifted(-1), shifted(0))
  expect(estimateOf(change)).toBeCloseTo(1 / Math.sqrt(10), 2)
  expect(standardErrorOf(change)).toBeCloseTo(Math.sqrt(2 / 500), 2)
})

function binarySample() {
  const [u, v] = [uniformColumn(rows, 1), uniformColumn(rows, 2)]
  const codes = Int32Array.from(u, (value) => Number(value < 0.35))
  const scores = v.map(
    (value, row) =>
      Math.floor(100 * Math.min(0.99, Math.max(0.01, 0.25 + 0.4 * codes[row]! + 0.6 * (value - 0.5)))) / 100,
  )
  return { labels: binaryLabels([...codes]), predictions: binaryPredictions([...scores]) }
}

function multiclassSample() {
  const codes = Int32Array.from(uniformColumn(rows, 1), (value) => Number(value >= 0.2) + Number(value >= 0.6))
  const columns = [3, 4, 5].map((stream) => uniformColumn(rows, stream))
  const scores = new Float64Array(rows * 3)
  const decisions = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const raw = columns.map((column, k) => Math.floor(20 * (column[row]! + 0.4 * Number(codes[row] === k))) + 1)
    const total = raw.reduce((sum, value) => sum + value, 0)
    scores.set(
      raw.map((value) => value / total),
      row * 3,
    )
    decisions[row] = raw.indexOf(Math.max(...raw))
  }
  const classes = ['a', 'b', 'c']
  return {
    labels: { kind: 'class', codes, classes } as const,
    predictions: { rowCount: rows, classes, scores, decisions },
  }
}

function regressionSample() {
  const [u, v] = [uniformColumn(rows, 1), uniformColumn(rows, 2)]
  const values = u.map((value) => 2 + 3 * value)
  const predicted = values.map((value, row) => value + (v[row]! - 0.4) * (1 + u[row]!))
  return { labels: { kind: 'value', values } as const, predictions: valuePredictions([...predicted]) }
}

test('a metric is named inside of a clause as one writes it', () => {
  const named = ['fpr', 'auc', 'f1', 'brier', 'mcc', 'log_loss', 'r2', 'mae', 'one of a later version'].map(
    metricPhrase,
  )
  expect(named).toEqual([
    'false positive rate',
    'AUC',
    'F1',
    'Brier score',
    'Matthews correlation',
    'log loss',
    'R²',
    'mean absolute error',
    'one of a later version',
  ])
})
