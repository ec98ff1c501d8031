import { knownMarkers } from './missing-markers.ts'
import { isNumberText } from './number-text.ts'

/** How a CSV file is written. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
  /** Empty lines before the first one that counts. */
  readonly emptyLines: number
  readonly header: boolean
  readonly names: readonly string[]
  /** Fields of most lines; other than the names when these do not fit the file. */
  readonly width: number
  /** Some values of the sample have surrounding spaces. */
  readonly spaced: boolean
  /** Columns, by position, whose numbers have a decimal comma. */
  readonly decimalCommas: ReadonlySet<number>
}

export interface CsvHints {
  readonly delimiter?: string
  readonly header?: boolean
  readonly columns?: readonly string[]
}

/**
 * The dialect in which the beginning of a file makes most sense: the delimiter that gives most rows the same number
 * of fields, more fields winning over fewer. `whole` tells whether `text` is the whole file. Null when it has no line.
 */
export function sniffCsv(text: string, whole: boolean, hints: CsvHints = {}): CsvDialect | null {
  const delimiters = hints.delimiter === undefined ? [',', ';', '\t', '|'] : [hints.delimiter]
  let best: { delimiter: string; escape: string; agreement: number } | null = null
  for (const delimiter of delimiters) {
    for (const escape of text.includes('\\') ? ['"', '\\'] : ['"']) {
      const agreement = agreementOf(parseRows(text, whole, delimiter, escape, mostCompared))
      // The first of equals stays: a comma before a semicolon, doubled quotes before backslashes.
      if (best === null || agreement > best.agreement + 1e-9) best = { delimiter, escape, agreement }
    }
  }
  const { delimiter, escape } = best!
  const rows = parseRows(text, whole, delimiter, escape, mostParsed)
  if (rows.length === 0) return null
  const width = commonWidth(rows)
  const fitting = rows.map(({ fields }) => fields).filter((fields) => fields.length === width)
  const first = rows[0]!.fields
  const header = hints.header ?? looksLikeHeader(first, fitting.slice(first.length === width ? 1 : 0), hints.columns)
  const below = fitting.slice(header && first.length === width ? 1 : 0)
  const names = hints.columns ?? (header ? headerNames(first, below, width) : counted('column', width))
  return {
    delimiter,
    quote: '"',
    escape,
    emptyLines: [...(/^[\r\n]+/.exec(text)?.[0].matchAll(/\r\n|\r|\n/g) ?? [])].length,
    header,
    names,
    width,
    decimalCommas: new Set(Array.from({ length: width }, (_, i) => i).filter((i) => hasDecimalCommas(below, i))),
    spaced: fitting.some((row) => row.some((field) => field !== trimSpaces(field))),
  }
}

/** The fields of a line. */
export interface ParsedRow {
  readonly fields: readonly string[]
  /** Something stands between a closing quote and the next delimiter. */
  readonly malformed: boolean
}

/** Lines by which delimiters are compared, and from which names and habits are read. */
const mostCompared = 100
const mostParsed = 1000

/** The first complete lines, empty ones left out; at most `most`. */
export function parseRows(
  text: string,
  whole: boolean,
  delimiter: string,
  escape: string,
  most = mostParsed,
): readonly ParsedRow[] {
  const rows: ParsedRow[] = []
  let fields: string[] = []
  let malformed = false
  let at = 0
  while (at < text.length && rows.length < most) {
    const field = text[at] === '"' ? quotedField(text, at, escape) : null
    const start = field === null ? at : field.end
    let end = start
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
    const rest = text.slice(start, end)
    // A quote that is never closed, or a text behind one that is.
    if (field !== null && (rest !== '' || !field.isClosed)) malformed = true
    // The sample breaks off within this line; alone it still shows the delimiter.
    if (end === text.length && !whole && rows.length > 0) return rows
    fields.push(field === null ? rest : field.value + rest)
    if (text[end] === delimiter) {
      at = end + 1
      // A delimiter at the very end has an empty field behind it.
      if (at < text.length) continue
      fields.push('')
    }
    if (fields.length > 1 || fields[0] !== '' || field !== null) rows.push({ fields, malformed })
    fields = []
    malformed = false
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
  }
  return rows
}

/** The field whose opening quote stands at `at`; `end` is behind the closing one. */
function quotedField(text: string, at: number, escape: string): { value: string; end: number; isClosed: boolean } {
  let value = ''
  let start = at + 1
  for (let i = start; i < text.length; i++) {
    const isEscape = text[i] === escape && (text[i + 1] === '"' || (escape !== '"' && text[i + 1] === escape))
    if (isEscape) {
      value += text.slice(start, i) + text[i + 1]!
      start = i + 2
      i++
    } else if (text[i] === '"') return { value: value + text.slice(start, i), end: i + 1, isClosed: true }
  }
  return { value: value + text.slice(start), end: text.length, isClosed: false }
}

/** Share of well-formed rows with the commonest width, weighted so that a consistent split beats no split. */
function agreementOf(rows: readonly ParsedRow[]): number {
  if (rows.length === 0) return 0
  const width = commonWidth(rows)
  const share = rows.filter((row) => row.fields.length === width && !row.malformed).length / rows.length
  return width === 1 ? share / 10 : share * (1 + Math.log2(width) / 20)
}

function commonWidth(rows: readonly ParsedRow[]): number {
  const counts = new Map<number, number>()
  for (const { fields } of rows) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]![0]
}

/**
 * The first line is a header unless something in it looks like a value: a number (other than a running count of
 * columns), or, where no column holds numbers, a text that comes again below in its own column. Where names were
 * given, it has to repeat them.
 */
function looksLikeHeader(
  first: readonly string[],
  below: readonly (readonly string[])[],
  names: readonly string[] | undefined,
): boolean {
  const fields = first.map((field) => field.trim())
  if (names !== undefined) return fields.join('\0') === names.join('\0')
  const filled = fields.filter((field) => field !== '')
  if (filled.length === 0) return false
  if (isRunningCount(filled)) return true
  if (filled.some(isNumberText)) return false
  // A text over nothing but numbers is a name.
  const isNumeric = (column: number) => below.length > 0 && below.every((row) => isNumberText(row[column] ?? ''))
  if (fields.some((field, i) => field !== '' && isNumeric(i))) return true
  return !fields.some((field, i) => field !== '' && below.some((row) => row[i]?.trim() === field))
}

/**
 * The names in a header. One field fewer than below means that row names come first without a name, or that lines end
 * with a delimiter.
 */
function headerNames(
  header: readonly string[],
  below: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const endsEmpty = below.every((row) => row.at(-1) === '')
  const fields = header.length !== width - 1 ? header : endsEmpty ? [...header, ''] : ['', ...header]
  return fields.map((field, i) => field.trim() || `Unnamed: ${i}`)
}

function counted(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`)
}

/** 0, 1, 2, … or 1, 2, 3, …: what a matrix gets for column names. */
function isRunningCount(fields: readonly string[]): boolean {
  const start = Number(fields[0])
  return fields.length >= 3 && (start === 0 || start === 1) && fields.every((field, i) => field === String(start + i))
}

/** All values are numbers, one of them with a comma, none with a point. */
function hasDecimalCommas(rows: readonly (readonly string[])[], column: number): boolean {
  const values = rows.map((row) => row[column]!.trim()).filter((value) => !knownMarkers.includes(value))
  return values.some((value) => value.includes(',')) && values.every((value) => /^[+-]?\d*(,\d+)?$/.test(value))
}

/** DuckDB's trim: spaces, nothing else. */
function trimSpaces(text: string): string {
  return text.replace(/^ +| +$/g, '')
}
