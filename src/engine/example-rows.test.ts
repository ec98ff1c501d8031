import { expect, test } from 'vitest'
import type { ExamplesEvidence } from '../core/evidence.ts'
import type { ExampleRows } from '../core/report.ts'
import { finding } from '../report/fixtures/sample-report.ts'
import { roomInReport, rowsOfFindings, shownRows, withinRoom } from './example-rows.ts'

const examples = (from: 'reference' | 'evaluation', ...rows: number[]): ExamplesEvidence => ({
  kind: 'examples',
  title: 'Rows',
  from,
  columns: [],
  rows: rows.map((row) => ({ row, values: [] })),
})
const shows = (verdict: 'fail' | 'warn' | 'pass', ...rows: number[]) => ({
  ...finding('drift/feature', { verdict }),
  evidence: [{ ...examples('evaluation', ...rows), columns: [], rows: rows.map((row) => ({ row, values: [] })) }],
})
const known = (length: number): ExampleRows => ({
  from: 'evaluation',
  id: 'customer',
  columns: ['text'],
  rows: Array.from({ length }, (_, row) => ({ row, id: `c${row}`, values: ['x'.repeat(1000)] })),
})

test('every row that is shown is named once, for its data set', () => {
  const statistic = { kind: 'exact', value: 1 } as const
  const evidence = [examples('evaluation', 4, 2), examples('reference', 9), examples('evaluation', 2, 7)]
  const records = [
    { check: 'a/b', outcome: 'measured', measurements: [{ subject: 's', statistic, n: 1, evidence }] },
    { check: 'a/c', outcome: 'skipped', reason: 'no' },
  ] as const
  expect(shownRows(records, 'evaluation')).toEqual([4, 2, 7])
  expect(shownRows(records, 'reference')).toEqual([9])
})

test('only rows that a finding shows are in the report, in the order of the source', () => {
  const [set] = rowsOfFindings([known(10)], [shows('pass', 8), shows('fail', 3, 1, 99)])
  expect(set!.rows.map(({ row, id }) => [row, id])).toEqual([
    [1, 'c1'],
    [3, 'c3'],
    [8, 'c8'],
  ])
  expect(rowsOfFindings([known(10)], [shows('fail')])).toEqual([])
})

test('where room ends, the rows of what failed are whole, and every row keeps its id', () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
  const [set] = rowsOfFindings([known(1000)], [shows('pass', ...rows(0, 500)), shows('fail', ...rows(500, 1000))])
  const whole = set!.rows.filter(({ values }) => values !== null).map(({ row }) => row)
  expect(whole.length).toBe(Math.floor(roomInReport / JSON.stringify(['x'.repeat(1000)]).length))
  expect(whole.every((row) => row >= 500)).toBe(true)
  expect(set!.rows.every(({ row, id }) => id === `c${row}`)).toBe(true)
})

test('once a row has found no room, no later one does', () => {
  const row = (length: number) => ({ row: length, id: null, values: ['x'.repeat(length)] })
  expect(withinRoom([row(10), row(100), row(1)], 50).map(({ values }) => values === null)).toEqual([false, true, true])
})
