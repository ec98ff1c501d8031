import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { valueAt } from '../core/frame.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

// The leading letter keeps texts from being numbers, dates or markers of missing; the last one keeps spaces inside.
const text = fc
  .string({
    unit: fc.constantFrom('a', 'Ž', '😀', ' ', ',', ';', '"', "'", '\n', '\r\n', '\t', '|', '\\', '_', '%'),
    maxLength: 8,
  })
  .map((inner) => `q${inner}q`)
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const cell = { number: fc.option(number), text: fc.option(text) }
const name = fc.constantFrom(
  'a',
  'A',
  'Straße',
  'x y',
  'q"uote',
  '__proto__',
  'c0',
  'row_number',
  'select',
  'b;c',
  'd,e',
)

const table = fc
  .record({ names: fc.uniqueArray(name, { minLength: 2, maxLength: 5 }), rows: fc.integer({ min: 2, max: 15 }) })
  .chain(({ names, rows }) =>
    fc.tuple(
      fc.constant(names),
      fc.tuple(
        ...names.map((_, i) =>
          fc.array<string | number | null>(i % 2 === 0 ? cell.number : cell.text, { minLength: rows, maxLength: rows }),
        ),
      ),
    ),
  )

test('any table written as CSV is read back', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async ([names, columns], delimiter) => {
      const path = join(folder, 'table.csv')
      writeFileSync(path, written(names, columns, delimiter))
      const format = { delimiter, header: true }
      const options = {
        task: 'multiclass',
        protected: [],
        ignore: [],
        columns: {},
        rowBudget: 1000,
        seed: 1,
        format,
      } as const
      const data = await readData({ ...options, evaluation: path })
      await data.close()
      for (const [i, expected] of columns.entries()) {
        const column = data.evaluation.frame.columns.get(names[i]!)
        // A column without a value is ignored.
        if (column === undefined) expect(expected.every((value) => value === null)).toBe(true)
        else expect(expected.map((_, row) => valueAt(column, row))).toEqual(expected)
      }
    }),
    { numRuns: 60 },
  )
})

function written(
  names: readonly string[],
  columns: readonly (readonly (string | number | null)[])[],
  delimiter: string,
) {
  const quoted = (value: string | number | null) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`)
  const rows = columns[0]!.map((_, row) => columns.map((column) => quoted(column[row]!)))
  return [names.map(quoted), ...rows].map((row) => `${row.join(delimiter)}\n`).join('')
}
