import { withoutPreamble } from './csv-preamble.ts'
import { parseRows } from './csv-rows.ts'
import type { ParsedRow } from './csv-rows.ts'
import { isNumberText } from './number-text.ts'

/** How a CSV file is written. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
  /** Lines before the first one that counts: empty ones, titles, comments. */
  readonly skippedLines: number
  /** Those of them that are not empty. */
  readonly preamble: readonly string[]
  readonly header: boolean
  readonly names: readonly string[]
  /** Fields of most lines; other than the names when these do not fit the file. */
  readonly width: number
  /** Some values of the sample have surrounding spaces. */
  readonly spaced: boolean
  /** Quotes that stand around values once the spaces are gone; `null` for none. */
  readonly wrappedIn: '"' | "'" | null
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
  // What Excel writes and reads before the header.
  const told = hints.delimiter ?? /^sep=(.)[\r\n]/i.exec(text)?.[1]
  const usual = told === undefined ? [',', ';', '\t', '|'] : [told]
  const found = bestSplit(text, whole, usual)
  // Others are looked for where none of the usual ones splits anything.
  const isSplit = found.width > 1 || told !== undefined
  const rare = isSplit ? found : bestSplit(text, whole, ['^', '~', '\u0001', ' '])
  const isRare = rare.width > (rare.delimiter === ' ' ? 2 : 1) && rare.agreement > 0.9
  const { delimiter, escape } = isRare ? rare : found
  const { skippedLines, preamble, rest } = withoutPreamble(text, delimiter, escape)
  const rows = parseRows(rest, whole, delimiter, escape, mostParsed)
  if (rows.length === 0) return null
  const width = commonWidth(rows)
  const fitting = rows.map(({ fields }) => fields).filter((fields) => fields.length === width)
  const first = rows[0]!.fields
  const header = hints.header ?? looksLikeHeader(first, fitting.slice(first.length === width ? 1 : 0), hints.columns)
  const below = fitting.slice(header && first.length === width ? 1 : 0)
  const names = hints.columns ?? (header ? headerNames(first, below, width) : counted('column', width))
  const wrappedIn = header ? wrappingOf(names) : null
  return {
    delimiter,
    quote: '"',
    escape,
    skippedLines,
    preamble,
    header,
    names: wrappedIn === null ? names : names.map((name) => unwrapped(name, wrappedIn)),
    width,
    spaced: fitting.some((row) => row.some((field) => field !== trimSpaces(field))),
    wrappedIn,
  }
}

/** Lines by which delimiters are compared, and from which names and habits are read. */
const mostCompared = 100
const mostParsed = 1000

interface Split {
  readonly delimiter: string
  readonly escape: string
  readonly agreement: number
  readonly width: number
}

function bestSplit(text: string, whole: boolean, delimiters: readonly string[]): Split {
  let best: Split | null = null
  for (const delimiter of delimiters) {
    for (const escape of text.includes('\\') ? ['"', '\\'] : ['"']) {
      const rows = parseRows(text, whole, delimiter, escape, mostCompared)
      const agreement = agreementOf(rows)
      const width = rows.length === 0 ? 0 : commonWidth(rows)
      // The first of equals stays: a comma before a semicolon, doubled quotes before backslashes.
      if (best === null || agreement > best.agreement + 1e-9) best = { delimiter, escape, agreement, width }
    }
  }
  return best!
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

/** DuckDB's trim: spaces, nothing else. */
function trimSpaces(text: string): string {
  return text.replace(/^ +| +$/g, '')
}

/** Double quotes behind spaces, or single quotes, around every name of the header. */
function wrappingOf(names: readonly string[]): CsvDialect['wrappedIn'] {
  const isWrapped = (quote: string) => names.some((name) => name !== unwrapped(name, quote))
  const all = (quote: string) => names.slice(1).every((name) => name !== unwrapped(name, quote))
  return (['"', "'"] as const).find((quote) => isWrapped(quote) && all(quote)) ?? null
}

function unwrapped(text: string, quote: string): string {
  const inner = text.trim()
  return inner.length > 1 && inner.startsWith(quote) && inner.endsWith(quote) ? inner.slice(1, -1) : text
}
