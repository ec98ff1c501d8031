import { literals } from './duckdb.ts'
import { isNumberText } from './number-text.ts'
import type { SourceColumn } from './source.ts'

/** The number of each row as DOUBLE, NULL where missing. */
export function numberSql(column: SourceColumn, markers: readonly string[]): string {
  const { sql, family } = column
  const value =
    family === 'string' ? `TRY_CAST(${sql} AS DOUBLE)` : family === 'time' ? timeSql(column) : `${sql}::DOUBLE`
  const numbers = markers.filter(isNumberText)
  return numbers.length === 0
    ? value
    : `CASE WHEN ${value} NOT IN (${numbers.map(Number).join(', ')}) THEN ${value} END`
}

/** Milliseconds since 1970 UTC as DOUBLE, NULL where missing. */
export function timeSql({ sql, family }: SourceColumn): string {
  if (family === 'number') return `${sql}::DOUBLE`
  const time = family === 'string' ? `TRY_CAST(${sql} AS TIMESTAMPTZ)` : `${sql}::TIMESTAMPTZ`
  return `CASE WHEN isfinite(${time}) THEN epoch_ms(${time}) END::DOUBLE`
}

/** The text of each row, NULL where missing; whole numbers have no decimals. */
export function textSql({ sql, family, type }: SourceColumn, markers: readonly string[]): string {
  const whole = /^(FLOAT|DOUBLE|DECIMAL)/.test(type)
  const text = whole
    ? `CASE WHEN ${sql} = trunc(${sql}) AND abs(${sql}) < 1e15 THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END`
    : `${sql}::VARCHAR`
  if (markers.length === 0 || family !== 'string') return text
  return `CASE WHEN ${text} NOT IN (${literals(markers)}) THEN ${text} END`
}

/** The code of each row in an ENUM type, NULL where missing. */
export function codeSql(column: SourceColumn, markers: readonly string[], enumType: string): string {
  return `TRY_CAST(${textSql(column, markers)} AS ${enumType})`
}

/** Whether a text starts with 0 and a digit, as codes do, or has digits grouped as only DuckDB reads them. */
export function codesSql(sql: string): string {
  // ':' is the character after '9'.
  return `(${sql} >= '00' AND ${sql} < '0:' OR contains(${sql}, '_'))`
}
