import { expect, test } from 'vitest'
import { integerAt, normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, schemaOf } from '../../testing/frames.ts'
import proxy from './proxy.check.ts'

const key = streamKey(13, 'applicants')
const rows = Array.from({ length: 600 }, (_, row) => row)
const origins = ['A', 'B', 'C']
const origin = rows.map((row) => origins[integerAt(key, row, 0, 3)]!)
/** Applicants whose street lies in the quarter of their origin with that probability. There are 30 streets. */
function applicants(truth: number) {
  const quarter = rows.map((row) => {
    const told = uniformAt(key, row, 2) < truth
    return told ? origins.indexOf(origin[row]!) : integerAt(key, row, 5, 3)
  })
  const reference = frameOf({
    origin: categories(origin),
    income: numbers(rows.map((row) => normalAt(key, row, 7))),
    street: categories(rows.map((row) => `street ${quarter[row]}${integerAt(key, row, 11, 10)}`)),
  })
  const schema = schemaOf(reference, { origin: { protected: true } })
  return { reference, protected: ['origin'], schema }
}

testCheck(proxy, [
  {
    when: 'people of all origins live everywhere',
    given: applicants(0),
    expect: { 'income tells origin': 'pass', 'street tells origin': 'pass' },
  },
  {
    when: 'each origin has a quarter to which half keep, and some more by chance',
    given: applicants(0.55),
    expect: { 'income tells origin': 'pass', 'street tells origin': 'warn' },
  },
  {
    when: 'nine of ten keep to their quarter, though a street tells much more than a quarter',
    given: applicants(0.9),
    expect: { 'income tells origin': 'pass', 'street tells origin': 'fail' },
  },
])

test('names that are borne once tell nothing', async () => {
  const { reference, ...rest } = applicants(0)
  const name = categories(rows.map((row) => `name ${row}`))
  const named = { rowCount: rows.length, columns: new Map(reference.columns).set('name', name) }
  const measured = await measure(proxy, { ...rest, reference: named, schema: schemaOf(named) })
  expect(measured.find(({ subject }) => subject === 'name tells origin')?.statistic).toMatchObject({ effect: 0, p: 1 })
})
