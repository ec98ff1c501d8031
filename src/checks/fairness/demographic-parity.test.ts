import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../../testing/models.ts'
import demographicParity from './demographic-parity.check.ts'

type Groups = Readonly<Record<string, readonly [favoured: number, of: number]>>

/** So many of each group get the favourable decision. */
function decided(groups: Groups, column = 'sex') {
  const members = Object.entries(groups).flatMap(([name, [, of]]) => Array.from({ length: of }, () => name))
  const scores = Object.values(groups).flatMap(([favoured, of]) =>
    Array.from({ length: of }, (_, i) => (i < favoured ? 0.9 : 0.1)),
  )
  return {
    evaluation: frameOf({ [column]: categories(members.map((name) => (name === 'null' ? null : name))) }),
    predictions: binaryPredictions(scores),
    protected: [column],
  }
}

testCheck(demographicParity, [
  { when: 'rates are equal', given: decided({ f: [600, 2000], m: [600, 2000] }), expect: { sex: 'pass' } },
  {
    when: 'one group is half as often favoured',
    given: decided({ f: [300, 2000], m: [600, 2000] }),
    expect: { sex: 'fail' },
  },
  {
    when: 'the gap lies between the limits',
    given: decided({ f: [8400, 20000], m: [10000, 20000] }),
    expect: { sex: 'warn' },
  },
  { when: 'the gap could be chance', given: decided({ f: [10, 40], m: [14, 40] }), expect: { sex: 'inconclusive' } },
  {
    when: 'the only group left behind is too small to judge',
    given: decided({ f: [600, 2000], m: [600, 2000], x: [0, 29] }),
    expect: { sex: 'pass' },
  },
  {
    when: 'people who did not say are left behind',
    given: decided({ f: [600, 2000], m: [600, 2000], null: [20, 400] }),
    expect: { sex: 'fail' },
  },
  {
    when: 'no second group is large enough',
    given: decided({ f: [600, 2000], m: [5, 10] }),
    expect: { sex: 'inconclusive' },
  },
  { when: 'nobody is favoured', given: decided({ f: [0, 200], m: [0, 200] }), expect: { sex: 'inconclusive' } },
  { when: 'there is one group', given: decided({ f: [100, 200] }), expect: { sex: 'inconclusive' } },
  {
    when: 'the other class is the favourable one',
    given: decided({ f: [1800, 2000], m: [1000, 2000] }),
    params: { favourable: 'negative' },
    expect: { sex: 'fail' },
  },
])

test('equal groups of a hundred rarely fail, although their observed ratio is mostly below four fifths', async () => {
  let failed = 0
  let below = 0
  for (let seed = 0; seed < 200; seed++) {
    const key = streamKey(seed, 'equal groups')
    const favoured = (group: number) =>
      Array.from({ length: 100 }, (_, i) => uniformAt(key, group * 100 + i, 0) < 0.3).filter(Boolean).length
    const given = decided(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name, i) => [name, [favoured(i), 100]])))
    const [measured] = await measure(demographicParity, given)
    if (measured!.statistic.kind === 'bootstrap' && measured!.statistic.estimate < 0.8) below++
    if ((await verdicts(demographicParity, given))['sex'] === 'fail') failed++
  }
  expect(below).toBeGreaterThan(120)
  expect(failed).toBeLessThanOrEqual(10)
})

test('facts and evidence name the groups, their base rates and who is not judged', async () => {
  const given = decided({ f: [20, 100], m: [50, 100], x: [1, 5] })
  const labels = binaryLabels(Array.from({ length: 205 }, (_, row) => row % 2))
  const [measured] = await measure(demographicParity, { ...given, labels })
  expect(measured!.facts).toMatchObject({ lowest: 'f', best: 'm', lowestValue: 0.2, bestValue: 0.5, difference: 0.3 })
  expect(measured!.n).toBe(200)
  expect(measured!.statistic).toEqual({
    kind: 'rate-ratio',
    a: { hits: 20, trials: 100 },
    b: { hits: 50, trials: 100 },
  })
  expect(demographicParity.explain(measured!)).toBe(
    'favourable outcomes by sex: 20 % for f, 50 % for m, a ratio of 0.4',
  )
  expect(measured!.evidence![0]).toMatchObject({
    kind: 'intervals',
    rows: [{ label: 'f' }, { label: 'm' }, { label: 'x (not judged)' }],
  })
  expect(measured!.evidence![1]).toMatchObject({
    rows: [
      ['f', 100, 0.2, 0.4, 0.5, 'yes'],
      ['m', 100, 0.5, 1, 0.5, 'yes'],
      ['x', 5, 0.2, 0.4, 0.4, 'no'],
    ],
  })
})

test('a protected number is grouped by the quartiles of the reference', async () => {
  const ages = Array.from({ length: 400 }, (_, i) => 20 + (i % 40))
  const evaluation = frameOf({ age: numbers(ages) })
  const reference = frameOf({ age: numbers(ages.map((age) => age + 100)) })
  const predictions = binaryPredictions(ages.map((age) => (age < 40 ? 0.9 : 0.1)))
  const own = await measure(demographicParity, { evaluation, predictions, protected: ['age'] })
  expect(own[0]!.facts).toMatchObject({ best: '≤ 29', lowest: '40–49' })
  const [shared] = await measure(demographicParity, {
    ...{ evaluation, reference, predictions, referencePredictions: predictions },
    protected: ['age'],
  })
  // all evaluation ages lie below the first quartile of the reference
  expect(shared!.statistic).toEqual({ kind: 'undefined', because: 'there is only one group' })
})

test('the ratio on the reference stands beside it', async () => {
  const before = decided({ f: [300, 1000], m: [400, 1000] })
  const given = { ...decided({ f: [200, 1000], m: [400, 1000] }), reference: before.evaluation }
  const [measured] = await measure(demographicParity, { ...given, referencePredictions: before.predictions })
  expect(measured!.reference).toBeCloseTo(0.75, 12)
})

test('predicted values are compared by their means, where all are positive', async () => {
  const sex = categories(Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 'f' : 'm')))
  const paid = (shift: number) =>
    valuePredictions(Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 10 : 20) + (i % 7) - 3 + shift))
  const given = (shift: number) =>
    ({ task: 'regression', evaluation: frameOf({ sex }), predictions: paid(shift), protected: ['sex'] }) as const
  expect(await verdicts(demographicParity, given(0))).toEqual({ sex: 'fail' })
  expect(await verdicts(demographicParity, given(1000))).toEqual({ sex: 'pass' })
  const [negative] = await measure(demographicParity, given(-15))
  expect(negative!.metric).toBe('not_compared')
  expect(demographicParity.explain(negative!)).toContain('sex')
})

test('probabilities are compared by their means on request, of the favourable class', async () => {
  const rows = Array.from({ length: 800 }, (_, i) => i)
  const evaluation = frameOf({ sex: categories(rows.map((i) => (i % 2 === 0 ? 'f' : 'm'))) })
  // Nobody is decided favourably, so that only the means tell the groups apart: 0.1 and 0.4.
  const predictions = binaryPredictions(rows.map((i) => (i % 2 === 0 ? 0.1 : 0.4) + (i % 10) / 1000 - 0.0045))
  const labels = binaryLabels(rows.map((i) => Number(i % 4 === 1)))
  const given = { evaluation, predictions, labels, protected: ['sex'] }
  const [measured] = await measure(demographicParity, given, { stat: 'mean_prediction' })
  expect(measured!.facts).toMatchObject({ lowest: 'f', best: 'm', unit: 'mean' })
  expect(measured!.facts!['lowestValue']).toBeCloseTo(0.0995, 10)
  expect(measured!.evidence!.find(({ kind }) => kind === 'table')).toMatchObject({
    rows: [
      ['f', 400, expect.closeTo(0.0995, 10), expect.anything(), 0, 'yes'],
      ['m', 400, expect.closeTo(0.4005, 10), 1, 0.5, 'yes'],
    ],
  })
  expect(await verdicts(demographicParity, given, { stat: 'mean_prediction' })).toEqual({ sex: 'fail' })
  expect(await verdicts(demographicParity, given, { stat: 'mean_prediction', favourable: 'negative' })).toEqual({
    sex: 'fail',
  })
  const decisions = { ...given, predictions: { ...predictions, scores: null } }
  const [unknown] = await measure(demographicParity, decisions, { stat: 'mean_prediction' })
  expect(demographicParity.explain(unknown!)).toContain('no probabilities')
})

test('a multiclass model needs the class that people hope for', async () => {
  const codes = Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? i % 3 : 2))
  const predictions = { rowCount: 600, classes: ['a', 'b', 'c'], scores: null, decisions: Int32Array.from(codes) }
  const evaluation = frameOf({ sex: categories(codes.map((_, i) => (i % 2 === 0 ? 'f' : 'm'))) })
  const given = { task: 'multiclass', evaluation, predictions, protected: ['sex'] } as const
  const [unset] = await measure(demographicParity, given)
  expect(demographicParity.explain(unset!)).toContain('set favourableClass')
  expect(await verdicts(demographicParity, given, { favourableClass: 'c' })).toEqual({ sex: 'fail' })
})

test('columns without groups and rows without answers are survived', async () => {
  const evaluation = frameOf({
    empty: categories(Array.from({ length: 90 }, () => null)),
    name: texts(Array.from({ length: 90 }, (_, i) => `person ${i}`)),
    age: numbers(Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? NaN : i % 3 === 1 ? Infinity : null))),
  })
  const predictions = binaryPredictions(Array.from({ length: 90 }, () => NaN))
  const given = { evaluation, predictions, protected: ['empty', 'name', 'age'] }
  for (const { statistic } of await measure(demographicParity, given)) expect(statistic.kind).toBe('undefined')
})

test('the rows of the worst-off group that deserved better are shown', async () => {
  const given = decided({ f: [300, 2000], m: [600, 2000] })
  // Everybody deserves it in whose row a 1 stands: one woman in four of those that were denied it.
  const labels = binaryLabels(Array.from({ length: 4000 }, (_, row) => Number(row < 2000 && row % 4 === 0)))
  const [measured] = await measure(demographicParity, { ...given, labels })
  const rows = measured!.evidence!.find(({ kind }) => kind === 'examples')
  if (rows?.kind !== 'examples') throw new Error('there are no rows')
  expect(rows).toMatchObject({
    title: 'Rows of sex = f that should have got more',
    columns: ['sex', 'label', 'prediction'],
  })
  expect(rows.rows.map(({ row }) => row)).toEqual([300, 304, 308, 312, 316, 320, 324, 328, 332, 336])
  expect(rows.rows[0]!.values).toEqual(['f', 'yes', 'no'])
  const [unlabelled] = await measure(demographicParity, given)
  expect(unlabelled!.evidence!.some(({ kind }) => kind === 'examples')).toBe(false)
})
