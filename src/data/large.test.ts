import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnOf, takeRows } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import type { ColumnProfile, Profile } from '../core/profile.ts'
import { Database, literal } from './duckdb.ts'
import { openSource } from './open-source.ts'
import type { LoadedSet } from './options.ts'
import { planColumns } from './plan-columns.ts'
import { profileSource } from './profile-source.ts'
import { readData } from './read-data.ts'
import { readSample } from './read-sample.ts'

// Files above the row budget: a sample is loaded, and the profile is made in SQL over all rows.
const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const rows = 20_000
const options = { task: 'multiclass', protected: [], ignore: [], columns: {}, seed: 5 } as const
const paths = {
  uniform: join(folder, 'uniform.parquet'),
  ragged: join(folder, 'ragged.parquet'),
  csv: join(folder, 'rows.csv'),
  json: join(folder, 'rows.jsonl'),
}

beforeAll(async () => {
  const database = await Database.open()
  const connection = await database.connect()
  await connection.run(`
    CREATE TABLE made AS SELECT
      sin(i) * 1000 AS wave,
      CASE WHEN i % 7 = 0 THEN NULL ELSE (i * 7919) % 1000 END AS whole,
      1e9 + i % 3 AS far,
      5 AS same,
      CASE i % 5 WHEN 0 THEN '?' WHEN 1 THEN 'red' ELSE 'blue' END AS colour,
      'text number ' || i || ' that is long enough to be free text' AS words,
      i % 2 = 0 AS flag,
      TIMESTAMP '2024-01-01' + to_seconds(i) AS moment
    FROM range(${rows}) AS r(i)`)
  await connection.run(`COPY made TO ${literal(paths.uniform)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`)
  // Groups of different sizes, as writers that go by bytes make them.
  const parts = [3000, 5000, 1000, 11_000].map((size, i, sizes) => {
    const start = sizes.slice(0, i).reduce((sum, each) => sum + each, 0)
    return { path: join(folder, `part${i}.parquet`), start, size }
  })
  await connection.run(`COPY made TO ${literal(paths.csv)}`)
  await connection.run(`COPY made TO ${literal(paths.json)} (FORMAT json)`)
  await connection.run('SET threads = 1')
  for (const { path, start, size } of parts) {
    await connection.run(`COPY (SELECT * FROM made LIMIT ${size} OFFSET ${start}) TO ${literal(path)} (FORMAT parquet)`)
  }
  await database.close()
})

async function loadSet(path: string, rowBudget: number): Promise<LoadedSet> {
  const data = await readData({ ...options, rowBudget, evaluation: path })
  await data.close()
  return data.evaluation
}

test.each(Object.entries(paths).filter(([name]) => name !== 'ragged'))(
  'of %s a sample is loaded, the same rows as of the whole',
  async (_, path) => {
    const whole = await loadSet(path, rows)
    const sample = await loadSet(path, 1500)
    expect(whole.rowNumbers).toBeNull()
    expect(sample).toMatchObject({ rows, frame: { rowCount: 1500 } })
    const numbers = sample.rowNumbers!
    expect([...numbers]).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(takeRows(whole.frame, numbers)).toEqual(sample.frame)
  },
)

test('the sample depends on the seed, and on the row number alone', async () => {
  const parquet = await loadSet(paths.uniform, 1500)
  const csv = await loadSet(paths.csv, 1500)
  expect(csv.rowNumbers).toEqual(parquet.rowNumbers)
  const other = await readData({ ...options, seed: 6, rowBudget: 1500, evaluation: paths.uniform })
  await other.close()
  const shared = new Set(parquet.rowNumbers!).intersection(new Set(other.evaluation.rowNumbers!)).size
  // 1500²/20000 = 112.5 are expected in both, with a standard deviation of 9.4; five of those either way.
  expect(Math.abs(shared - 112.5)).toBeLessThan(47)
})

test('every part of the file is sampled alike', async () => {
  const { rowNumbers } = await loadSet(paths.uniform, 4000)
  const quarters = new Float64Array(4)
  for (const row of rowNumbers!) quarters[Math.floor((row * 4) / rows)]!++
  // 1000 expected in each with a standard deviation of 24.5; five of those either way.
  for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(123)
})

test.each(['uniform', 'csv', 'json'] as const)('the profile of %s is that of all rows', async (name) => {
  const whole = (await loadSet(paths[name], rows)).profile
  const sampled = (await loadSet(paths[name], 1500)).profile
  expectSameProfile(sampled, whole)
})

function expectSameProfile(sampled: Profile, whole: Profile): void {
  expect(sampled.rows).toBe(whole.rows)
  for (const [i, expected] of whole.columns.entries()) {
    const found = sampled.columns[i]!
    const { mean, standardDeviation, distinct, distinctIsEstimate, ...exact } = expected
    expect(found).toMatchObject(exact)
    if (found.distinctIsEstimate) expect(Math.abs(found.distinct / distinct - 1)).toBeLessThan(0.25)
    else expect(found.distinct).toBe(distinct)
    expect(distinctIsEstimate).toBe(false)
    if (mean === null) continue
    expect(Math.abs(found.mean! - mean)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(mean), standardDeviation!))
    expect(Math.abs(found.standardDeviation! - standardDeviation!)).toBeLessThanOrEqual(1e-11 * standardDeviation!)
  }
}

test.each(['uniform', 'csv'] as const)('%s gives the same digits for any number of threads', async (name) => {
  const results = []
  for (const threads of [1, 2, 3, 8]) results.push(await withThreads(paths[name], threads))
  for (const result of results) expect(result).toEqual(results[0])
})

test('a text file of several row groups gives the same digits for any number of threads', async () => {
  const path = join(folder, 'groups.csv')
  const database = await Database.open()
  const connection = await database.connect()
  // Three row groups, and more different texts than are listed one by one.
  await connection.run(`
    COPY (SELECT sin(i) AS wave, i % 977 AS whole, 'k' || (i * 7) AS key, 'a text of some length, number ' || i AS words
      FROM range(300000) AS r(i)) TO ${literal(path)}`)
  await database.close()
  const [one, many] = [await withThreads(path, 1), await withThreads(path, 4)]
  expect(many).toEqual(one)
  expect(one.profile.columns.map(({ distinctIsEstimate }) => distinctIsEstimate)).toEqual([true, true, true, true])
})

test('row groups of different sizes give the same digits, too', async () => {
  const glob = join(folder, 'part*.parquet')
  const database = await Database.open()
  const connection = await database.connect()
  await connection.run('SET threads = 1; SET preserve_insertion_order = false')
  await connection.run(
    `COPY (SELECT * FROM read_parquet(${literal(glob)})) TO ${literal(paths.ragged)} (FORMAT parquet, ROW_GROUP_SIZE_BYTES '300KB')`,
  )
  const groups = await connection.rows(
    `SELECT DISTINCT row_group_num_rows FROM parquet_metadata(${literal(paths.ragged)})`,
  )
  await database.close()
  expect(groups.length).toBeGreaterThan(1)
  const [one, many] = [await withThreads(paths.ragged, 1), await withThreads(paths.ragged, 4)]
  expect(many).toEqual(one)
  expectSameProfile(many.profile, (await loadSet(paths.ragged, rows)).profile)
})

/** What is loaded of a file above the budget by a database with that many threads. */
async function withThreads(path: string, threads: number): Promise<{ frame: Frame; profile: Profile }> {
  const database = await Database.open()
  const connection = await database.connect()
  await connection.run(`SET threads = ${threads}`)
  const opening = { role: 'evaluation', table: 'evaluation', format: {}, folder: database.folder, rowBudget: 1500 }
  const source = await openSource(connection, path, null, opening)
  const set = { role: 'evaluation', source, connection } as const
  const plan = await planColumns({ ...options, rowBudget: 1500, evaluation: path }, null, set)
  const { frame } = await readSample(connection, source, plan.readings, 1500, 5)
  const profile = await profileSource(set, plan.readings, plan.facts.evaluation!, frame)
  await database.close()
  return { frame, profile }
}

test('NaN is missing and infinity is left out of the summary', async () => {
  const path = join(folder, 'spoilt.parquet')
  const database = await Database.open()
  const connection = await database.connect()
  await connection.run(`
    COPY (SELECT CASE i % 10 WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN 'inf'::DOUBLE WHEN 2 THEN NULL ELSE i % 10 END AS x,
      i AS i, CASE i % 2 WHEN 0 THEN 1e308 ELSE -1e308 END AS huge FROM range(5000) AS r(i)) TO ${literal(path)} (FORMAT parquet)`)
  await database.close()
  const whole = (await loadSet(path, 5000)).profile.columns[0]!
  const [sampled, integers, huge] = (await loadSet(path, 500)).profile.columns as [
    ColumnProfile,
    ColumnProfile,
    ColumnProfile,
  ]
  expect(whole).toMatchObject({ missing: 1000, min: 3, max: 9, mean: 6, distinct: 8 })
  expect(sampled).toMatchObject({ missing: 1000, min: 3, max: 9, distinctIsEstimate: true })
  expect(sampled.mean).toBeCloseTo(6, 12)
  expect(sampled.standardDeviation).toBeCloseTo(whole.standardDeviation!, 12)
  // The variance of 0 to n - 1 is n (n + 1) / 12.
  expect(integers).toMatchObject({ mean: 2499.5, standardDeviation: Math.sqrt((5000 * 5001) / 12) })
  expect(huge).toMatchObject({ min: -1e308, max: 1e308, standardDeviation: null })
})

test('a sampled set shares its dictionary with a whole one', async () => {
  const data = await readData({ ...options, rowBudget: 1500, reference: paths.uniform, evaluation: paths.csv })
  await data.close()
  expect(data.decisions).toContain(
    'reference: 1,500 of 20,000 rows are loaded (seed 5); profiles and whole-row comparisons see all of them',
  )
  const [known, asked] = [data.reference!.frame, data.evaluation.frame].map((frame) => columnOf(frame, 'colour'))
  expect(known).toMatchObject({ kind: 'category', dictionary: ['blue', 'red'] })
  expect(known).toEqual(asked)
})
