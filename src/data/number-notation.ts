import { literal } from './duckdb.ts'

/** A way to write numbers that no parser of plain numbers reads. */
export interface NumberNotation {
  readonly decimal: 'point' | 'comma'
  /** For `airworthy plan`. */
  readonly told: string
  /** Of a whole value, for JavaScript and DuckDB alike. */
  readonly pattern: string
}

const currency = '(?:US\\$|[$€£¥₹₽₩]|USD|EUR|GBP|CHF|JPY|INR)'
const space = '[ \u00a0\u202f]'
const grouped = (mark: string) => `[1-9]\\d{0,2}(?:${mark}\\d{3})+`
// A leading zero before other digits makes a code: a postal code, an account.
const whole = '(?:0|[1-9]\\d*)'

function notation(decimal: 'point' | 'comma', groups: string | null, told: string): NumberNotation {
  const mark = decimal === 'point' ? '\\.' : ','
  const digits = `(?:${groups === null ? '' : `${grouped(groups)}|`}${whole})(?:${mark}\\d*)?|${mark}\\d+`
  const pattern = `\\(?[+-]?${currency}?${space}?[+-]?(?:${digits})(?:[eE][+-]?\\d+)?${space}?(?:${currency}|%)?\\)?`
  return { decimal, told, pattern }
}

/** The likelier first, among those that read the decimals alike. */
export const numberNotations: readonly NumberNotation[] = [
  notation('point', null, 'currency signs, percent signs or brackets'),
  notation('point', ',', 'commas between thousands'),
  notation('point', `[ \u00a0\u202f'’]`, 'gaps between thousands'),
  notation('comma', '\\.', 'decimal commas'),
  notation('comma', `[ \u00a0\u202f'’]`, 'decimal commas, gaps between thousands'),
]

/** The text as a plain number, where it is written like that; every other text as it is. */
export function plainNumberSql(sql: string, { decimal, pattern }: NumberNotation): string {
  const bare = `regexp_replace(${sql}, ${literal(`${currency}|[%()'’ \u00a0\u202f]`)}, '', 'g')`
  const plain = decimal === 'point' ? `replace(${bare}, ',', '')` : `replace(replace(${bare}, '.', ''), ',', '.')`
  return `(CASE WHEN NOT ${writtenSql(sql, pattern)} THEN ${sql} WHEN starts_with(${sql}, '(') THEN '-' || ${plain} ELSE ${plain} END)`
}

/** Whether the whole text is written like the pattern. */
export function writtenSql(sql: string, pattern: string): string {
  return `regexp_full_match(${sql}, ${literal(pattern)})`
}
