import { expect, test } from 'vitest'
import { sniffCsv } from './csv-dialect.ts'

const table = 'a,b,c\n1,x,3\n2,y,4\n'

test.each([
  ['comments', '# made by a tool, on a day\n# of that year\n', 2],
  ['a title and an empty line', 'Sales of the year\n\n', 2],
  ['empty lines', '\n\n', 2],
  ['other ends of lines', 'Sales\r\n\r\nof the year\r\n', 3],
])('%s before the header are skipped', (_what, preamble, lines) => {
  expect(sniffCsv(preamble + table, true)).toMatchObject({ skippedLines: lines, header: true, names: ['a', 'b', 'c'] })
})

test('the delimiter that Excel tells is taken', () => {
  const dialect = sniffCsv('sep=;\na;b\n1,5;2\n', true)
  expect(dialect).toMatchObject({ delimiter: ';', skippedLines: 1, names: ['a', 'b'] })
})

test.each([
  ['a header that is a comment', '#a,b,c\n1,x,3\n', ['#a', 'b', 'c']],
  ['one column', 'name\nx\ny\n', ['name']],
  ['a name that holds a line end', '"a\nb",c\n1,2\n', ['a\nb', 'c']],
])('%s is no preamble', (_what, text, names) => {
  expect(sniffCsv(text, true)).toMatchObject({ skippedLines: 0, names })
})

test.each([
  ['^', 'a^b\n1^2\n'],
  ['\u0001', 'a\u0001b\n1\u00012\n'],
  [' ', 'a b c\n1 2 3\n4 5 6\n'],
])('the rare delimiter %j is found where no usual one splits', (delimiter, text) => {
  expect(sniffCsv(text, true)?.delimiter).toBe(delimiter)
})

test('words are no columns', () => {
  expect(sniffCsv('place\nNew York\nLos Angeles\n', true)?.names).toEqual(['place'])
})

test.each([
  ['"', '"a", "b"\n"1", "x"\n', ['a', 'b']],
  ["'", "'a','b'\n'1','x'\n", ['a', 'b']],
])('quotes %s that DuckDB does not take for quotes are seen', (quote, text, names) => {
  expect(sniffCsv(text, true)).toMatchObject({ wrappedIn: quote, names })
  expect(sniffCsv(table, true)?.wrappedIn).toBeNull()
})
