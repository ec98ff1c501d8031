import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sniffCsv } from './csv-dialect.ts'
import { parseRows } from './csv-rows.ts'

const field = fc.string({
  unit: fc.constantFrom('a', 'b', '1', ' ', ',', ';', '\t', '|', '"', '\n', 'é', '.'),
  maxLength: 6,
})
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 20 }))
const delimiter = fc.constantFrom(',', ';', '\t', '|')

test('parses what was quoted', () => {
  fc.assert(
    fc.property(table, delimiter, (rows, mark) => {
      const parsed = parseRows(written(rows, mark), true, mark, '"')
      expect(parsed).toEqual(rows.map((fields) => ({ fields, malformed: false })))
    }),
  )
})

test('finds the delimiter of plain tables', () => {
  const word = fc.constantFrom('x', 'yy', '12', '3.5', 'two words', '')
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 6 })
        .chain((width) =>
          fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 30 }),
        ),
      delimiter,
      (rows, mark) => {
        expect(sniffCsv(written(rows, mark), true)?.delimiter).toBe(mark)
      },
    ),
  )
})

test.each([
  ['names over numbers', 'a,b\n1,2\n', true],
  ['names over texts', 'city,country\nWien,AT\nGraz,AT\n', true],
  ['a number in the first line', 'a,1\nb,2\n', false],
  ['a text that comes again below', 'yes,red\nno,blue\nyes,red\n', false],
  ['a running count', '0,1,2\n7,8,9\n', true],
  ['one column', 'name\nx\ny\n', true],
])('tells a header: %s', (_, text, header) => {
  expect(sniffCsv(text, true)?.header).toBe(header)
})

test('takes what the options say', () => {
  expect(sniffCsv('a,b\n1,2\n', true, { header: false })).toMatchObject({
    header: false,
    names: ['column0', 'column1'],
  })
  expect(sniffCsv('1;2,3\n4;5,6\n', true, { delimiter: ',' })).toMatchObject({ delimiter: ',' })
  expect(sniffCsv('x,y\n1,2\n', true, { columns: ['x', 'y'] })).toMatchObject({ header: true })
  expect(sniffCsv('1,2\n3,4\n', true, { columns: ['x', 'y'] })).toMatchObject({ header: false, names: ['x', 'y'] })
})

test('is nothing for a text without lines', () => {
  expect(sniffCsv('', true)).toBeNull()
  expect(sniffCsv('\n\r\n\n', true)).toBeNull()
})

test('ignores a line that the sample breaks off', () => {
  expect(parseRows('a,b\n1,2\n3', false, ',', '"')).toHaveLength(2)
  expect(parseRows('a,b', false, ',', '"')).toHaveLength(1)
})

function written(rows: readonly (readonly string[])[], mark: string): string {
  const quoted = (text: string) =>
    /["\n]/.test(text) || text.includes(mark) || text === '' ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((row) => `${row.map(quoted).join(mark)}\n`).join('')
}
