import { expect, test } from 'vitest'
import type { Measurement } from '../../core/measurement.ts'
import { compareDistributions } from '../../stats/distribution.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions } from '../../testing/models.ts'
import { gradedRows } from '../wrong-rows.ts'
import { withMovedRows } from './moved-rows.ts'

const row = Array.from({ length: 100 }, (_, i) => i)
/** All labels are 0, and every fourth answer is wrong. */
const graded = gradedRows(
  'binary',
  binaryLabels(row.map(() => 0)),
  binaryPredictions(row.map((i) => (i % 4 ? 0.1 : 0.9))),
)
const drifted: Measurement = {
  subject: 'age',
  statistic: { kind: 'test', effect: 0.3, p: 1e-9, detectable: 0.05 },
  n: 100,
}

/** The rows that are shown when a column goes from the first values to the second. */
function shown(before: ReturnType<typeof numbers | typeof categories>, after: typeof before, from = 0.1) {
  const evaluation = frameOf({ age: after })
  const { evidence = [] } = withMovedRows(drifted, graded, after, compareDistributions(before, after), {
    from,
    evaluation,
  })
  return evidence.flatMap((one) => (one.kind === 'examples' ? one.rows.map(({ values }) => values) : []))
}

test('the rows shown are wrong and lie where a number gathers now', () => {
  const values = shown(numbers(row), numbers(row.map((i) => (i < 60 ? 90 + i / 100 : i - 60))))
  expect(values).toHaveLength(10)
  for (const [age, label, prediction] of values) {
    expect(age).toBeGreaterThanOrEqual(90)
    expect([label, prediction]).toEqual(['no', 'yes'])
  }
})

test('or have the category that became commoner', () => {
  const [before, after] = [0.2, 0.7].map((share) =>
    categories(
      row.map((i) => (i % 10 < share * 10 ? 'new' : 'old')),
      ['new', 'old'],
    ),
  )
  const values = shown(before!, after!)
  expect(values.length).toBeGreaterThan(0)
  for (const [age] of values) expect(age).toBe('new')
})

test('a small drift shows none, nor does one without labels', () => {
  const [before, after] = [numbers(row), numbers(row.map((i) => i + 50))]
  expect(shown(before, after, 0.4)).toEqual([])
  const options = { from: 0.1, evaluation: frameOf({ age: after }) }
  expect(withMovedRows(drifted, null, after, compareDistributions(before, after), options)).toBe(drifted)
})
