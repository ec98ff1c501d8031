import { expect, test } from 'vitest'
import { withColumn } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import { rowOutcome } from '../../core/predictions.ts'
import type { Attempt, Model } from '../../core/predictions.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf } from '../../testing/models.ts'
import { isValidAnswer } from './answers.ts'
import { explainTrial, judgeTrial, measureTrials } from './trial.ts'

const rows = Array.from({ length: 100 }, (_, row) => row)
const frame = frameOf({ x: numbers(rows.map((row) => row / 100)) })
const model = binaryModel((_, row) => row / 100)
const limits = { warn: 0.02, fail: 0.05, rmseWarn: 0.05, rmseFail: 0.1 }

/** Measures a trial in which the model's attempt is changed by hand. */
async function measured(change: (attempt: Attempt) => Attempt, altered = rows): Promise<Measurement[]> {
  const changed: Model = { ...model, attempt: async (asked) => change(await model.attempt(asked)) }
  const probe = await probeOf(model, frame, binaryLabels(rows.map((row) => Number(row >= 50))))
  const trial = {
    subject: 'x is spoilt',
    features: ['x'],
    frame: withColumn(frame, 'x', numbers(rows)),
    altered: Uint8Array.from(rows, (row) => Number(altered.includes(row))),
  }
  const { signal } = new AbortController()
  const found: Measurement[] = []
  for await (const one of measureTrials({ task: 'binary', model: changed, probe, signal }, [trial])) found.push(one)
  return found
}

/** The rows get that outcome and no answer. */
const without = (lost: (row: number) => boolean, outcome: number) => (attempt: Attempt) => ({
  ...attempt,
  outcomes: attempt.outcomes.map((own, row) => (lost(row) ? outcome : own)),
  predictions: {
    ...attempt.predictions,
    scores: attempt.predictions.scores!.map((own, row) => (lost(row) ? NaN : own)),
    decisions: attempt.predictions.decisions.map((own, row) => (lost(row) ? -1 : own)),
  },
})

test('what is refused cleanly everywhere has no quality to lose', async () => {
  const found = await measured(without(() => true, rowOutcome.refused))
  expect(found.map(({ subject }) => subject)).toEqual(['x is spoilt: valid answers'])
  expect(explainTrial(found[0]!)).toBe('100 rows of 100 are refused cleanly when x is spoilt')
})

test('rows that are not answered are no changed decisions', async () => {
  const [quality, failures] = await measured(without((row) => row < 30, rowOutcome.refused))
  expect(quality!.facts).toEqual({ flips: 0, refused: 30 })
  expect(failures!.statistic).toEqual({ kind: 'exact', value: 0 })
})

test('failures are counted on the rows that were altered, whatever the budget left out', async () => {
  const raised = without((row) => row < 30, rowOutcome.raised)
  const [, failures] = await measured(
    (attempt) => ({ ...raised(attempt), messages: ['x is too large'] }),
    rows.slice(20, 60),
  )
  expect([failures!.n, failures!.statistic]).toEqual([40, { kind: 'exact', value: 10 }])
  expect(judgeTrial(failures!, limits)).toMatchObject({ rule: 'count', warn: 0, fail: 0, severity: 'blocker' })
  expect(explainTrial(failures!)).toBe('the model fails on 10 rows of 40 when x is spoilt: x is too large')
  expect(failures!.evidence).toMatchObject([{ kind: 'examples', rows: { length: 5, 0: { row: 20 } } }])
})

test('nothing is asked where nothing was altered', async () => {
  expect(await measured(() => Promise.reject(new Error('asked')) as never, [])).toEqual([])
})

test('a class with too few rows gives accuracy, and it is called so', async () => {
  const [quality] = await measured((attempt) => attempt, rows.slice(0, 60))
  expect([quality!.metric, quality!.statistic.kind]).toEqual(['accuracy', 'paired-difference'])
  expect(explainTrial(quality!)).toBe('accuracy holds when x is spoilt; 0 % of decisions change')
})

test('decisions that turn while the order of the answers stays cost accuracy, and none that turn say nothing', async () => {
  const lift = (attempt: Attempt) => ({
    ...attempt,
    predictions: {
      ...attempt.predictions,
      scores: attempt.predictions.scores!.map((score) => 0.5 + score / 2),
      decisions: attempt.predictions.decisions.map(() => 1),
    },
  })
  const [quality, decisions] = await measured(lift)
  expect(quality!.statistic).toMatchObject({ kind: 'normal', estimate: 0 })
  expect(decisions!.statistic).toEqual({ kind: 'paired-difference', worse: 50, better: 0, trials: 100 })
  expect(judgeTrial(decisions!, limits)).toMatchObject({ rule: 'limit', warn: 0.02, fail: 0.05 })
  expect(explainTrial(decisions!)).toBe('accuracy falls by 0.5 when x is spoilt; 50 % of decisions change')
  const unmoved = await measured((attempt) => attempt)
  expect(unmoved.map(({ subject }) => subject)).toEqual(['x is spoilt', 'x is spoilt: valid answers'])
})

test('an answer is finite, a probability, and of a known class', async () => {
  const { predictions } = await model.attempt(frame)
  const withRow = (score: number, decision: number) => ({
    ...predictions,
    scores: Float64Array.of(score),
    decisions: Int32Array.of(decision),
  })
  expect(
    [withRow(0.4, 0), withRow(1.2, 1), withRow(NaN, 1), withRow(0.4, -1)].map((one) => isValidAnswer(one, 0)),
  ).toEqual([true, false, false, false])
  const three = { rowCount: 1, classes: ['a', 'b', 'c'], decisions: Int32Array.of(1) }
  expect(isValidAnswer({ ...three, scores: Float64Array.of(0.2, 0.5, 0.3) }, 0)).toBe(true)
  expect(isValidAnswer({ ...three, scores: Float64Array.of(0.2, 0.5, 0.6) }, 0)).toBe(false)
  expect(isValidAnswer({ ...three, scores: null }, 0)).toBe(true)
})

test('without labels a change of answers is shown, not judged', () => {
  const limits = { warn: 0.02, fail: 0.05, rmseWarn: 0.05, rmseFail: 0.1 }
  const statistic = { kind: 'proportion', hits: 90, trials: 100 } as const
  expect(judgeTrial({ subject: 'age is missing', metric: 'answers', statistic, n: 100 }, limits)).toEqual({
    rule: 'inform',
  })
  expect(judgeTrial({ subject: 'age is missing', metric: 'accuracy', statistic, n: 100 }, limits).rule).toBe('limit')
})
