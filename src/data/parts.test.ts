import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import { Database, literal } from './duckdb.ts'
import type { DataOptions, LoadedData } from './options.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

let folders = 0
type Files = Readonly<Record<string, string | Uint8Array>>
function write(files: Files): string {
  const place = join(folder, String(folders++))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true })
    writeFileSync(join(place, name), content)
  }
  return place
}

async function writeParquet(queries: Readonly<Record<string, string>>): Promise<string> {
  const place = write(Object.fromEntries(Object.keys(queries).map((name) => [name, ''])))
  const database = await Database.open()
  const connection = await database.connect()
  for (const [name, query] of Object.entries(queries)) {
    await connection.run(`COPY (${query}) TO ${literal(join(place, name))} (FORMAT parquet)`)
  }
  await database.close()
  return place
}

async function read(evaluation: string, more: Partial<DataOptions> = {}) {
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  const data = await readData({ ...options, ...more, evaluation })
  await data.close()
  return data
}

const values = ({ evaluation: { frame } }: LoadedData, name: string) =>
  Array.from({ length: frame.rowCount }, (_, row) => valueAt(columnOf(frame, name), row))

test('a folder of parts is one table, in the order of the names, without what engines leave beside them', async () => {
  const place = write({
    'part-00001.csv': 'n,job\n3,cook\n4,smith\n',
    'part-00000.csv.gz': gzipSync('job,n\nclerk,1\nclerk,2\n'),
    'part-00002.csv': 'n,job\n',
    _SUCCESS: '',
    '.part-00000.csv.crc': 'crc',
    'README.md': '# about',
    '_temporary/0/part-9.csv': 'n,job\n9,none\n',
  })
  const data = await read(place)
  expect(values(data, 'n')).toEqual([1, 2, 3, 4])
  expect(values(data, 'job')).toEqual(['clerk', 'clerk', 'cook', 'smith'])
  expect(data.evaluation).toMatchObject({
    path: place,
    rows: 4,
    parts: [
      { file: 'part-00000.csv.gz', rows: 2 },
      { file: 'part-00001.csv', rows: 2 },
    ],
  })
  expect(data.evaluation.format).toMatch(/2 parts$/)
  expect(data.decisions).toContain(
    'evaluation: 2 parts in the order of their names: part-00000.csv.gz (rows 0 to 1), part-00001.csv (rows 2 to 3)',
  )
  expect(data.decisions).toContain('evaluation: 1 part without rows left out')
  expect(data.decisions).toContain('evaluation: no data, and left aside: README.md')
})

test('the hash of parts is that of what sha256sum prints for them', async () => {
  const parts = { 'a.csv': 'n\n1\n2\n', 'b/c.csv': 'n\n3\n4\n' }
  const sum = (text: string) => createHash('sha256').update(text).digest('hex')
  const printed = Object.entries(parts).map(([name, text]) => `${sum(text)}  ${name}\n`)
  expect((await read(write(parts))).evaluation.sha256).toBe(sum(printed.join('')))
})

test('a pattern names parts, and a file of that very name is that file', async () => {
  const place = write({
    'part-0.csv': 'n\n1\n2\n',
    'part-1.csv': 'n\n3\n4\n',
    'other.csv': 'n\n5\n6\n',
    'data[1].csv': 'n\n7\n8\n',
    'data1.csv': 'n\n9\n9\n',
  })
  expect(values(await read(join(place, 'part-*.csv')), 'n')).toEqual([1, 2, 3, 4])
  expect(values(await read(join(place, 'data[1].csv')), 'n')).toEqual([7, 8])
  await expect(read(join(place, 'none-*.csv'))).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' })
})

test('folders named after values are columns', async () => {
  const files = {
    'year=2023/city=S%C3%A3o Paulo/p.csv': 'n\n1\n2\n',
    'year=2024/city=__HIVE_DEFAULT_PARTITION__/p.csv': 'n\n3\n4\n',
  }
  const data = await read(write(files))
  expect(values(data, 'year')).toEqual([2023, 2023, 2024, 2024])
  expect(values(data, 'city')).toEqual(['São Paulo', 'São Paulo', null, null])
  expect(data.decisions).toContain('evaluation: year, city read from the names of the folders')
  const one = await read(join(write(files), 'year=*/city=S*'))
  expect(values(one, 'year')).toEqual([2023, 2023])
})

test('parts of Parquet may lack a column or widen a type, and both are told', async () => {
  const place = await writeParquet({
    'a.parquet': "SELECT 1 AS n, 'x' AS s FROM range(2)",
    'b.parquet': 'SELECT 2.5 AS n FROM range(2)',
    'c.parquet': "SELECT 'x' AS s, 3::BIGINT AS n FROM range(1)",
  })
  const data = await read(place)
  expect(values(data, 'n')).toEqual([1, 1, 2.5, 2.5, 3])
  expect(values(data, 's')).toEqual(['x', 'x', null, null, 'x'])
  expect(data.warnings).toContain('evaluation: 1 part without the column s (2 rows)')
})

test('a column named as DuckDB names row numbers is a column', async () => {
  const place = await writeParquet({ 'a.parquet': 'SELECT 10 - range AS file_row_number, range AS n FROM range(3)' })
  expect(values(await read(join(place, 'a.parquet')), 'file_row_number')).toEqual([10, 9, 8])
  expect(values(await read(place, { rowBudget: 2 }), 'n')).toHaveLength(2)
})

test('JSON parts leave out keys; a value that is text in one and a number in another is text', async () => {
  const data = await read(
    write({
      '0.json': '{"a": 1, "b": null, "c": 1}\n{"a": 2, "b": null, "c": 2}\n',
      '1.json': '{"b": 5, "c": "many"}\n{"a": 4, "b": 6, "c": "few"}\n',
    }),
  )
  expect(values(data, 'a')).toEqual([1, 2, null, 4])
  expect(values(data, 'b')).toEqual([null, null, 5, 6])
  expect(values(data, 'c')).toEqual(['1', '2', 'many', 'few'])
  expect(data.warnings).toContain('evaluation: c is a number in 0.json, a string in 1.json, and is read as text')
})

test('more rows than the budget are sampled over all parts, by their numbers in all of them', async () => {
  const queries = [0, 1, 2].map((part) => [
    `p${part}.parquet`,
    `SELECT (range + ${part * 1000})::BIGINT AS n, range / 7 AS x FROM range(1000)`,
  ])
  const data = await read(await writeParquet(Object.fromEntries(queries)), { rowBudget: 500 })
  expect(data.evaluation.frame.rowCount).toBe(500)
  expect(values(data, 'n')).toEqual([...data.evaluation.rowNumbers!])
  expect(data.evaluation.profile.columns[0]).toMatchObject({ min: 0, max: 2999 })
})

test('Parquet parts have the profile, the rows and the repeats of one file', async () => {
  const rows = (from: number, to: number) =>
    `SELECT (range * 7919) % 1009 AS n, 1.0 / (range + 1) AS x, 'k' || range % 13 AS k FROM range(${from}, ${to})`
  const parts = await writeParquet({
    '0.parquet': rows(0, 900),
    '1.parquet': rows(900, 1000),
    '2.parquet': rows(1000, 4000),
  })
  const one = await writeParquet({ 'all.parquet': rows(0, 4000) })
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, seed: 1 } as const
  for (const rowBudget of [5000, 1500]) {
    const [some, whole] = await Promise.all(
      [parts, join(one, 'all.parquet')].map((evaluation) => readData({ ...options, rowBudget, evaluation })),
    )
    expect(some!.evaluation.frame).toEqual(whole!.evaluation.frame)
    expect(some!.evaluation.rowNumbers).toEqual(whole!.evaluation.rowNumbers)
    expect(some!.schema).toEqual(whole!.schema)
    const [mine, theirs] = [some!, whole!].map(({ evaluation }) => evaluation.profile.columns)
    for (const [i, { mean, standardDeviation, ...rest }] of mine!.entries()) {
      const { mean: wholeMean, standardDeviation: wholeSpread, ...others } = theirs![i]!
      expect(rest).toEqual(others)
      expect(mean ?? 0).toBeCloseTo(wholeMean ?? 0, 10)
      expect(standardDeviation ?? 0).toBeCloseTo(wholeSpread ?? 0, 10)
    }
    expect(await some!.evaluation.queries.duplicates(['n', 'k'])).toEqual(
      await whole!.evaluation.queries.duplicates(['n', 'k']),
    )
    await Promise.all([some!.close(), whole!.close()])
  }
})

test.each<[string, Files, RegExp]>([
  [
    'a part with another header',
    { 'a.csv': 'n,m\n1,2\n', 'b.csv': 'n,k\n1,2\n' },
    /b\.csv.*no column "m", which a\.csv/,
  ],
  ['a part that is broken', { 'a.json': '{"n": 1}\n', 'b.json': '{"n": \n' }, /b\.json could not be read/],
  ['two kinds', { 'a.csv': 'n\n1\n', 'b.jsonl': '{"n": 1}\n' }, /a\.csv and b\.jsonl are files of two kinds/],
  ['two sets', { 'train/0.csv': 'n\n1\n', 'test/0.csv': 'n\n1\n' }, /train\/0\.csv and test\/0\.csv look like two/],
  ['no data', { _SUCCESS: '' }, /holds no data files/],
])('%s is told, and where', async (_, files, says) => {
  await expect(read(write(files))).rejects.toMatchObject({
    code: 'DATA_UNREADABLE',
    message: expect.stringMatching(says),
  })
})

test('a value that does not fit is told with its part', async () => {
  const reference = join(write({ 'r.csv': 'n\n1\n2\n' }), 'r.csv')
  const place = write({ 'a.csv': 'n\n1\n2\n', 'b.csv': 'n\n3\nmany\n' })
  await expect(read(place, { reference })).rejects.toMatchObject({
    code: 'DATA_KIND_DIFFERS',
    message: expect.stringMatching(/"many" in row 2 of b\.csv/),
  })
})

test('parts without any row are empty data', async () => {
  await expect(read(write({ 'a.csv': 'n\n', 'b.csv': '' }))).rejects.toMatchObject({ code: 'DATA_EMPTY' })
})

test('lines that were dropped are told with their part', async () => {
  const data = await read(write({ 'a.csv': 'n,m\n1,2\n3,4\n', 'b.csv': 'n,m\n1,2\n3,4,5\n6,7\n' }))
  expect(data.warnings).toContainEqual(expect.stringMatching(/^evaluation: b\.csv: 1 line was dropped.*line 3/))
})
