import { count } from '../core/format.ts'
import type { Connection } from './duckdb.ts'

/** A record of a CSV file that does not fit its columns. */
export interface Reject {
  /** Of the file, counted from 1. */
  readonly line: number
  /** Lines of the file that it takes up, as far as DuckDB keeps them. */
  readonly lines: number
  readonly isOpenQuote: boolean
  readonly isEncoding: boolean
}

export async function rejectsOf(connection: Connection, table: string): Promise<readonly Reject[]> {
  const rows = await connection.rows(
    `SELECT line::DOUBLE, max(length(text) - length(replace(text, chr(10), '')))::DOUBLE,
       bool_or(error_type = 'UNQUOTED VALUE'), bool_or(error_type = 'INVALID ENCODING')
     FROM (SELECT *, rtrim(csv_line, chr(10) || chr(13)) AS text FROM ${table}_rejects) GROUP BY line ORDER BY line`,
  )
  return rows.map(([line, breaks, isOpenQuote, isEncoding]) => ({
    line: Number(line),
    lines: 1 + Number(breaks),
    isOpenQuote: isOpenQuote === true,
    isEncoding: isEncoding === true,
  }))
}

/** Above this share of the lines a file is not one with a few odd lines, but one that is read wrongly. */
const mostRejected = 0.1
/** So few odd lines are told and dropped even from a small file. */
const fewRejected = 20

/** Fails where rows would be lost that nothing is wrong with, or so many that the rest says little of the file. */
export function assertFewRejected(rejects: readonly Reject[], rows: number): void {
  const swallowing = rejects.find(({ isOpenQuote, lines }) => isOpenQuote && lines > 1)
  if (swallowing !== undefined) {
    throw new Error(
      `a quote that opens in line ${swallowing.line} is not closed in it, which swallows the lines behind it; close that quote, or write it twice`,
    )
  }
  const lost = linesOf(rejects)
  if (lost <= fewRejected || lost <= mostRejected * (lost + rows)) return
  throw new Error(
    `${count(lost)} of ${count(lost + rows)} lines do not fit the columns (lines ${shown(rejects)}); a text that holds the delimiter needs quotes`,
  )
}

export function rejectWarnings(role: string, rejects: readonly Reject[]): readonly string[] {
  const lost = linesOf(rejects)
  if (lost === 0) return []
  const what =
    lost === 1
      ? '1 line was dropped because its fields do'
      : `${count(lost)} lines were dropped because their fields do`
  return [`${role}: ${what} not fit the columns (line ${shown(rejects)})`]
}

function linesOf(rejects: readonly Reject[]): number {
  return rejects.reduce((sum, { lines }) => sum + lines, 0)
}

function shown(rejects: readonly Reject[]): string {
  return `${rejects
    .slice(0, 5)
    .map(({ line }) => line)
    .join(', ')}${rejects.length > 5 ? ', …' : ''}`
}
