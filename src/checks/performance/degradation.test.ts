import { expect, test } from 'vitest'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../../testing/models.ts'
import degradation from './degradation.check.ts'

interface Answered {
  readonly labels: Labels
  readonly predictions: Predictions
}

/** Calibrated scores; `flipped` of the labels are turned around, which is all that goes wrong. */
function binary(rows: number, seed: number, flipped = 0): Answered {
  const key = streamKey(seed, 'degradation')
  const scores = Array.from({ length: rows }, (_, row) => uniformAt(key, row, 0) ** 2)
  const codes = scores.map((score, row) => {
    const code = Number(uniformAt(key, row, 1) < score)
    return uniformAt(key, row, 2) < flipped ? 1 - code : code
  })
  return { labels: binaryLabels(codes), predictions: binaryPredictions(scores) }
}

function values(rows: number, seed: number, noise: number): Answered {
  const key = streamKey(seed, 'degradation')
  const labels = Float64Array.from({ length: rows }, (_, row) => 10 * uniformAt(key, row, 0))
  const predicted = [...labels].map((value, row) => value + noise * normalAt(key, row, 3))
  return { labels: { kind: 'value', values: labels }, predictions: valuePredictions(predicted) }
}

const from = (reference: Answered, evaluation: Answered, task: 'binary' | 'regression' = 'binary') => ({
  task,
  ...evaluation,
  referenceLabels: reference.labels,
  referencePredictions: reference.predictions,
})

testCheck(degradation, [
  { when: 'nothing changed', given: from(binary(4000, 1), binary(4000, 2)), expect: {}, others: 'pass' },
  {
    when: 'a fifth of the labels turned around',
    given: from(binary(4000, 1), binary(4000, 2, 0.2)),
    expect: {
      accuracy: 'fail',
      recall: 'fail',
      fpr: 'fail',
      auc: 'fail',
      log_loss: 'fail',
      brier: 'fail',
      precision: 'fail',
    },
    others: 'pass',
  },
  {
    when: 'it got better',
    given: from(binary(4000, 1, 0.2), binary(4000, 2)),
    expect: {},
    others: 'pass',
  },
  {
    when: 'only the metrics named are judged',
    given: from(binary(4000, 1), binary(4000, 2, 0.2)),
    params: { judged: ['f1'] },
    expect: { f1: 'fail' },
    others: 'pass',
  },
  {
    when: 'there are too few rows to tell',
    given: from(binary(4000, 1), binary(90, 2)),
    params: { judged: ['accuracy'] },
    expect: { accuracy: 'inconclusive' },
    others: 'pass',
  },
  {
    when: 'errors grow by a third',
    given: from(values(4000, 1, 1), values(4000, 2, 4 / 3), 'regression'),
    // Values below zero have no logarithm.
    expect: { rmse: 'fail', mae: 'fail', median_ae: 'fail', msle: 'inconclusive' },
    others: 'pass',
  },
  {
    when: 'errors stay',
    given: from(values(4000, 1, 1), values(4000, 2, 1), 'regression'),
    expect: { msle: 'inconclusive' },
    others: 'pass',
  },
])

test('a shift of the predictions is judged both ways when asked for', async () => {
  const moved = (by: number) => ({
    labels: values(2000, 2, 1).labels,
    predictions: valuePredictions([...values(2000, 2, 1).predictions.scores!].map((value) => value + by)),
  })
  for (const by of [-1.5, 1.5]) {
    const given = from(values(2000, 1, 1), moved(by), 'regression')
    expect((await verdicts(degradation, given, { judged: ['mean_prediction'] }))['mean_prediction']).toBe('fail')
  }
})

test('rates are compared by their counts, errors as shares of the reference', async () => {
  const given = from(binary(2000, 1), binary(2000, 2, 0.2))
  const measured = Object.fromEntries((await measure(degradation, given)).map((each) => [each.subject, each]))
  const { accuracy, log_loss: logLoss, positive_rate: positiveRate } = measured
  expect(accuracy!.statistic).toMatchObject({ kind: 'rate-difference', a: { trials: 2000 }, b: { trials: 2000 } })
  const { before, after } = logLoss!.facts as Record<string, number>
  expect(logLoss!.statistic).toMatchObject({ kind: 'normal', estimate: expect.closeTo(after! / before! - 1, 12) })
  expect(degradation.explain(logLoss!)).toMatch(/^log loss rises from 0\.\d+ to 0\.\d+, by \d+ %$/)
  expect(degradation.explain(accuracy!)).toMatch(/^accuracy falls from 0\.\d+ to 0\.\d+$/)
  expect(positiveRate!.statistic.kind).toBe('rate-difference')
  expect(accuracy!.evidence!.map(({ title }) => title)).toEqual([
    'Change for the worse',
    'Rise of the error, as a share of the reference',
    'Rows with the worst answers',
  ])
})

test('identical distributions fail in few runs', async () => {
  let failed = 0
  for (let seed = 0; seed < 60; seed++) {
    const seen = await verdicts(degradation, from(binary(500, 2 * seed), binary(500, 2 * seed + 1)))
    if (Object.values(seen).includes('fail')) failed++
  }
  expect(failed).toBeLessThanOrEqual(4)
})

test('without labels the predictions are left', async () => {
  const [reference, evaluation] = [binary(500, 1), binary(500, 2)]
  const given = { predictions: evaluation.predictions, referencePredictions: reference.predictions }
  const measured = await measure(degradation, given)
  expect(measured.map(({ subject }) => subject)).toEqual(['positive_rate', 'mean_prediction', 'prediction_variance'])
})

test('hostile answers give no NaN', async () => {
  const nothing = { labels: binaryLabels([1, -1]), predictions: binaryPredictions([NaN, NaN]) }
  const constant = { labels: binaryLabels([1, 1]), predictions: binaryPredictions([0.5, 0.5]) }
  for (const given of [from(nothing, constant), from(constant, nothing), from(constant, constant)]) {
    for (const measurement of await measure(degradation, given))
      expect(JSON.stringify(measurement)).not.toContain('null')
  }
})

test('errors that are 0 on both sides have not risen', async () => {
  const values = Float64Array.from({ length: 300 }, (_, row) => row)
  const labels = { kind: 'value', values } as const
  const predictions = valuePredictions([...values])
  const given = { labels, predictions, referenceLabels: labels, referencePredictions: predictions }
  const all = Object.values(await verdicts(degradation, { task: 'regression', ...given }))
  expect(all.length).toBeGreaterThan(2)
  expect([...new Set(all)]).toEqual(['pass'])
})

test('a model that makes no error on its own data, and many on others, has become worse', async () => {
  const values = Float64Array.from({ length: 300 }, (_, row) => row)
  const labels = { kind: 'value', values } as const
  const off = (rows: number) =>
    valuePredictions([...values].map((value) => (value < rows ? value + 5 + (value % 3) : value)))
  const given = (rows: number) => ({
    labels,
    predictions: off(rows),
    referenceLabels: labels,
    referencePredictions: off(0),
  })
  const asked = { task: 'regression', ...given(300) } as const
  expect(await verdicts(degradation, asked)).toMatchObject({ rmse: 'fail', mae: 'fail' })
  const rmse = (await measure(degradation, asked)).find(({ subject }) => subject === 'rmse')!
  expect(degradation.explain(rmse)).toMatch(/^RMSE rises from 0 to 6\.\d+$/)
  // One row of three hundred may be chance.
  expect(await verdicts(degradation, { task: 'regression', ...given(1) })).toMatchObject({ rmse: 'inconclusive' })
})
