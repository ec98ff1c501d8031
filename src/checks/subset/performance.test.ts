import { expect, test } from 'vitest'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, schemaOf, texts } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../../testing/models.ts'
import performance from './performance.check.ts'

const cities = ['Lima', 'Oslo', 'Rome']

/** Rows of three cities; the answers are right but for one in ten, and one in `wrongInOslo` in Oslo. */
function answered(rows: number, wrongInOslo: number, seed = 1) {
  const key = streamKey(seed, 'slices')
  const city = Array.from({ length: rows }, (_, row) => cities[row % 3]!)
  const age = Array.from({ length: rows }, (_, row) => Math.floor(20 + 50 * uniformAt(key, row, 0)))
  const codes = city.map((_, row) => Number(uniformAt(key, row, 1) < 0.5))
  const scores = codes.map((code, row) => {
    const isWrong = uniformAt(key, row, 2) < (city[row] === 'Oslo' ? wrongInOslo : 0.1)
    return 0.1 + 0.2 * uniformAt(key, row, 3) + 0.6 * (isWrong ? 1 - code : code)
  })
  return {
    evaluation: frameOf({ city: categories(city), age: numbers(age) }),
    labels: binaryLabels(codes),
    predictions: binaryPredictions(scores),
  }
}

const oslo = (...metrics: string[]) =>
  Object.fromEntries(metrics.map((metric) => [`city = Oslo · ${metric}`, 'fail' as const]))

testCheck(performance, [
  { when: 'all slices are alike', given: answered(20_000, 0.1), expect: {}, others: 'pass' },
  {
    when: 'one city is answered badly',
    given: answered(20_000, 0.4),
    expect: oslo('accuracy', 'auc'),
    others: 'pass',
  },
  {
    when: 'the column is protected, the rates of each class count too',
    given: { ...answered(20_000, 0.4), schema: schemaOf(answered(6, 0.4).evaluation, { city: { protected: true } }) },
    expect: oslo('accuracy', 'precision', 'recall', 'fpr', 'auc'),
    others: 'pass',
  },
  {
    when: 'only the metrics named are compared',
    given: answered(20_000, 0.4),
    params: { metrics: ['recall'] },
    expect: oslo('recall'),
    others: 'pass',
  },
  {
    when: 'a bad city has too few rows to be sure',
    given: answered(150, 0.25),
    params: { metrics: ['accuracy'], bins: 2 },
    expect: { 'city = Oslo · accuracy': 'inconclusive', 'age ≥ 46 · accuracy': 'inconclusive' },
    others: 'pass',
  },
])

test('alike slices fail in few runs, although there are many of them', async () => {
  let failed = 0
  for (let seed = 0; seed < 60; seed++) {
    if (Object.values(await verdicts(performance, answered(1000, 0.1, seed))).includes('fail')) failed++
  }
  expect(failed).toBeLessThanOrEqual(5)
})

test('the worst slice of each column carries the figures of all, no other does', async () => {
  const measured = await measure(performance, answered(6000, 0.4))
  const withEvidence = measured.filter(({ evidence }) => evidence?.some(({ kind }) => kind === 'heat'))
  expect(withEvidence.map(({ features }) => features)).toEqual([['city'], ['age']])
  expect(withEvidence[0]!.subject).toMatch(/^city = Oslo · /)
  const [forest, heat] = withEvidence[0]!.evidence!
  expect(forest).toMatchObject({
    kind: 'intervals',
    rows: [{ label: 'city = Lima' }, { label: 'city = Oslo' }, { label: 'city = Rome' }],
  })
  expect(heat).toMatchObject({
    kind: 'heat',
    rowLabels: cities,
    columnLabels: ['accuracy', 'auc'],
  })
  const accuracy = measured.find(({ subject }) => subject === 'city = Oslo · accuracy')!
  expect(performance.explain(accuracy)).toMatch(
    /^accuracy is 0\.6\d* where city = Oslo, 0\.\d+ elsewhere; 33 % of rows$/,
  )
  expect(accuracy.statistic.kind).toBe('rate-difference')
})

test('a slice that does worse shows its rows with the worst answers, others none', async () => {
  const measured = await measure(performance, answered(6000, 0.4))
  const rowsOf = ({ evidence = [] }: (typeof measured)[number]) => evidence.filter(({ kind }) => kind === 'examples')
  const [rows] = rowsOf(measured.find(({ subject }) => subject === 'city = Oslo · accuracy')!)
  if (rows?.kind !== 'examples') throw new Error('there are no rows')
  expect(rows).toMatchObject({ from: 'evaluation', columns: ['city', 'label', 'prediction'] })
  expect(rows.rows).toHaveLength(10)
  for (const { values } of rows.rows) {
    expect(values[0]).toBe('Oslo')
    expect(values[1]).not.toBe(values[2])
  }
  expect(measured.filter((one) => rowsOf(one).length > 0).map(({ features }) => features)).toEqual([['city'], ['city']])
})

test('bins come from the reference, and rare categories are pooled', async () => {
  const { evaluation, labels, predictions } = answered(3000, 0.1)
  const reference = frameOf({
    city: evaluation.columns.get('city')!,
    age: numbers(Array.from({ length: 3000 }, (_, row) => 40 + (row % 10))),
  })
  const measured = await measure(
    performance,
    { evaluation, reference, labels, predictions },
    { bins: 2, minShare: 0.4 },
  )
  const subjects = measured.map(({ subject }) => subject)
  expect(subjects).toContain('age ≤ 44 · accuracy')
  expect(subjects).toContain('age ≥ 45 · auc')
  // three thirds of which none reaches two fifths are pooled into all rows, which are no slice
  expect(subjects.some((subject) => subject.startsWith('city'))).toBe(false)
})

test('slices under the floor are listed once and not judged', async () => {
  const { evaluation, labels, predictions } = answered(3000, 0.1)
  const spots = frameOf({
    ...Object.fromEntries(evaluation.columns),
    spot: numbers(Array.from({ length: 3000 }, (_, row) => (row < 25 ? null : row % 2))),
  })
  const measured = await measure(performance, { evaluation: spots, labels, predictions })
  const missing = measured.filter(({ facts }) => facts!['slice'] === 'spot is missing')
  expect(missing.map(({ subject, tooFew, n }) => [subject, tooFew, n])).toEqual([
    ['spot is missing · accuracy', { needed: 32 }, 25],
  ])
})

test('errors of values are compared as shares', async () => {
  const city = Array.from({ length: 3000 }, (_, row) => cities[row % 3]!)
  const labels = { kind: 'value', values: Float64Array.from({ length: 3000 }, (_, row) => row % 17) } as const
  const predicted = [...labels.values].map(
    (value, row) => value + (row % 2 === 0 ? 1 : -1) * (city[row] === 'Oslo' ? 3 : 2) * (1 + (row % 5) / 50),
  )
  const given = {
    task: 'regression',
    evaluation: frameOf({ city: categories(city) }),
    labels,
    predictions: valuePredictions(predicted),
  } as const
  const seen = await verdicts(performance, given)
  expect(seen).toEqual({
    'city = Lima · rmse': 'pass',
    'city = Lima · mae': 'pass',
    'city = Oslo · rmse': 'fail',
    'city = Oslo · mae': 'fail',
    'city = Rome · rmse': 'pass',
    'city = Rome · mae': 'pass',
  })
  const rmse = (await measure(performance, given)).find(({ subject }) => subject === 'city = Oslo · rmse')!
  expect(rmse.statistic).toMatchObject({ kind: 'normal', estimate: expect.closeTo(0.5, 10) })
})

test('a multiclass model is compared on the classes that a slice has', async () => {
  const classes = ['a', 'b', 'c']
  const codes = Int32Array.from({ length: 3000 }, (_, row) => row % 3)
  const city = Array.from(codes, (_, row) => cities[Math.floor(row / 3) % 3]!)
  const decisions = codes.map((code, row) => (city[row] === 'Oslo' && row % 7 < 3 ? (code + 1) % 3 : code))
  const labels: Labels = { kind: 'class', codes, classes }
  const predictions: Predictions = { rowCount: 3000, classes, scores: null, decisions }
  const given = { task: 'multiclass', evaluation: frameOf({ city: categories(city) }), labels, predictions } as const
  const seen = await verdicts(performance, given, { metrics: ['accuracy', 'macro_recall'] })
  expect(seen['city = Oslo · accuracy']).toBe('fail')
  expect(seen['city = Oslo · macro_recall']).toBe('fail')
  expect(seen['city = Rome · macro_recall']).toBe('pass')
})

test('ids and ignored columns are not sliced; protected ones are', async () => {
  const { evaluation, labels, predictions } = answered(600, 0.1)
  const schema = schemaOf(evaluation, { city: { role: 'id', protected: true }, age: { role: 'id' } })
  const measured = await measure(performance, { evaluation, labels, predictions, schema })
  expect([...new Set(measured.flatMap(({ features }) => features ?? []))]).toEqual(['city'])
})

test('hostile columns and answers give no NaN', async () => {
  const evaluation = frameOf({
    constant: numbers(Array.from({ length: 100 }, () => 1)),
    empty: numbers(Array.from({ length: 100 }, () => null)),
    broken: numbers(Array.from({ length: 100 }, (_, row) => (row % 2 === 0 ? NaN : 1e300 * row))),
    texts: texts(Array.from({ length: 100 }, (_, row) => `text ${row}`)),
    one: categories(Array.from({ length: 100 }, (_, row) => (row === 0 ? 'a' : 'b'))),
  })
  const oneClass = {
    labels: binaryLabels(Array.from({ length: 100 }, () => 1)),
    predictions: binaryPredictions(Array.from({ length: 100 }, () => 0.5)),
  }
  const unanswered = { labels: oneClass.labels, predictions: binaryPredictions(Array.from({ length: 100 }, () => NaN)) }
  for (const given of [oneClass, unanswered]) {
    for (const measurement of await measure(performance, { evaluation, ...given })) {
      expect(JSON.stringify({ ...measurement, evidence: [] })).not.toContain('null')
    }
  }
  expect(await measure(performance, { evaluation, ...unanswered })).toEqual([])
})
