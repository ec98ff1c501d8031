import { expect, test } from 'vitest'
import { integerAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, schemaOf } from '../../testing/frames.ts'
import { rowQueriesOf } from '../../testing/rows.ts'
import overlap from './overlap.check.ts'

const reference = frameOf({ amount: numbers(Array.from({ length: 200 }, (_, row) => row)) })
const evaluation = (from: number) => frameOf({ amount: numbers(Array.from({ length: 100 }, (_, row) => from + row)) })
const given = (from: number) => ({
  reference,
  evaluation: evaluation(from),
  rowQueries: rowQueriesOf(evaluation(from), reference),
})

const key = streamKey(3, 'overlap')
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** 600 rows of three numbers, of which the evaluation has 100 with `copied` and the second changed a little. */
function tweaked(copied: number) {
  const frame = (rows: readonly number[], change: number) =>
    frameOf({
      a: numbers(rows),
      b: numbers(rows.map((row) => 600 * uniformAt(key, row, 0))),
      c: numbers(rows.map((row, i) => 600 * uniformAt(key, row, 1) + (i < 100 ? change : 0))),
    })
  const known = frame(range(0, 600), 0)
  const rows = copied === 1 ? [...range(0, 100), ...range(700, 900)] : range(700, 1000)
  const asked = frame(rows, 0.001)
  return { reference: known, evaluation: asked, rowQueries: rowQueriesOf(asked, known) }
}

function tweakedVerdicts(near: 'pass' | 'fail') {
  return { 'evaluation rows': 'pass', 'evaluation rows, nearly': near } as const
}

/** A thousand rows on each side of 2,000 combinations; the first `copied` are those of the reference. */
function coarse(copied: number) {
  const frame = (from: number) => {
    const rows = range(from, from + 1000).map((row, i) => (i < copied ? i : row))
    const column = (name: string, draw: number, values: number) =>
      categories(rows.map((row) => `${name}${integerAt(key, row, draw, values)}`))
    return frameOf({ a: column('a', 2, 10), b: column('b', 3, 10), c: column('c', 4, 20) })
  }
  const [known, asked] = [frame(0), frame(1000)]
  return { reference: known, evaluation: asked, rowQueries: rowQueriesOf(asked, known) }
}

testCheck(overlap, [
  {
    when: 'the sets share nothing',
    given: given(200),
    expect: { 'evaluation rows': 'pass', 'evaluation rows, nearly': 'pass' },
  },
  {
    when: 'they share two rows of a hundred',
    given: given(198),
    expect: { 'evaluation rows': 'warn', 'evaluation rows, nearly': 'pass' },
  },
  {
    when: 'they share half',
    given: given(150),
    expect: { 'evaluation rows': 'fail', 'evaluation rows, nearly': 'pass' },
  },
  { when: 'a third are reference rows with a digit changed', given: tweaked(1), expect: tweakedVerdicts('fail') },
  { when: 'those rows are of others', given: tweaked(0), expect: tweakedVerdicts('pass') },
  {
    when: 'rows of few values meet by chance',
    given: coarse(0),
    expect: { 'evaluation rows': 'pass' },
  },
  {
    when: 'a fifth more of them meet than chance explains',
    given: coarse(200),
    expect: { 'evaluation rows': 'fail' },
  },
  {
    when: 'columns were named, which leaves nothing to chance',
    given: coarse(0),
    params: { columns: ['a', 'b', 'c'] },
    expect: { 'evaluation rows': 'fail' },
  },
])

test('the overlap that chance explains is told', async () => {
  const [equal] = await measure(overlap, coarse(0))
  expect(overlap.explain(equal!)).toMatch(
    /^3\d % of the evaluation rows are .* \(3\d\d of 1,000 rows\); 3\d % would be by chance$/,
  )
})

test('rows that nearly stand in the reference data are shown with those', async () => {
  const [, near] = await measure(overlap, tweaked(1))
  expect(near!.statistic).toMatchObject({ a: { hits: 100, trials: 300 }, b: { hits: 0, trials: 600 } })
  const [table] = near!.evidence!
  if (table?.kind !== 'table') throw new Error('pairs are a table')
  expect(table.columns).toEqual(['evaluation row', 'reference row', 'alike'])
  expect(table.rows).toHaveLength(20)
  for (const [row, matches, alike] of table.rows) {
    expect(matches).toBe(row)
    expect(alike).toBeGreaterThan(0.999)
  }
  expect(overlap.explain(near!)).toBe(
    '33 % of 300 evaluation rows are at least 99.9 % alike to a reference row and not equal to any; 0 % of the reference rows are so to one another',
  )
})

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
  expect(await measure(overlap, { reference, evaluation: labelled, rowQueries, schema }, { near: 1 })).toMatchObject([
    { statistic: { value: 0.5 } },
  ])
})

test('rows of nothing but answers are not compared', async () => {
  const schema = schemaOf(reference, { amount: { role: 'label' } })
  expect(await measure(overlap, { ...given(150), schema })).toEqual([])
})
