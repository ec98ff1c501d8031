import { literal } from './duckdb.ts'
import { writtenSql } from './number-notation.ts'

/** A way to write dates, with or without times of day, other than that of ISO 8601. */
export interface TimeNotation {
  /** As strptime takes it. */
  readonly format: string
  /** Which of two numbers is the day, where only their values tell. */
  readonly order: 'day first' | 'month first' | null
}

/** Whether a text is a date, or a date and a time, that DuckDB reads as it stands. */
export function isTimeText(text: string): boolean {
  return /^\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/.test(text)
}

/**
 * The notations in which a text may be a date; none for anything else, and none for a date that needs no other reading.
 * Only whole dates: a month and a year alone are as often a category.
 */
export function timeNotationsOf(text: string): readonly TimeNotation[] {
  if (isTimeText(text)) return []
  const clock = /(?<gap>,? |T)(?<time>\d{1,2}:\d{2}.*)$/.exec(text)
  const day = clock === null ? text : text.slice(0, clock.index)
  const time = clock === null ? '' : timeFormat(clock.groups!['time']!)
  const gap = clock === null ? '' : clock.groups!['gap']!
  const days = time === null ? [] : dayFormats(day)
  const whole = days.map(({ format, order }) => ({ format: `${format}${gap}${time}`, order }))
  return [...whole, ...fixed.filter(({ format }) => shapeOf(format).test(text))]
}

const fixed: readonly TimeNotation[] = [{ format: '%a %b %d %H:%M:%S %Y', order: null }]

function dayFormats(text: string): readonly TimeNotation[] {
  const weekday = /^[A-Za-z]{3}, /.test(text) ? '%a, ' : ''
  const day = weekday === '' ? text : text.slice(5)
  const formats = (...all: readonly string[]) => all.map((format) => ({ format: weekday + format, order: null }))
  const numeric = /^\d{1,2}([/.-])\d{1,2}\1(\d{4}|\d{2})$/.exec(day)
  if (numeric !== null) {
    const [, mark, digits] = numeric
    const year = digits!.length === 4 ? '%Y' : '%y'
    const dayFirst = { format: `${weekday}%d${mark}%m${mark}${year}`, order: 'day first' } as const
    const monthFirst = { format: `${weekday}%m${mark}%d${mark}${year}`, order: 'month first' } as const
    // Nobody writes the month first with full stops.
    return mark === '.' ? [{ ...dayFirst, order: null }] : [dayFirst, monthFirst]
  }
  const yearFirst = /^\d{4}([./-])\d{1,2}\1\d{1,2}$/.exec(day)
  if (yearFirst !== null) return formats(`%Y${yearFirst[1]}%m${yearFirst[1]}%d`)
  const named = /^\d{1,2}([ -]?)([A-Za-z]{3,9})([ -]?)(\d{4}|\d{2})$/.exec(day)
  if (named !== null) {
    const [, before, , behind, digits] = named
    const year = digits!.length === 4 ? '%Y' : '%y'
    return formats(...['%b', '%B'].map((month) => `%d${before}${month}${behind}${year}`))
  }
  const american = /^[A-Za-z]{3,9} \d{1,2}(,?) \d{4}$/.exec(day)
  return american === null ? [] : formats(...['%b', '%B'].map((month) => `${month} %d${american[1]} %Y`))
}

function timeFormat(text: string): string | null {
  const found = /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?)([AaPp][Mm])?( ?)(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (found === null) return null
  const [, seconds, fraction, halfGap, half, zoneGap, zone] = found
  const clock = `${half === undefined ? '%H' : '%I'}:%M${seconds === undefined ? '' : ':%S'}${fraction === undefined ? '' : '.%f'}`
  const offset = zone === undefined ? '' : /^[+-]/.test(zone) ? '%z' : zone
  return `${clock}${halfGap}${half === undefined ? '' : '%p'}${zoneGap}${offset}`
}

const parts: Readonly<Record<string, string>> = {
  '%d': '\\d{1,2}',
  '%m': '\\d{1,2}',
  '%Y': '\\d{4}',
  '%y': '\\d{2}',
  '%b': '[A-Za-z]{3}',
  '%B': '[A-Za-z]{3,9}',
  '%a': '[A-Za-z]{3}',
  '%H': '\\d{1,2}',
  '%I': '\\d{1,2}',
  '%M': '\\d{2}',
  '%S': '\\d{2}',
  '%f': '\\d{1,9}',
  '%p': '[AaPp][Mm]',
  '%z': '[+-]\\d{2}:?\\d{2}',
}

function patternOf(format: string): string {
  return format.replaceAll('.', '\\.').replace(/%[A-Za-z]/g, (part) => parts[part]!)
}

function shapeOf(format: string): RegExp {
  return new RegExp(`^${patternOf(format)}$`)
}

/** Whether the text is a date in that notation. strptime alone takes "24" for the year 24. */
export function isTimeSql(sql: string, { format }: TimeNotation): string {
  return `(${writtenSql(sql, patternOf(format))} AND ${parsedSql(sql, format)} IS NOT NULL)`
}

/** The text in ISO 8601, where it is such a date; every other text as it is. */
export function isoTimeSql(sql: string, notation: TimeNotation): string {
  const iso = `strftime(${parsedSql(sql, notation.format)}, '%Y-%m-%d %H:%M:%S.%f')`
  return `(CASE WHEN ${isTimeSql(sql, notation)} THEN ${iso} ELSE ${sql} END)`
}

function parsedSql(sql: string, format: string): string {
  return `try_strptime(${sql}, ${literal(format)})`
}
