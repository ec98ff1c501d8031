import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Labels, Predictions, Task } from '../../core/predictions.ts'
import { answersOf, batteryFor, metricValues } from '../../stats/metric-battery.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { gapOf, sliceMetricNames, sliceMetrics } from './slice-metrics.ts'

const rowsOf = fc.array(
  fc.record({
    slice: fc.integer({ min: 0, max: 2 }),
    code: fc.integer({ min: 0, max: 1 }),
    score: fc.constantFrom<number>(0.1, 0.3, 0.5, 0.8),
    value: fc.double({ min: -10, max: 10, noNaN: true }),
    predicted: fc.double({ min: -10, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
)
type Rows = typeof rowsOf extends fc.Arbitrary<infer T> ? T : never

function given(task: Task, rows: Rows): { labels: Labels; predictions: Predictions } {
  const classes = task === 'regression' ? [] : ['no', 'yes']
  const codes = Int32Array.from(rows, ({ code }) => code)
  const values = Float64Array.from(rows, ({ value }) => value)
  return {
    labels: task === 'regression' ? { kind: 'value', values } : { kind: 'class', codes, classes },
    predictions: {
      rowCount: rows.length,
      classes,
      scores: Float64Array.from(rows, ({ score, predicted }) => (task === 'regression' ? predicted : score)),
      decisions: task === 'regression' ? new Int32Array(0) : Int32Array.from(rows, ({ score }) => Number(score >= 0.5)),
    },
  }
}

test.each(['binary', 'regression'] as const)('%s: both sides are the metric of their rows alone', (task) => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const { labels, predictions } = given(task, rows)
      const slices = Int32Array.from(rows, ({ slice }) => slice)
      for (const metric of sliceMetrics(answersOf(task, labels, predictions))) {
        for (const [slice, { inside, outside }] of metric.sides(slices, 3).entries()) {
          for (const [side, isKept] of [
            [inside, true],
            [outside, false],
          ] as const) {
            if (side.statistic.kind === 'undefined') continue
            const own = given(
              task,
              rows.filter((row) => (row.slice === slice) === isKept),
            )
            const expected = metricValues(task, own.labels, own.predictions)[metric.name]!
            expect(estimateOf(side.statistic), metric.name).toBeCloseTo(expected, 6)
          }
        }
      }
    }),
  )
})

test('errors of the sides are those of the battery', () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({
    slice: i % 3,
    code: (i * 7) % 2,
    score: 0.1,
    value: i % 13,
    predicted: (i * 31) % 17,
  }))
  const { labels, predictions } = given('regression', rows)
  const slices = Int32Array.from(rows, ({ slice }) => slice)
  const own = given(
    'regression',
    rows.filter(({ slice }) => slice === 1),
  )
  const answers = answersOf('regression', own.labels, own.predictions)
  for (const metric of sliceMetrics(answersOf('regression', labels, predictions))) {
    const found = metric.sides(slices, 3)[1]!.inside.statistic
    const expected = batteryFor('regression', true)
      .find(({ name }) => name === metric.name)!
      .statistic(answers)
    if (found.kind !== 'normal' || expected.kind !== 'normal') throw new Error('both have a standard error')
    expect(found.standardError).toBeCloseTo(expected.standardError, 10)
  }
})

test('gaps point to the worse side', () => {
  const side = (hits: number) => ({ statistic: { kind: 'proportion', hits, trials: 100 } as const, support: 100 })
  expect(estimateOf(gapOf('recall', { inside: side(40), outside: side(60) }))).toBeCloseTo(0.2, 12)
  expect(estimateOf(gapOf('fpr', { inside: side(40), outside: side(60) }))).toBeCloseTo(-0.2, 12)
})

test('every metric of a task can be named', () => {
  for (const task of ['binary', 'multiclass', 'regression'] as const) {
    const { labels, predictions } = given(task, [])
    for (const { name } of sliceMetrics(answersOf(task, labels, predictions))) expect(sliceMetricNames).toContain(name)
  }
})
