import { expect, test } from 'vitest'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers, schemaOf } from '../../testing/frames.ts'
import { rowQueriesOf } from '../../testing/rows.ts'
import overlap from './overlap.check.ts'

const reference = frameOf({ amount: numbers(Array.from({ length: 200 }, (_, row) => row)) })
const evaluation = (from: number) => frameOf({ amount: numbers(Array.from({ length: 100 }, (_, row) => from + row)) })
const given = (from: number) => ({
  reference,
  evaluation: evaluation(from),
  rowQueries: rowQueriesOf(evaluation(from), reference),
})

testCheck(overlap, [
  { when: 'the sets share nothing', given: given(200), expect: { 'evaluation rows': 'pass' } },
  { when: 'they share two rows of a hundred', given: given(198), expect: { 'evaluation rows': 'warn' } },
  { when: 'they share half', given: given(150), expect: { 'evaluation rows': 'fail' } },
])

test('a column to compare that does not exist is named', async () => {
  await expect(measure(overlap, given(200), { columns: ['amuont'] })).rejects.toThrow('amuont')
})

test('rows are compared by the columns that both sets hold', async () => {
  const { reference, rowQueries } = given(150)
  const labelled = {
    ...evaluation(150),
    columns: new Map(evaluation(150).columns).set('label', numbers(Array(100).fill(1))),
  }
  const schema = schemaOf(labelled, { label: { role: 'label' } })
  expect(await measure(overlap, { reference, evaluation: labelled, rowQueries, schema })).toMatchObject([
    { statistic: { value: 0.5 } },
  ])
})

test('rows of nothing but answers are not compared', async () => {
  const schema = schemaOf(reference, { amount: { role: 'label' } })
  expect(await measure(overlap, { ...given(150), schema })).toEqual([])
})
