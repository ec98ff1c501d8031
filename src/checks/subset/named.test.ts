import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { columnOf, valueAt } from '../../core/frame.ts'
import { rowOutcome } from '../../core/predictions.ts'
import type { Model } from '../../core/predictions.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { anyFrame, categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, regressionModel } from '../../testing/models.ts'
import named from './named.check.ts'

/** Twelve rows: eight of known customers, four of nobody in particular. Above 5 is a yes. */
const x = [1, 9, 2, 8, 3, 7, 4, 6, 1, 9, 2, 8]
const frame = frameOf({
  x: numbers(x),
  customer: categories(x.map((_, row) => (row < 8 ? ['Acme', 'Bolt'][Math.floor(row / 4)]! : null))),
})
const labels = binaryLabels(x.map((value) => Number(value > 5)))
const at = (rows: Frame, row: number) => Number(valueAt(columnOf(rows, 'x'), row))
const right = binaryModel((rows, row) => Number(at(rows, row) > 5))
/** Wrong about one row of Bolt, and about every row of nobody. */
const wrongOnce = binaryModel((rows, row) => Number(row >= 8 ? at(rows, row) <= 5 : at(rows, row) > 6))
const params = { column: 'customer' }

testCheck(named, [
  {
    when: 'every row of the slices is answered right',
    given: { evaluation: frame, labels, model: right },
    params,
    expect: { Acme: 'pass', Bolt: 'pass' },
  },
  {
    when: 'one row of a slice is answered wrong; rows in no slice do not count',
    given: { evaluation: frame, labels, model: wrongOnce },
    params,
    expect: { Acme: 'pass', Bolt: 'fail' },
  },
  {
    when: 'the floor allows one wrong row of four',
    given: { evaluation: frame, labels, model: wrongOnce },
    params: { ...params, floor: 0.75 },
    expect: { Acme: 'pass', Bolt: 'pass' },
  },
])

const values = {
  task: 'regression' as const,
  evaluation: frame,
  labels: { kind: 'value' as const, values: Float64Array.from(x) },
}

testCheck(named, [
  {
    when: 'values lie within the tolerance, to the end of it',
    given: { ...values, model: regressionModel((rows, row) => at(rows, row) + 0.5) },
    params: { ...params, tolerance: 0.5 },
    expect: { Acme: 'pass', Bolt: 'pass' },
  },
  {
    when: 'one value lies outside',
    given: { ...values, model: regressionModel((rows, row) => at(rows, row) + (row === 2 ? 0.6 : 0)) },
    params: { ...params, tolerance: 0.5 },
    expect: { Acme: 'fail', Bolt: 'pass' },
  },
  {
    // The deviations from the median 5 are 1, 2, 3 and 4; half of their median 3 is 1.5.
    when: 'no tolerance is given',
    given: { ...values, model: regressionModel((rows, row) => at(rows, row) + (row < 4 ? 1.5 : 1.6)) },
    params,
    expect: { Acme: 'pass', Bolt: 'fail' },
  },
])

/** Answers, but refuses or raises where the row says so. */
function failingOn(model: Model, outcomes: Readonly<Record<number, 'refused' | 'raised'>>): Model {
  return {
    ...model,
    attempt: async (rows) => {
      const attempt = await model.attempt(rows)
      const given = attempt.outcomes.map((outcome, row) => (row in outcomes ? rowOutcome[outcomes[row]!] : outcome))
      return { ...attempt, outcomes: given, messages: ['no such customer'] }
    },
  }
}

test('a row without a label has to be answered validly or refused cleanly, one with a label to be answered', async () => {
  const some = {
    kind: 'class' as const,
    classes: ['no', 'yes'],
    codes: Int32Array.from(x, (_, row) => (row < 4 ? -1 : 1)),
  }
  const always = binaryModel(() => 1)
  const given = (model: Model) => ({ evaluation: frame, labels: some, model })
  const right = async (model: Model) =>
    (await measure(named, given(model), params)).map(
      ({ statistic }) => statistic.kind === 'proportion' && statistic.hits,
    )
  expect(await right(always)).toEqual([4, 4])
  expect(await right(failingOn(always, { 0: 'refused', 4: 'refused' }))).toEqual([4, 3])
  expect(await right(failingOn(always, { 0: 'raised', 4: 'raised' }))).toEqual([3, 3])
  expect(await right(binaryModel((_, row) => (row === 1 ? 1.5 : 1)))).toEqual([3, 4])
})

test('names the rows, what was true of them, and what was answered', async () => {
  const [, bolt] = await measure(named, { evaluation: frame, labels, model: wrongOnce }, params)
  expect(named.explain(bolt!)).toBe('1 of 4 rows of Bolt is not answered right')
  expect(bolt!.evidence).toMatchObject([
    { kind: 'examples', columns: ['label', 'prediction'], rows: [{ row: 7, values: ['yes', 'no'] }] },
  ])
  const [acme] = await measure(named, { evaluation: frame, labels, model: failingOn(right, { 1: 'raised' }) }, params)
  expect(named.explain(acme!)).toBe('1 of 4 rows of Acme is not answered right; 1 without an answer: no such customer')
  expect(acme!.evidence).toMatchObject([{ rows: [{ row: 1, values: ['yes', null] }] }])
})

test('has nothing to do where no slice is named, and says which columns there are', async () => {
  const given = { evaluation: frame, labels, model: right }
  expect(await measure(named, given)).toEqual([])
  await expect(measure(named, given, { column: 'custmer' })).rejects.toMatchObject({
    code: 'DATA_NO_COLUMN',
    hint: 'Did you mean "customer"?',
  })
})

test('each row with a value is counted once, on hostile frames', async () => {
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.constantFrom('binary', 'regression'), async (evaluation, task) => {
      const model = task === 'binary' ? binaryModel((_, row) => row % 2) : regressionModel((_, row) => 1e308 * row)
      const [column] = evaluation.columns.keys()
      const measured = await measure(named, { task, evaluation, model }, { column })
      const present = Array.from({ length: evaluation.rowCount }, (_, row) =>
        valueAt(columnOf(evaluation, column!), row),
      )
      expect(measured.reduce((rows, { n }) => rows + n, 0)).toBe(present.filter((value) => value !== null).length)
    }),
    { numRuns: 50 },
  )
})
