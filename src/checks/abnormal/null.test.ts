import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions } from '../../testing/models.ts'
import nullCheck from './null.check.ts'

/** Income is always there but for the last so many rows; the phone is missing in every second row from the start. */
const people = (count: number, lost = 0): Frame => {
  const row = Array.from({ length: count }, (_, i) => i)
  return frameOf({
    income: numbers(row.map((i) => (i >= count - lost ? null : 1000 + i))),
    city: categories(
      row.map((i) => (i >= count - lost / 2 ? null : ['Rome', 'Oslo'][i % 2]!)),
      ['Oslo', 'Rome'],
    ),
    phone: texts(row.map((i) => (i % 2 === 0 ? null : `0${i}`))),
  })
}

testCheck(nullCheck, [
  {
    when: 'a column stops arriving',
    given: { reference: people(1000), evaluation: people(1000, 100) },
    expect: { income: 'fail', city: 'fail' },
  },
  {
    when: 'hardly any cell is lost',
    given: { reference: people(1000), evaluation: people(5000, 60) },
    expect: { income: 'warn', city: 'pass' },
  },
  {
    when: 'nothing is lost',
    given: { reference: people(1000), evaluation: people(1000) },
    expect: { income: 'pass', city: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: { reference: people(1000), evaluation: people(40) },
    expect: { income: 'inconclusive', city: 'inconclusive' },
  },
])

test('a column that had nulls before is left alone, and the rows that lost the value are shown', async () => {
  const measured = await measure(nullCheck, { reference: people(1000), evaluation: people(1000, 100) })
  expect(measured.map(({ subject }) => subject)).toEqual(['income', 'city'])
  expect(measured[0]!.statistic).toMatchObject({ a: { hits: 100, trials: 1000 }, b: { hits: 0, trials: 1000 } })
  expect(nullCheck.explain(measured[0]!)).toBe(
    '100 of 1,000 values of income (10 %) are missing, which never happens in the reference; 0 % is usual',
  )
  const examples = measured[0]!.evidence!.find(({ kind }) => kind === 'examples')
  expect(examples).toMatchObject({ rows: { 0: { row: 900, values: [null] } } })
})

test('where the model answered, the rows say what was true and what it answered', async () => {
  const data = { reference: people(1000), evaluation: people(1000, 100) }
  const labels = binaryLabels(Array.from({ length: 1000 }, (_, row) => (row === 901 ? -1 : 1)))
  const predictions = binaryPredictions(Array.from({ length: 1000 }, (_, row) => (row < 900 ? 1 : 0)))
  const [income] = await measure(nullCheck, { ...data, labels, predictions })
  const rows = [
    { row: 900, values: [null, 'yes', 'no'] },
    { row: 901, values: [null, null, 'no'] },
  ]
  const examples = income!.evidence!.find(({ kind }) => kind === 'examples')
  expect(examples).toMatchObject({ columns: ['income', 'label', 'prediction'], rows: { 0: rows[0], 1: rows[1] } })
})

test('a column that is gone is major, unless the model is seen not to mind', () => {
  const limits = { warn: 0.005, fail: 0.02 }
  const usual = { hits: 0, trials: 1000 }
  const lost = (hits: number) => ({ subject: 'income', n: 1000, statistic: difference(hits) })
  const difference = (hits: number) => ({ kind: 'rate-difference', a: { hits, trials: 1000 }, b: usual }) as const
  expect(nullCheck.judge(lost(1000), limits)).toMatchObject({ severity: 'major' })
  expect(nullCheck.judge(lost(100), limits)).not.toHaveProperty('severity')
  expect(nullCheck.judge({ ...lost(900), impact: difference(0) }, limits)).not.toHaveProperty('severity')
})
