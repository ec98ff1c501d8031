import { describe, expect, test } from 'vitest'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../../testing/models.ts'
import quality from './quality.check.ts'

/** Every `every`-th decision is wrong, in both classes alike. */
function binary(rows: number, every: number) {
  const codes = Array.from({ length: rows }, (_, row) => row % 2)
  const isWrong = (row: number) => row % (2 * every) < 2
  const scores = codes.map((code, row) => (isWrong(row) ? 1 - code : code) * 0.6 + 0.1 + (row % 100) / 500)
  return { labels: binaryLabels(codes), predictions: binaryPredictions(scores) }
}

/** Predictions that are off by ±`error`. */
function values(rows: number, error: number) {
  const labels = Float64Array.from({ length: rows }, (_, row) => row % 50)
  const predicted = [...labels].map((value, row) => value + (row % 2 === 0 ? error : -error))
  return {
    task: 'regression',
    labels: { kind: 'value', values: labels },
    predictions: valuePredictions(predicted),
  } as const
}

testCheck(quality, [
  { when: 'no bar is set, it informs', given: binary(400, 4), expect: {}, others: 'pass' },
  {
    when: 'accuracy is far above its bar',
    given: binary(4000, 10),
    params: { metrics: ['accuracy'], min: { accuracy: 0.8 } },
    expect: { accuracy: 'pass' },
  },
  {
    when: 'accuracy is far below its bar',
    given: binary(4000, 10),
    params: { metrics: ['accuracy'], min: { accuracy: 0.95 } },
    expect: { accuracy: 'fail' },
  },
  {
    when: 'so few rows do not tell',
    given: binary(200, 10),
    params: { metrics: ['accuracy'], min: { accuracy: 0.88 } },
    expect: { accuracy: 'inconclusive' },
  },
  {
    when: 'there are fewer rows than any metric needs',
    given: binary(80, 2),
    params: { metrics: ['accuracy'], min: { accuracy: 0.99 } },
    expect: { accuracy: 'inconclusive' },
  },
  {
    when: 'a bar measures its metric unasked',
    given: binary(4000, 10),
    params: { metrics: ['accuracy'], max: { fpr: 0.02 } },
    expect: { accuracy: 'pass', fpr: 'fail' },
  },
  {
    when: 'both ends are barred and the nearer one is passed',
    given: binary(4000, 10),
    params: { metrics: ['positive_rate'], min: { positive_rate: 0.1 }, max: { positive_rate: 0.4 } },
    expect: { positive_rate: 'fail' },
  },
  {
    when: 'RMSE is above its bar',
    given: values(1000, 3),
    params: { metrics: ['rmse'], max: { rmse: 2 } },
    expect: { rmse: 'fail' },
  },
  {
    when: 'RMSE is below its bar',
    given: values(1000, 3),
    params: { metrics: ['rmse'], max: { rmse: 4 } },
    expect: { rmse: 'pass' },
  },
])

describe('a bar that cannot be measured is never cleared', () => {
  const { labels, predictions } = binary(400, 10)
  test.each([
    ['without scores', { labels, predictions: { ...predictions, scores: null } }, { min: { auc: 0.5 } }],
    ['without labels', { predictions }, { min: { auc: 0.5 } }],
    ['of another task', { labels, predictions }, { max: { rmse: 5 } }],
    ['of one class', { labels: binaryLabels(Array.from({ length: 400 }, () => 1)), predictions }, { max: { fpr: 1 } }],
  ])('%s', async (_when, given, params) => {
    const [name] = Object.keys('min' in params ? params.min! : params.max!)
    expect((await verdicts(quality, given, params))[name!]).toBe('inconclusive')
  })

  test('with a name that no metric has', () => {
    expect(() => quality.params.parse({ min: { acuracy: 0.9 } })).toThrow('acuracy')
  })
})

test('each metric is a subject, with the reference beside it', async () => {
  const now = binary(400, 4)
  const before = binary(400, 10)
  const given = { ...now, referenceLabels: before.labels, referencePredictions: before.predictions }
  const measured = await measure(quality, given)
  expect(measured.map(({ subject }) => subject).join(' ')).toBe(
    'accuracy balanced_accuracy precision recall f1 fpr fnr specificity npv mcc auc average_precision log_loss brier positive_rate mean_prediction prediction_variance',
  )
  const recall = measured.find(({ subject }) => subject === 'recall')!
  expect(recall).toMatchObject({ statistic: { kind: 'proportion', hits: 150, trials: 200 }, n: 200, reference: 0.9 })
  expect(quality.explain(recall)).toBe('recall is 0.75 on 200 rows; 0.9 on the reference')
})

test('evidence hangs on the metric that it shows', async () => {
  const { labels, predictions } = binary(2000, 10)
  const measured = await measure(quality, {
    labels,
    predictions,
    referenceLabels: labels,
    referencePredictions: predictions,
  })
  const kinds = Object.fromEntries(
    measured.flatMap(({ subject, evidence }) =>
      evidence === undefined ? [] : [[subject, evidence.map(({ kind }) => kind)]],
    ),
  )
  expect(kinds).toEqual({ accuracy: ['heat', 'intervals', 'examples'], auc: ['curve'], average_precision: ['curve'] })
  const overview = measured[0]!.evidence![1]!
  if (overview.kind !== 'intervals') throw new Error('the overview is a forest')
  expect(overview.rows.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Recall', 'Recall, reference', 'AUC']),
  )
  expect(overview.rows.map(({ label }) => label)).not.toContain('Log loss')
})

test('a matrix that leaves out rare classes says so', async () => {
  const classes = Array.from({ length: 26 }, (_, k) => String.fromCharCode(65 + k))
  const codes = Int32Array.from({ length: 2600 }, (_, row) => row % 26)
  const titleOf = async (shown: readonly string[]) => {
    const rows = codes.filter((code) => code < shown.length)
    const labels: Labels = { kind: 'class', classes: shown, codes: rows }
    const [first] = await measure(quality, {
      task: 'multiclass',
      labels,
      predictions: { rowCount: rows.length, classes: shown, scores: null, decisions: rows },
    })
    return first!.evidence![0]!.title
  }
  expect(await titleOf(classes)).toBe(
    'Decisions (columns) by true class (rows), as shares of the class; the 20 commonest of 26 classes',
  )
  expect(await titleOf(classes.slice(0, 3))).toBe('Decisions (columns) by true class (rows), as shares of the class')
})

test('F1 names the threshold at which it would be best', async () => {
  const codes = Array.from({ length: 200 }, (_, row) => row % 2)
  const scores = codes.map((code) => 0.1 + 0.2 * code)
  const measured = await measure(
    quality,
    { labels: binaryLabels(codes), predictions: binaryPredictions(scores) },
    { metrics: ['f1'] },
  )
  expect(measured[0]!.facts).toEqual({ bestF1: 1, bestThreshold: expect.closeTo(0.3, 10) })
  expect(quality.explain(measured[0]!)).toContain('1 at threshold 0.3')
})

test('residuals are compared in the same bins', async () => {
  const [now, before] = [values(1000, 1), values(1000, 2)]
  const given = { ...now, referenceLabels: before.labels, referencePredictions: before.predictions }
  const [rmse] = await measure(quality, given, { metrics: ['rmse'] })
  expect(rmse).toMatchObject({ subject: 'rmse', statistic: { estimate: 1 }, reference: 2 })
  const evidence = rmse!.evidence![0]!
  if (evidence.kind !== 'histogram') throw new Error('residuals are a histogram')
  expect(evidence.evaluation.at(0)).toBe(0.5)
  // the reference residuals of ±2 lie beyond the bins and are held in the outer ones
  expect([evidence.reference.at(0), evidence.reference.at(-1)]).toEqual([0.5, 0.5])
})

test('a multiclass model is measured class by class, and classes that never occur are named', async () => {
  const classes = ['a', 'b', 'c', 'd']
  const codes = Int32Array.from({ length: 300 }, (_, row) => row % 3)
  const scores = Float64Array.from({ length: 1200 }, (_, i) => (i % 4 === codes[Math.floor(i / 4)]! ? 0.7 : 0.1))
  const labels: Labels = { kind: 'class', codes, classes }
  const predictions: Predictions = { rowCount: 300, classes, scores, decisions: codes }
  const measured = await measure(quality, { task: 'multiclass', labels, predictions })
  expect(measured.map(({ subject }) => subject).join(' ')).toBe(
    'accuracy balanced_accuracy macro_precision macro_recall macro_f1 auc log_loss mcc avg_confidence',
  )
  const macroRecall = measured.find(({ subject }) => subject === 'macro_recall')!
  expect(macroRecall.facts).toEqual({ absentClasses: 'd' })
  expect(measured.find(({ subject }) => subject === 'auc')!.evidence![0]).toMatchObject({
    kind: 'curve',
    series: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
  })
})

test('hostile answers give no NaN', async () => {
  const nothing = { labels: binaryLabels([1, 0, -1]), predictions: binaryPredictions([NaN, NaN, NaN]) }
  const constant = { labels: binaryLabels([1, 1, 1]), predictions: binaryPredictions([0.5, 0.5, 0.5]) }
  const infinite = {
    task: 'regression',
    labels: { kind: 'value', values: Float64Array.of(1, NaN, -5) },
    predictions: valuePredictions([Infinity, 1, -7]),
  } as const
  for (const given of [nothing, constant, infinite]) {
    for (const { statistic, evidence } of await measure(quality, given)) {
      expect(JSON.stringify(statistic)).not.toContain('null')
      expect(JSON.stringify(evidence ?? [])).not.toContain('NaN')
    }
  }
  const [first] = await measure(quality, nothing)
  expect(first!.facts).toEqual({ unanswered: 3 })
})
