import { expect, test } from 'vitest'
import { normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import { binaryLabels } from '../../testing/models.ts'
import featureLabel from './feature-label.check.ts'

const key = streamKey(11, 'loans')
const rows = Array.from({ length: 600 }, (_, row) => row)
const defaulted = rows.map((row) => Number(uniformAt(key, row, 0) < 0.3))
const labels = binaryLabels(defaulted)
/** Loans with a column of collections, written once a loan has defaulted, right for that share of the rows. */
const loans = (truth: number) =>
  frameOf({
    income: numbers(rows.map((row) => normalAt(key, row, 2) - defaulted[row]!)),
    collections: categories(
      rows.map((row) => (uniformAt(key, row, 7) < truth === (defaulted[row] === 1) ? 'open' : 'none')),
      ['none', 'open'],
    ),
    note: texts(rows.map(String)),
  })
/** The same, told by whether a date was written at all. */
const closed = frameOf({ days: numbers(rows.map((row) => (defaulted[row] === 1 ? uniformAt(key, row, 9) : null))) })

testCheck(featureLabel, [
  {
    when: 'a column tells something, as features do',
    given: { reference: loans(0.8), referenceLabels: labels },
    expect: { income: 'pass', collections: 'pass' },
  },
  {
    when: 'a column gives the label away in most of the rows',
    given: { reference: loans(0.94), referenceLabels: labels },
    expect: { income: 'pass', collections: 'warn' },
  },
  {
    when: 'a column gives the label away in all but a few',
    given: { reference: loans(0.99), referenceLabels: labels },
    expect: { income: 'pass', collections: 'fail' },
  },
  {
    when: 'the label is told by what is missing',
    given: { reference: closed, referenceLabels: labels },
    expect: { days: 'fail' },
  },
  {
    when: 'a column holds the value of a regression in another unit',
    given: {
      task: 'regression',
      reference: frameOf({
        euros: numbers(rows.map((row) => 1.1 * Math.exp(3 * normalAt(key, row, 4)) + 5)),
        chance: numbers(rows.map((row) => normalAt(key, row, 5))),
      }),
      referenceLabels: {
        kind: 'value',
        values: Float64Array.from(rows, (row) => Math.exp(3 * normalAt(key, row, 4))),
      },
    },
    expect: { euros: 'fail', chance: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: {
      reference: frameOf({ days: numbers(defaulted.slice(0, 100)) }),
      referenceLabels: binaryLabels(defaulted.slice(0, 100)),
    },
    expect: { days: 'inconclusive' },
  },
])

test('values that never come twice foretell nothing, and a constant label is nothing to foretell', async () => {
  const reference = frameOf({ name: categories(rows.map((row) => `name ${row}`)) })
  const [measured] = await measure(featureLabel, { reference, referenceLabels: labels })
  expect(measured?.statistic).toMatchObject({ effect: 0, p: 1 })
  expect(await measure(featureLabel, { reference, referenceLabels: binaryLabels(rows.map(() => 1)) })).toEqual([])
})
