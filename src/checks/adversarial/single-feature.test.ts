import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Model } from '../../core/predictions.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf, regressionModel } from '../../testing/models.ts'
import singleFeature from './single-feature.check.ts'

const income = uniformColumn(1000, 1)
const frame: Frame = frameOf({
  income: numbers([...income]),
  height: numbers([...uniformColumn(1000, 2)]),
  age: numbers(Array.from({ length: 1000 }, (_, i) => 20 + (i % 60))),
  city: categories(Array.from({ length: 1000 }, (_, i) => ['Rome', 'Oslo', 'Lima'][i % 3]!)),
})

const at = (rows: Frame, name: string, row: number) => valueAt(columnOf(rows, name), row)
/** Yes and no alternate in stripes of income so many times; only rows within 1 % of a stripe's end can be turned. */
const striped = (stripes: number) =>
  binaryModel((rows, row) => Math.floor(Number(at(rows, 'income', row)) * stripes) % 2)
const byCity = binaryModel((rows, row) => Number(at(rows, 'city', row) === 'Oslo'))

const given = async (model: Model, rows = frame) => {
  const probe = await probeOf(model, rows)
  const labels = binaryLabels([...probe.predictions.decisions])
  return { model, reference: frame, probe: { ...probe, labels } }
}

const bounded = { anyValue: false }

testCheck(singleFeature, [
  {
    when: 'a nudge of the income turns every fifth answer',
    given: await given(striped(10)),
    params: bounded,
    expect: { income: 'fail', height: 'pass', 'any feature': 'fail' },
  },
  {
    when: 'few rows lie so close to the threshold that it deserves a look',
    given: await given(striped(2)),
    params: { ...bounded, fail: 0.1 },
    expect: { income: 'warn', height: 'pass', 'any feature': 'warn' },
  },
  {
    when: 'the share cannot be told from the limit',
    given: await given(striped(3)),
    params: bounded,
    expect: { income: 'inconclusive', height: 'pass', 'any feature': 'inconclusive' },
  },
  {
    when: 'no nudge turns anything, though another city does',
    given: await given(byCity),
    expect: {},
    others: 'pass',
  },
])

test('finds exactly the rows that a grid point turns, and shows the nearest with its values', async () => {
  const [found] = await measure(singleFeature, await given(striped(2)), bounded)
  const near = nearHalf()
  expect(near).toBeGreaterThan(10)
  expect(found!.statistic).toEqual({ kind: 'proportion', hits: near, trials: 1000 })
  const [curve, examples] = found!.evidence!
  if (curve?.kind !== 'curve' || examples?.kind !== 'examples') throw new Error('a curve and examples')
  expect(curve.series[0]!.points.map(({ x }) => x)).toEqual([0.0025, 0.005, 0.0075, 0.01])
  expect(curve.series[0]!.points.at(-1)!.y).toBeCloseTo(near / 1000, 12)
  const { row, values } = examples.rows[0]!
  const [name, from, to, before, after] = values
  expect([name, from]).toEqual(['income', income[row]])
  expect(Number(from) < 0.5).not.toBe(Number(to) < 0.5)
  expect(new Set([before, after])).toEqual(new Set(['no (score 0.000)', 'yes (score 1.000)']))
})

/** Rows that 1 % of the range carries across one half. */
function nearHalf(): number {
  const reach = 0.01 * (Math.max(...income) - Math.min(...income))
  return [...income].filter((value) => (value < 0.5 ? value + reach >= 0.5 : value - reach < 0.5)).length
}

test('whole numbers with a short range have no small change, and categories none at all', async () => {
  const subjects = async (params: Record<string, unknown>) =>
    (await measure(singleFeature, await given(byCity), params)).map(({ subject }) => subject)
  expect(await subjects(bounded)).toEqual(['income', 'height', 'any feature'])
  expect(await subjects({ ...bounded, bound: 0.05 })).toEqual(['income', 'height', 'age', 'any feature'])
  expect(await subjects({})).toEqual([
    ...['income', 'height', 'any feature'],
    ...['income', 'height', 'age', 'city', 'any feature'].map((name) => `${name} to any value`),
  ])
})

test('any value is shown with the cheapest flip and never judged', async () => {
  const measured = await measure(singleFeature, await given(byCity))
  const city = measured.find(({ subject }) => subject === 'city to any value')!
  expect(city.statistic).toEqual({ kind: 'proportion', hits: 1000, trials: 1000 })
  expect(singleFeature.judge(city, singleFeature.params.parse({}))).toEqual({ rule: 'inform' })
  expect(singleFeature.explain(city)).toMatch(
    /^setting city to any value turns 1,000 of 1,000 right answers; the cheapest: city \w+ → \w+$/,
  )
})

test('only right answers are attacked, no more than the budget allows', async () => {
  const { model, reference, probe } = await given(striped(2))
  const wrong = {
    ...probe,
    labels: binaryLabels([...probe.predictions.decisions].map((code, i) => (i < 100 ? 1 - code : code))),
  }
  const [all] = await measure(singleFeature, { model, reference, probe: wrong }, bounded)
  expect([all!.n, all!.coverage]).toEqual([900, { rows: 900, of: 900 }])
  const budget = { rows: 1000, transformRows: 1000, attackRows: 200, askedRows: 5_000_000 }
  const [few] = await measure(singleFeature, { model, reference, probe: wrong, budget }, bounded)
  expect([few!.n, few!.coverage]).toEqual([200, { rows: 200, of: 900 }])
  const none = { ...probe, labels: binaryLabels([...probe.predictions.decisions].map((code) => 1 - code)) }
  const [nothing] = await measure(singleFeature, { model, reference, probe: none }, bounded)
  expect(singleFeature.explain(nothing!)).toBe('the attack on any feature says nothing: no answer is right')
})

test('a search that finds no more than noise of the same size is void', async () => {
  // Any change of the income flips the answer, whichever way and however far.
  const own = new Set(income)
  const brittle = binaryModel((rows, row) => Number(own.has(Number(at(rows, 'income', row)))))
  const measured = await measure(singleFeature, await given(brittle), bounded)
  expect(measured.map(({ statistic }) => statistic.kind)).toEqual(['undefined', 'proportion', 'undefined'])
  expect(singleFeature.explain(measured[0]!)).toMatch(
    /^the attack on income says nothing: noise of the same size turns 99\d of 1000 right answers, the search 1000$/,
  )
  const [found] = await measure(singleFeature, await given(striped(10)), bounded)
  const noise = Number(found!.facts!['noise'])
  const hits = found!.statistic.kind === 'proportion' ? found!.statistic.hits : 0
  expect(noise).toBeGreaterThan(hits / 4)
  expect(noise).toBeLessThan(hits)
})

test('a value is turned when it moves by over half the spread of the truth', async () => {
  const steep = regressionModel(
    (rows, row) => (Number(at(rows, 'income', row)) >= 0.5 ? 10 : 0) + Number(at(rows, 'height', row)),
  )
  const probe = await probeOf(steep, frame)
  const labels = { kind: 'value', values: probe.predictions.scores! } as const
  const attacked = { model: steep, reference: frame, probe: { ...probe, labels }, task: 'regression' } as const
  const [byIncome, byHeight] = await measure(singleFeature, attacked, bounded)
  expect(byIncome!.statistic).toMatchObject({ hits: nearHalf(), trials: 1000 })
  expect(byHeight!.statistic).toMatchObject({ hits: 0, trials: 1000 })
})
