import { expect, test } from 'vitest'
import { columnOf, sliceRows, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Attempt, Model } from '../../core/predictions.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryModel, probeOf } from '../../testing/models.ts'
import rowInvariance from './row-invariance.check.ts'

const frame: Frame = frameOf({ x: numbers(Array.from({ length: 300 }, (_, i) => (i * 37) % 300)) })
const at = (rows: Frame, row: number) => Number(valueAt(columnOf(rows, 'x'), row))

/** A model whose score sees the whole batch: `answer` is called with the rows of one batch at a time. */
const batched = (answer: (batch: Frame, row: number) => number): Model => {
  const model = binaryModel(answer)
  return {
    ...model,
    attempt: async (rows, { batchRows = rows.rowCount } = {}) => {
      const attempts: Attempt[] = []
      for (let from = 0; from < rows.rowCount; from += batchRows) {
        attempts.push(await model.attempt(sliceRows(rows, from, Math.min(rows.rowCount, from + batchRows))))
      }
      const scores = attempts.flatMap(({ predictions }) => [...predictions.scores!])
      return binaryModel((_, row) => scores[row]!).attempt(rows)
    },
  }
}

const alone = batched((batch, row) => at(batch, row) / 300)
/** Scales by the largest of the batch, as code does that normalises what it gets. */
const scaling = batched((batch, row) => {
  let largest = 1
  for (let other = 0; other < batch.rowCount; other++) largest = Math.max(largest, at(batch, other))
  return at(batch, row) / largest
})
/** Fills in the answer of the row before, as a forward fill does. */
const copying = batched((batch, row) => (at(batch, row) === 50 && row > 0 ? at(batch, row - 1) : at(batch, row)) / 300)
const counting = batched((batch, row) => (batch.rowCount > 300 ? 0.9 : at(batch, row) / 300))
const rounding = batched((batch, row) => at(batch, row) / 300 + batch.rowCount * 1e-10)

const given = async (model: Model) => ({ model, probe: await probeOf(model, frame) })

testCheck(rowInvariance, [
  { when: 'each row is answered on its own', given: await given(alone), expect: {}, others: 'pass' },
  {
    when: 'rows are scaled by the batch',
    given: await given(scaling),
    expect: { alone: 'fail', 'in batches of 7': 'fail', 'in batches of 64': 'fail' },
    others: 'pass',
  },
  {
    when: 'a row looks at the one before',
    given: await given(copying),
    params: { batches: [1, 300] },
    expect: { 'in another order': 'fail', alone: 'fail' },
    others: 'pass',
  },
  {
    when: 'the model counts its rows',
    given: await given(counting),
    expect: { 'together with themselves': 'fail' },
    others: 'pass',
  },
  { when: 'a batch rounds otherwise', given: await given(rounding), expect: {}, others: 'pass' },
  {
    when: 'nothing is steady enough to compare',
    given: await (async () => {
      let calls = 0
      const noisy = { ...alone, attempt: (rows: Frame) => binaryModel(() => (calls % 2) / 2).attempt((calls++, rows)) }
      return given(noisy)
    })(),
    expect: {},
    others: 'inconclusive',
  },
])

test('rows that are not even steady in the same company stay out', async () => {
  let calls = 0
  const model = {
    ...alone,
    attempt: (rows: Frame) => (
      (calls += 1),
      binaryModel((asked, row) => (at(asked, row) < 30 ? (calls % 10) / 10 : 0.5)).attempt(rows)
    ),
  }
  const measured = await measure(rowInvariance, await given(model))
  for (const { n, facts, statistic } of measured) {
    expect([n, facts!['unsteady'], statistic]).toEqual([270, 30, { kind: 'exact', value: 0 }])
  }
  expect(rowInvariance.explain(measured[0]!)).toBe(
    'each of 270 rows is answered alike in another order; 30 unsteady ones aside',
  )
})

test('counts the rows, and shows both answers', async () => {
  const [order] = await measure(rowInvariance, await given(copying), { batches: [] })
  expect(order!.statistic).toEqual({ kind: 'exact', value: 1 })
  expect(rowInvariance.explain(order!)).toMatch(
    /^1 of 300 rows are answered differently in another order, scores by up to 0\.\d+$/,
  )
  const [examples] = order!.evidence!
  if (examples?.kind !== 'examples') throw new Error('no examples')
  expect(at(frame, examples.rows[0]!.row)).toBe(50)
  expect(new Set(examples.rows[0]!.values).size).toBe(2)
})

test('asks no more rows than it may', async () => {
  let asked = 0
  const model: Model = {
    ...alone,
    attempt: (rows, options) => ((asked += rows.rowCount), alone.attempt(rows, options)),
  }
  const probe = await probeOf(alone, frame)
  const [first] = await measure(rowInvariance, { model, probe }, { rows: 100 })
  expect(first!.coverage).toEqual({ rows: 100, of: 300 })
  // Twice together, in another order, doubled, and in three batch sizes
  expect(asked).toBe(800)
})
