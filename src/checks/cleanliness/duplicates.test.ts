import type { Frame } from '../../core/frame.ts'
import { integerAt, streamKey } from '../../core/random.ts'
import { testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { rowQueriesOf } from '../../testing/rows.ts'
import duplicates from './duplicates.check.ts'

/** A hundred rows, the last `repeated` of them copies of the first ones; missing values among them. */
function rows(repeated: number): Frame {
  const original = (row: number) => (row < 100 - repeated ? row : row - (100 - repeated))
  const all = Array.from({ length: 100 }, (_, row) => original(row))
  return frameOf({
    amount: numbers(all.map((row) => (row === 3 ? null : row))),
    city: categories(all.map((row) => (row % 2 === 0 ? 'Rome' : 'Oslo'))),
  })
}

/** A thousand rows of 2,000 combinations, so that many repeat; the last `repeated` are copies of the first ones. */
function coarse(repeated: number): Frame {
  const key = streamKey(5, 'duplicates')
  const rows = Array.from({ length: 1000 }, (_, row) => (row < 1000 - repeated ? row : row - (1000 - repeated)))
  const column = (draw: number, values: number) =>
    categories(rows.map((row) => `v${integerAt(key, row, draw, values)}`))
  return frameOf({ a: column(0, 10), b: column(1, 10), c: column(2, 20) })
}

const given = (evaluation: Frame, reference: Frame) => ({
  evaluation,
  reference,
  rowQueries: rowQueriesOf(evaluation, reference),
  referenceRowQueries: rowQueriesOf(reference),
})

testCheck(duplicates, [
  {
    when: 'no row repeats',
    given: given(rows(0), rows(0)),
    expect: { 'evaluation data': 'pass', 'reference data': 'pass' },
  },
  {
    when: 'a few repeat',
    given: given(rows(3), rows(0)),
    expect: { 'evaluation data': 'warn', 'reference data': 'pass' },
  },
  {
    when: 'many repeat',
    given: given(rows(0), rows(20)),
    expect: { 'evaluation data': 'pass', 'reference data': 'fail' },
  },
  {
    when: 'rows of few values repeat by chance, and more than that',
    given: given(coarse(0), coarse(250)),
    expect: { 'evaluation data': 'pass', 'reference data': 'fail' },
  },
  {
    when: 'only one column is compared',
    given: given(rows(0), rows(0)),
    params: { columns: ['city'] },
    expect: { 'evaluation data': 'fail', 'reference data': 'fail' },
  },
])
