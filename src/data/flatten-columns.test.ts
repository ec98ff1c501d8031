import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { valueAt } from '../core/frame.ts'
import { Database, literal } from './duckdb.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(name: string, rows: readonly object[] | null, rowBudget = 1000) {
  const evaluation = join(folder, name)
  if (rows !== null) writeFileSync(evaluation, rows.map((row) => JSON.stringify(row)).join('\n'))
  const options = { task: 'multiclass', protected: [], ignore: [], columns: {}, seed: 1 } as const
  const data = await readData({ ...options, evaluation, rowBudget })
  await data.close()
  const { frame } = data.evaluation
  const values = [...frame.columns].map(([column, held]) => [
    column,
    Array.from({ length: frame.rowCount }, (_, row) => valueAt(held, row)),
  ])
  return { values: Object.fromEntries(values) as Record<string, unknown[]>, warnings: data.warnings }
}

test('fields of objects are columns', async () => {
  const { values } = await read('nested.jsonl', [
    { n: 1, at: { place: 'Oslo', geo: { lat: 59.9 } } },
    { n: 2, at: { place: "L'Aquila", geo: { lat: 42.3 } } },
    { n: 3, at: null },
  ])
  expect(values).toEqual({ n: [1, 2, 3], 'at.place': ['Oslo', "L'Aquila", null], 'at.geo.lat': [59.9, 42.3, null] })
})

test('a field that is named like a column beside it is told', async () => {
  const rows = [
    { 'a.b': 1, a: { b: 2 } },
    { 'a.b': 1, a: { b: 2 } },
  ]
  await expect(read('twice.jsonl', rows)).rejects.toMatchObject({ code: 'DATA_DUPLICATE_COLUMN' })
})

test.each([1000, 2])('numbers that are texts in some rows are numbers, with a budget of %i rows', async (budget) => {
  const rows = [{ n: 1.5 }, { n: '2' }, { n: 3 }, { n: null }]
  const { values } = await read(`mixed-${budget}.jsonl`, rows, budget)
  expect(values['n']).toEqual(budget === 1000 ? [1.5, 2, 3, null] : expect.any(Array))
  expect(values['n']!.every((value) => value === null || typeof value === 'number')).toBe(true)
})

test('objects among texts are not read, and it is said', async () => {
  const { values, warnings } = await read('objects.jsonl', [
    { n: 1, x: 'a' },
    { n: 2, x: { b: 1 } },
  ])
  expect(values).toEqual({ n: [1, 2] })
  expect(warnings).toContain('x is ignored: lists, maps and bytes are not read')
})

test('fields of structures in Parquet are columns, whatever they are called', async () => {
  const database = await Database.open()
  const connection = await database.connect()
  const path = join(folder, 'struct.parquet')
  const select = `SELECT {'it''s': 1 + i, 'B': {'c': 'x' || i}} AS s FROM range(3) AS t(i)`
  await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`)
  await database.close()
  expect((await read('struct.parquet', null)).values).toEqual({ "s.it's": [1, 2, 3], 's.B.c': ['x0', 'x1', 'x2'] })
})

test('one object of columns is told from rows', async () => {
  const columns = { n: { 0: 1, 1: 2 }, place: { 0: 'Oslo', 1: 'Lima' } }
  await expect(read('columns.json', [columns])).rejects.toThrow(/one object or list instead of rows; write one object/)
})
