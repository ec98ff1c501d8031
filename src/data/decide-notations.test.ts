import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import type { DataOptions } from './options.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function write(values: readonly string[], delimiter: string, more: string): string {
  const path = join(folder, `${files++}.csv`)
  const lines = values.map((value, row) => [`"${value}"`, `k${row % 3}`, more].join(delimiter))
  writeFileSync(path, [['x', 'k', 'y'].join(delimiter), ...lines, ''].join('\n'))
  return path
}

const base = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const

interface Case extends Partial<DataOptions> {
  readonly delimiter?: string
  /** Values of the column y beside it. */
  readonly beside?: string
  readonly known?: readonly string[]
}

/** Reads a column of texts, and tells what it was taken for. */
async function read(values: readonly string[], { delimiter = ',', beside = '1', known, ...options }: Case = {}) {
  const reference = known === undefined ? {} : { reference: write(known, delimiter, beside) }
  const data = await readData({ ...base, ...options, ...reference, evaluation: write(values, delimiter, beside) })
  await data.close()
  const { kind, role } = data.schema.columns.find(({ name }) => name === 'x')!
  const column = columnOf(data.evaluation.frame, 'x')
  const seen = values.map((_, row) => valueAt(column, row))
  return { kind, role, seen, decisions: data.decisions, warnings: data.warnings }
}

describe('numbers', () => {
  test.each<[string, readonly string[], readonly (number | null)[], RegExp]>([
    ['thousands', ['1,234.50', '12', '-7,000', 'NA'], [1234.5, 12, -7000, null], /commas between thousands in x/],
    ['gaps', ['1 234.5', '12', '7\u00a0000'], [1234.5, 12, 7000], /gaps between thousands in x/],
    ['apostrophes', ["1'234.5", '12'], [1234.5, 12], /gaps/],
    [
      'dollars',
      ['$1,234.50', '-$3', '$0.99'],
      [1234.5, -3, 0.99],
      /commas between thousands in x, as in "\$1,234\.50"/,
    ],
    ['euros', ['12.5 €', '3 €'], [12.5, 3], /currency signs/],
    ['percent, as they are written', ['12.5%', '3 %'], [12.5, 3], /percent signs/],
    ['brackets for a minus', ['(12.5)', '3'], [-12.5, 3], /brackets/],
    ['decimal commas', ['1.234,50', '12', '0,5'], [1234.5, 12, 0.5], /decimal commas in x, as in "1\.234,50"/],
    ['a comma that comes late', [...Array(600).fill('7'), '1,234,567'], [...Array(600).fill(7), 1234567], /thousands/],
  ])('%s', async (_what, values, expected, told) => {
    const { kind, seen, decisions } = await read(values)
    expect({ kind, seen }).toEqual({ kind: 'number', seen: expected })
    expect(decisions).toContainEqual(expect.stringMatching(told))
  })

  test('what one column leaves open another tells, and then the delimiter', async () => {
    expect((await read(['1,234', '2,345'])).seen).toEqual([1234, 2345])
    expect((await read(['1,234', '2,345'], { delimiter: ';' })).seen).toEqual([1.234, 2.345])
    expect((await read(['1,234', '2,345'], { beside: '"7,5"' })).seen).toEqual([1.234, 2.345])
    expect((await read(['1.234', '2.345'], { beside: '"7,5"' })).seen).toEqual([1234, 2345])
    expect((await read(['1.234', '2.345'])).seen).toEqual([1.234, 2.345])
  })

  test.each<[string, readonly string[], Case]>([
    ['codes with a leading zero', ['01,234', '5'], {}],
    ['one text that is no number', ['1,234', 'many'], {}],
    ['groups of other sizes', ['1,23,456', '5.5'], {}],
    ['a kind that was pinned', ['1,234', '5'], { columns: { x: { kind: 'category' } } }],
    ['classes', ['1,234', '5'], { label: 'x', task: 'multiclass' }],
  ])('%s stay texts', async (_what, values, options) => {
    expect((await read(values, options)).seen).toEqual(values)
  })
})

describe('dates', () => {
  const day = '2024-12-31T00:00:00.000Z'
  const afternoon = '2024-12-31T13:05:00.000Z'
  test.each<[string, string, string]>([
    ['day first', '31/12/2024', day],
    ['month first', '12/31/2024', day],
    ['full stops', '31.12.2024', day],
    ['two digits of the year', '31-12-24', day],
    ['names of months', '31-Dec-2024', day],
    ['long names', 'December 31, 2024', day],
    ['a time of day', '31/12/2024 13:05', afternoon],
    ['half days', '12/31/2024 1:05:00 PM', afternoon],
    ['a zone', '2024-12-31 02:00:00 +0200', day],
    ['mail', 'Tue, 31 Dec 2024 00:00:00 GMT', day],
    ['C', 'Tue Dec 31 00:00:00 2024', day],
  ])('%s: %s', async (_what, text, expected) => {
    const { kind, seen, decisions } = await read([text, 'NA', text])
    expect({ kind, seen }).toEqual({ kind: 'time', seen: [expected, null, expected] })
    expect(decisions).toContainEqual(expect.stringMatching(/dates.* in x, as in/))
  })

  const open = ['03/05/2024', '01/02/2024']

  test('what nothing tells stays a text, with a warning', async () => {
    const { kind, warnings } = await read(open)
    expect(kind).toBe('category')
    expect(warnings).toContainEqual(expect.stringMatching(/x: whether "03\/05\/2024" begins with the day or the month/))
  })

  test('the other set may tell', async () => {
    expect((await read(open, { known: ['31/12/2024', '01/01/2024'] })).seen[0]).toBe('2024-05-03T00:00:00.000Z')
    expect((await read(open, { known: ['12/31/2024', '01/01/2024'] })).seen[0]).toBe('2024-03-05T00:00:00.000Z')
  })

  test.each([
    ['a month without a day', ['12/2024', '11/2024']],
    ['a day that is in no calendar', ['31/12/2024', '31/02/2024']],
    ['versions', ['1.2.3', '10.2.3']],
  ])('%s makes no dates', async (_what, values) => {
    expect((await read(values)).seen).toEqual(values)
  })
})

describe('markers of missing', () => {
  test('some words mean it among numbers and times only', async () => {
    expect((await read(['1', 'na', '3', 'Unknown'])).seen).toEqual([1, null, 3, null])
    expect((await read(['2024-12-31', 'n.a.', '2024-12-30'])).seen[1]).toBeNull()
    expect((await read(['red', 'unknown', 'blue'])).seen[1]).toBe('unknown')
    expect((await read(['unknown', 'none', 'unknown'])).seen[1]).toBe('none')
    expect((await read(['1', 'na'], { missing: ['-1'] })).seen).toEqual(['1', 'na'])
  })

  test('a word among the numbers of one set is a value among the words of the other', async () => {
    expect((await read(['7', 'none', '9'], { known: ['red', 'none', '7'] })).seen).toEqual(['7', 'none', '9'])
  })
})

test('a column of mostly numbers is told with what stands between them', async () => {
  const values = Array.from({ length: 60 }, (_, row) => (row % 4 === 0 ? 'tall' : String(row)))
  const { warnings } = await read(values)
  expect(warnings).toContainEqual(expect.stringMatching(/x: most values are numbers, but not "tall"/))
  const codes = ['0', '1', '2', '3+']
  expect((await read([...codes, ...codes])).warnings).not.toContainEqual(expect.stringMatching(/numbers, but not/))
})
