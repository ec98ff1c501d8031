import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lines = Array.from({ length: 300 }, (_, row) => `${row},city ${row % 7},${row % 3}`)

async function read(name: string, changed: (line: string, row: number) => string) {
  const evaluation = join(folder, name)
  writeFileSync(evaluation, ['n,city,site', ...lines.map(changed), ''].join('\n'))
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  const data = await readData({ ...options, evaluation })
  await data.close()
  return data
}

const opened = (line: string) => line.replace('city', '"city')

test.each([
  ['once', [40]],
  ['twice, far apart', [40, 250]],
  ['in neighbouring lines', [40, 41]],
])('a quote that is not closed, %s, loses no rows in silence', async (_how, rows) => {
  const reading = read('quote.csv', (line, row) => (rows.includes(row) ? opened(line) : line))
  await expect(reading).rejects.toMatchObject({
    code: 'DATA_UNREADABLE',
    message: expect.stringMatching(/quote that opens in line 42 is not closed/),
  })
})

test('a quote that is not closed in the last line costs that line', async () => {
  const data = await read('last.csv', (line, row) => (row === 299 ? opened(line) : line))
  expect(data.evaluation.rows).toBe(299)
  expect(data.warnings).toContain('evaluation: 1 line was dropped because its fields do not fit the columns (line 301)')
})

test('a few lines that do not fit are dropped and told, many are an error', async () => {
  const broken = (every: number) => (line: string, row: number) => (row % every === 0 ? `${line},more` : line)
  const data = await read('few.csv', broken(20))
  expect(data.evaluation.rows).toBe(285)
  expect(data.warnings).toContain(
    'evaluation: 15 lines were dropped because their fields do not fit the columns (line 2, 22, 42, 62, 82, …)',
  )
  await expect(read('many.csv', broken(8))).rejects.toThrow(/38 of 300 lines do not fit the columns/)
})
