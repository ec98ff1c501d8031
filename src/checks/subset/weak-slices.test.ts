import { expect, test } from 'vitest'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../../testing/models.ts'
import weakSlices from './weak-slices.check.ts'

const cities = ['Lima', 'Oslo', 'Rome']

/** One answer in ten is wrong, and one in `wrong` where city = Oslo and job = cook meet; neither is weak by itself. */
function people(rows: number, wrong: number, seed = 1) {
  const key = streamKey(seed, 'weak slices')
  const city = Array.from({ length: rows }, (_, row) => cities[row % 3]!)
  const job = Array.from({ length: rows }, (_, row) => (uniformAt(key, row, 0) < 0.3 ? 'cook' : 'smith'))
  const age = Array.from({ length: rows }, (_, row) => Math.floor(20 + 50 * uniformAt(key, row, 1)))
  const codes = city.map((_, row) => Number(uniformAt(key, row, 2) < 0.5))
  const scores = codes.map((code, row) => {
    const isWeak = city[row] === 'Oslo' && job[row] === 'cook'
    const isWrong = uniformAt(key, row, 3) < (isWeak ? wrong : 0.1)
    return 0.1 + 0.2 * uniformAt(key, row, 4) + 0.6 * (isWrong ? 1 - code : code)
  })
  return {
    evaluation: frameOf({ city: categories(city), job: categories(job), age: numbers(age) }),
    labels: binaryLabels(codes),
    predictions: binaryPredictions(scores),
  }
}

const weak = 'city = Oslo ∧ job = cook'
const one = { slices: 1 }

testCheck(weakSlices, [
  { when: 'two values that meet break the model', given: people(6000, 0.5), params: one, expect: { [weak]: 'fail' } },
  { when: 'nothing is weak, what was found is chance', given: people(6000, 0.1), expect: {}, others: 'pass' },
  { when: 'the slice is a little weak', given: people(60_000, 0.17), params: one, expect: { [weak]: 'warn' } },
  {
    when: 'the other half has too few rows of it',
    given: people(620, 0.5, 2),
    params: { slices: 1, minShare: 0 },
    expect: { [weak]: 'inconclusive' },
  },
  { when: 'the model makes no error', given: perfect(600), expect: { 'no slice': 'pass' } },
  { when: 'no slice has enough rows to be searched', given: people(40, 0.5), expect: { 'no slice': 'inconclusive' } },
  { when: 'no slice of a perfect model has enough', given: perfect(40), expect: { 'no slice': 'inconclusive' } },
])

test('slices that chance made fail in few runs', async () => {
  let failed = 0
  for (let seed = 0; seed < 40; seed++) {
    if (Object.values(await verdicts(weakSlices, people(1500, 0.1, seed))).includes('fail')) failed++
  }
  expect(failed).toBeLessThanOrEqual(4)
})

test('a weak slice is found in nine of ten runs', async () => {
  let found = 0
  for (let seed = 0; seed < 20; seed++) {
    const seen = await verdicts(weakSlices, people(4000, 0.45, seed))
    if (seen[weak] === 'fail') found++
  }
  expect(found).toBeGreaterThanOrEqual(18)
})

test('what is told is of the half that was not searched', async () => {
  const [measured] = await measure(weakSlices, people(6000, 0.5), one)
  expect(measured).toMatchObject({ subject: weak, features: ['city', 'job'], metric: 'error_rate' })
  expect(measured!.statistic).toMatchObject({ kind: 'rate-difference', a: { trials: measured!.n } })
  // a tenth of all rows are in the slice, and half of them are tested
  expect(measured!.n).toBeGreaterThan(230)
  expect(measured!.n).toBeLessThan(370)
  expect(weakSlices.explain(measured!)).toMatch(
    /^where city = Oslo ∧ job = cook the error rate is (4|5)\d %, (9\.\d|10|11) % elsewhere; (9\.\d|10|11) % of rows$/,
  )
})

test('a slice of fewer than 32 tested rows is not judged', async () => {
  const [measured] = await measure(weakSlices, people(620, 0.5, 2), { slices: 1, minShare: 0 })
  expect(measured!.n).toBeLessThan(32)
  expect(measured!.tooFew).toEqual({ needed: 32 })
})

test('examples are the failing rows of the slice, the most wrong first, by their number in the data', async () => {
  const { evaluation, labels, predictions } = people(6000, 0.5)
  // unlabelled rows are left out, and may not shift the numbers of the others
  const partly = {
    ...labels,
    codes: labels.kind === 'class' ? labels.codes.map((code, row) => (row < 1000 ? -1 : code)) : new Int32Array(0),
  } as Labels
  const [measured] = await measure(weakSlices, { evaluation, labels: partly, predictions }, one)
  const [table, examples] = measured!.evidence!
  expect(table).toMatchObject({
    kind: 'table',
    rows: [[weak, expect.any(Number), expect.any(Number), measured!.n, expect.any(Number), expect.any(Number)]],
  })
  if (examples?.kind !== 'examples' || labels.kind !== 'class') throw new Error('there are examples')
  expect(examples.columns).toEqual(['city', 'job', 'label', 'prediction'])
  expect(examples.rows).toHaveLength(10)
  let last = 1
  for (const { row, values } of examples.rows) {
    expect(row).toBeGreaterThanOrEqual(1000)
    expect(values.slice(0, 2)).toEqual(['Oslo', 'cook'])
    expect(values[2]).toBe(labels.classes[labels.codes[row]!])
    expect(values[3]).not.toBe(values[2])
    const wrongness = Math.abs(labels.codes[row]! - predictions.scores![row]!)
    expect(wrongness).toBeLessThanOrEqual(last)
    last = wrongness
  }
})

test('slices of nearly the same rows are listed once', async () => {
  const { evaluation, labels, predictions } = people(6000, 0.5)
  const twin = frameOf({ ...Object.fromEntries(evaluation.columns), town: evaluation.columns.get('city')! })
  const subjects = (await measure(weakSlices, { evaluation: twin, labels, predictions })).map(({ subject }) => subject)
  expect(
    subjects.filter((subject) => subject.includes('Oslo') && subject.includes('cook') && !subject.includes('age')),
  ).toHaveLength(1)
})

test('of values the root mean square error is compared', async () => {
  const { evaluation } = people(6000, 0.1)
  const key = streamKey(7, 'values')
  const [city, job] = [evaluation.columns.get('city')!, evaluation.columns.get('job')!]
  if (city.kind !== 'category' || job.kind !== 'category') throw new Error('they are categories')
  const values = Float64Array.from({ length: 6000 }, (_, row) => row % 11)
  const predicted = [...values].map((value, row) => {
    const scale = city.dictionary[city.codes[row]!] === 'Oslo' && job.dictionary[job.codes[row]!] === 'cook' ? 3 : 1
    return value + scale * (uniformAt(key, row, 0) - 0.5)
  })
  const given = {
    task: 'regression',
    evaluation,
    labels: { kind: 'value', values },
    predictions: valuePredictions(predicted),
  } as const
  expect(await verdicts(weakSlices, given, one)).toEqual({ [weak]: 'fail' })
  const [measured] = await measure(weakSlices, given, one)
  expect(measured).toMatchObject({ metric: 'rmse', statistic: { kind: 'normal' } })
  expect(weakSlices.explain(measured!)).toMatch(/RMSE is 0\.8\d*, 0\.\d+ elsewhere/)
})

test('hostile columns and answers give no NaN', async () => {
  const evaluation = frameOf({
    constant: numbers(Array.from({ length: 300 }, () => 1)),
    empty: numbers(Array.from({ length: 300 }, () => null)),
    broken: numbers(Array.from({ length: 300 }, (_, row) => (row % 2 === 0 ? NaN : Infinity))),
    texts: texts(Array.from({ length: 300 }, (_, row) => `text ${row}`)),
  })
  const predictions = binaryPredictions(Array.from({ length: 300 }, (_, row) => (row % 2 === 0 ? 0.5 : 0.2)))
  const allWrong = binaryLabels(Array.from({ length: 300 }, (_, row) => row % 2))
  const unanswered = binaryPredictions(Array.from({ length: 300 }, () => NaN))
  const labels: Labels = { kind: 'value', values: new Float64Array(300) }
  const huge: Predictions = valuePredictions(Array.from({ length: 300 }, (_, row) => (row === 7 ? 1e200 : row % 3)))
  for (const given of [
    { evaluation, labels: allWrong, predictions },
    { evaluation, labels: allWrong, predictions: unanswered },
    { evaluation, task: 'regression', labels, predictions: huge } as const,
  ]) {
    for (const measurement of await measure(weakSlices, given)) expect(JSON.stringify(measurement)).not.toContain('NaN')
  }
})

function perfect(rows: number) {
  const { evaluation, labels } = people(rows, 0)
  const codes = labels.kind === 'class' ? [...labels.codes] : []
  return { evaluation, labels, predictions: binaryPredictions(codes.map((code) => 0.1 + 0.8 * code)) }
}
