import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { AttemptOptions, Model } from '../../core/predictions.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryModel, probeOf } from '../../testing/models.ts'
import determinism from './determinism.check.ts'

const frame: Frame = frameOf({ x: numbers(Array.from({ length: 1200 }, (_, i) => i)) })
const at = (rows: Frame, row: number) => Number(valueAt(columnOf(rows, 'x'), row))

const steady = binaryModel((rows, row) => at(rows, row) / 1200)

/** Adds to the score of every so many-th row a little more with every call; a remembered answer never changes. */
const drifting = (every: number, by: number): Model => {
  let calls = 0
  const model = (fresh: boolean) =>
    binaryModel((rows, row) => 0.5 + (fresh && at(rows, row) % every === 0 ? by * (calls % 7) : 0))
  return {
    ...model(false),
    attempt: (rows, options?: AttemptOptions) => {
      if (options?.fresh === true) calls++
      return model(options?.fresh === true).attempt(rows)
    },
  }
}

/** Answers a row by what was asked in the call before: only another question in between shows it. */
const forgetful = (): Model => {
  let previous = NaN
  return {
    ...steady,
    attempt: (rows) => {
      const score = previous === at(rows, 0) || Number.isNaN(previous) ? 0.2 : 0.8
      previous = at(rows, 0)
      return binaryModel(() => score).attempt(rows)
    },
  }
}

const given = async (model: Model) => ({ model, probe: await probeOf(model, frame) })

testCheck(determinism, [
  {
    when: 'the model always answers the same',
    given: await given(steady),
    expect: { 'answers to the same rows': 'pass' },
  },
  {
    when: 'one row in ten moves',
    given: await given(drifting(10, 0.01)),
    expect: { 'answers to the same rows': 'fail' },
  },
  {
    when: 'a hair of rounding moves',
    given: await given(drifting(10, 1e-9)),
    expect: { 'answers to the same rows': 'pass' },
  },
  {
    when: 'a single row moves',
    given: await given(drifting(1200, 0.01)),
    params: { rows: 1200 },
    expect: { 'answers to the same rows': 'warn' },
  },
])

test('something else is asked between two calls, so that leftovers of a call show', async () => {
  const model = forgetful()
  const probe = await probeOf(steady, frame)
  const [found] = await measure(determinism, { model, probe })
  expect(found!.facts).toMatchObject({ changed: 500, flips: 500 })
})

test('says how many answers changed, how far, and shows each of them', async () => {
  const [found] = await measure(determinism, await given(drifting(100, 0.01)), { rows: 1200, calls: 3 })
  expect(found!.statistic).toEqual({ kind: 'exact', value: 12 / 1200 })
  expect(determinism.explain(found!)).toMatch(
    /^12 of 1,200 answers to the same rows \(1\.0 %\) change over 3 calls, scores by up to 0\.0\d$/,
  )
  const [examples] = found!.evidence!
  expect(examples).toMatchObject({ kind: 'examples', columns: ['answer 1', 'answer 2', 'answer 3'] })
  if (examples?.kind !== 'examples') throw new Error('no examples')
  expect(examples.rows.map(({ row }) => row % 100)).toEqual(Array(10).fill(0))
  expect(examples.rows.every(({ values }) => new Set(values).size > 1)).toBe(true)
})

test('asks each row so often and no more', async () => {
  let asked = 0
  const probe = await probeOf(steady, frame)
  const counting: Model = {
    ...steady,
    attempt: (rows, options) => {
      expect(options?.fresh).toBe(true)
      asked += rows.rowCount
      return steady.attempt(rows)
    },
  }
  const [found] = await measure(determinism, { model: counting, probe })
  expect([asked, found!.n, found!.coverage]).toEqual([5000, 1000, { rows: 1000, of: 1200 }])
  const one = frameOf({ x: numbers([1]) })
  expect(await measure(determinism, { model: steady, probe: await probeOf(steady, one) })).toHaveLength(1)
})
