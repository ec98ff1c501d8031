import { expect, test } from 'vitest'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck, verdicts } from '../../testing/check-tester.ts'
import { binaryLabels, binaryPredictions } from '../../testing/models.ts'
import reliability from './reliability.check.ts'

/** Scores over all of (0, 1); the chance of the outcome is `truth(score)`, the only thing that differs. */
function scored(rows: number, truth: (score: number) => number, seed = 1) {
  const key = streamKey(seed, 'reliability')
  const scores = Array.from({ length: rows }, (_, row) => 0.02 + 0.96 * uniformAt(key, row, 0))
  const predictions = binaryPredictions(scores)
  const labels = binaryLabels(scores.map((score, row) => Number(uniformAt(key, row, 1) < truth(score))))
  return { labels, predictions, scores: predictions.scores! }
}

const asPromised = (score: number) => score
const bold = (score: number) => 0.5 + 0.6 * (score - 0.5)
const subject = 'probability of class yes'

testCheck(reliability, [
  { when: 'scores are true', given: scored(4000, asPromised), expect: { [subject]: 'pass' } },
  { when: 'scores are too bold', given: scored(4000, bold), expect: { [subject]: 'fail' } },
  {
    when: 'scores are a little too low',
    given: scored(20_000, (score) => Math.min(1, score + 0.04)),
    expect: { [subject]: 'warn' },
  },
  { when: 'there are fewer than two hundred rows', given: scored(199, bold), expect: { [subject]: 'inconclusive' } },
  {
    when: 'rows are too few for a limit so small',
    given: scored(300, asPromised),
    params: { warn: 0.005, fail: 0.01 },
    expect: { [subject]: 'inconclusive' },
  },
])

test('true scores fail in few runs, even of few rows', async () => {
  let failed = 0
  for (let seed = 0; seed < 150; seed++) {
    if ((await verdicts(reliability, scored(300, asPromised, seed), { recalibrate: false }))[subject] === 'fail')
      failed++
  }
  expect(failed).toBeLessThanOrEqual(5)
})

test('tells slope, parts of the Brier score, and the map that would mend it', async () => {
  const [measured] = await measure(reliability, scored(8000, bold))
  const facts = measured!.facts as Record<string, number>
  expect(facts['slope']).toBeLessThan(0.8)
  expect(facts['reliability']! - facts['resolution']! + facts['uncertainty']!).toBeCloseTo(facts['brier']!, 2)
  expect(['temperature', 'Platt', 'isotonic']).toContain(facts['best'])
  // the gap of .4 (s − ½) costs its mean square, (.4 · .96)²/12, all of which a map can win back
  expect(Math.abs(facts['gain']! - (0.4 * 0.96) ** 2 / 12)).toBeLessThan(0.003)
  expect(reliability.explain(measured!)).toMatch(
    /^probability of class yes is off by 0\.1\d*, root mean square; slope 0\.\d+: too bold; /,
  )
  expect(measured!.evidence!.slice(0, 3).map(({ kind }) => kind)).toEqual(['curve', 'histogram', 'table'])
  expect(measured!.evidence!.at(-1)).toMatchObject({ kind: 'examples', title: 'Rows with the worst answers' })
})

test('a temperature is found again', async () => {
  const sharpened = (score: number) => 1 / (1 + ((1 - score) / score) ** 0.5)
  const [measured] = await measure(reliability, scored(8000, sharpened))
  const table = measured!.evidence!.find((evidence) => evidence.kind === 'table')!
  const [, , parameters] = table.kind === 'table' ? table.rows.find(([method]) => method === 'temperature')! : []
  expect(Number(String(parameters).replace('T = ', ''))).toBeCloseTo(2, 0)
})

/** Three classes with scores that are true, or whose top one is raised by a fifth of what is left. */
function multiclass(rows: number, raised: number) {
  const key = streamKey(3, 'multiclass reliability')
  const classes = ['a', 'b', 'c']
  const scores = new Float64Array(rows * 3)
  const codes = new Int32Array(rows)
  const decisions = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const raw = [0, 1, 2].map((k) => uniformAt(key, row, k) ** 2 + 0.02)
    const total = raw.reduce((sum, value) => sum + value, 0)
    const p = raw.map((value) => value / total)
    const top = p.indexOf(Math.max(...p))
    const draw = uniformAt(key, row, 3)
    codes[row] = draw < p[0]! ? 0 : draw < p[0]! + p[1]! ? 1 : 2
    decisions[row] = top
    scores.set(
      p.map((value, k) => (k === top ? value + raised * (1 - value) : value * (1 - raised))),
      row * 3,
    )
  }
  const labels: Labels = { kind: 'class', codes, classes }
  const predictions: Predictions = { rowCount: rows, classes, scores, decisions }
  return { task: 'multiclass', labels, predictions, scores } as const
}

test('of many classes the chosen one and each are judged', async () => {
  expect(await verdicts(reliability, multiclass(4000, 0))).toEqual({
    'probability of the chosen class': 'pass',
    'probability of class a': 'pass',
    'probability of class b': 'pass',
    'probability of class c': 'pass',
  })
  const raised = await verdicts(reliability, multiclass(4000, 0.4))
  expect(raised['probability of the chosen class']).toBe('fail')
  const measured = await measure(reliability, multiclass(4000, 0.4))
  expect(measured[0]!.facts!['best']).toBe('temperature')
  expect(measured[1]!.facts).not.toHaveProperty('best')
})

test('the reference stands beside it', async () => {
  const [now, before] = [scored(1000, asPromised), scored(1000, bold, 2)]
  const given = { ...now, referenceLabels: before.labels, referencePredictions: before.predictions }
  const [measured] = await measure(reliability, given)
  expect(measured!.reference).toBeGreaterThan(0.05)
  expect(measured!.evidence![0]).toMatchObject({ series: [{ name: 'evaluation' }, { name: 'reference' }] })
})

test('hostile scores give no NaN', async () => {
  const of = (scores: number[], codes: number[]) => {
    const predictions = binaryPredictions(scores)
    return { labels: binaryLabels(codes), predictions, scores: predictions.scores! }
  }
  const many = (value: number) => Array.from({ length: 300 }, () => value)
  const hostile = [
    of([NaN, NaN], [1, 0]),
    of([0.5], [1]),
    of(many(0.5), many(1)),
    of(many(1), many(1)),
    of(many(0), many(1)),
    of(many(3), many(1)),
  ]
  for (const given of hostile) {
    const [measured] = await measure(reliability, given)
    expect(JSON.stringify(measured)).not.toContain('null')
  }
  expect((await verdicts(reliability, of(many(1), many(1))))[subject]).toBe('pass')
  expect((await verdicts(reliability, of(many(0), many(1))))[subject]).toBe('fail')
})
