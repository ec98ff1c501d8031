import type { RowMatches, RowQueries } from '../core/artifacts.ts'
import { numberSql, textSql, timeSql } from './column-sql.ts'
import type { ColumnReading, OpenSet } from './plan-columns.ts'
import type { Source, SourceColumn } from './source.ts'

const mostExamples = 20

/** Questions about the whole rows of `set`, asked in SQL when needed. */
export function rowQueries(set: OpenSet, reference: OpenSet | null, readings: readonly ColumnReading[]): RowQueries {
  const { connection } = set
  return {
    async duplicates(columns) {
      const keys = columns.map((_, i) => `k${i}`).join(', ')
      const keyed = keyedRows(set, reference, readings, columns)
      // Hashes pick the few rows that may repeat; grouping those by their values makes it exact.
      const matches = await connection.rows(`
        WITH groups AS (
          SELECT min(row_id, ${mostExamples + 1}) AS ids, count(*) - 1 AS repeats FROM (${keyed})
          WHERE hash IN (SELECT hash FROM (${keyed}) GROUP BY hash HAVING count(*) > 1)
          GROUP BY ${keys} HAVING count(*) > 1
        ),
        examples AS (
          SELECT unnest(ids[2:]) AS row_id, ids[1] AS matches FROM groups ORDER BY row_id LIMIT ${mostExamples}
        )
        SELECT (SELECT coalesce(sum(repeats), 0) FROM groups)::DOUBLE, row_id::DOUBLE, matches::DOUBLE
        FROM (SELECT 1) LEFT JOIN examples ON true ORDER BY row_id`)
      return toMatches(set, matches)
    },
    async overlap(columns) {
      if (reference === null) throw new Error('overlap was asked of a set without a reference')
      const keys = columns.map((_, i) => `k${i}`).join(', ')
      const keyed = keyedRows(set, reference, readings, columns)
      const same = columns.map((_, i) => `asked.k${i} IS NOT DISTINCT FROM known.k${i}`).join(' AND ')
      const matches = await connection.rows(`
        WITH known AS (
          SELECT min(row_id) AS row_id, hash, ${keys} FROM (${keyedRows(reference, set, readings, columns)})
          WHERE hash IN (SELECT hash FROM (${keyed})) GROUP BY hash, ${keys}
        ),
        matches AS (
          SELECT asked.row_id AS row_id, known.row_id AS matches FROM (${keyed}) AS asked
          JOIN known ON asked.hash = known.hash AND ${same}
        ),
        examples AS (SELECT * FROM matches ORDER BY row_id LIMIT ${mostExamples})
        SELECT (SELECT count(*) FROM matches)::DOUBLE, row_id::DOUBLE, matches::DOUBLE
        FROM (SELECT 1) LEFT JOIN examples ON true ORDER BY row_id`)
      return toMatches(set, matches)
    },
  }
}

/** Row numbers, values to compare by and their hash. Rows of `other` get values of the same types. */
function keyedRows(
  { source }: OpenSet,
  other: OpenSet | null,
  readings: readonly ColumnReading[],
  columns: readonly string[],
): string {
  const keys = columns.map((name) => {
    const reading = readings.find((candidate) => candidate.name === name)
    const column = storedColumn(source, name)
    if (reading === undefined || column === undefined) throw new Error(`no column ${name} to compare rows by`)
    const types = [column, other && storedColumn(other.source, name)].map((stored) => stored?.type ?? column.type)
    return keySql(reading, column, types)
  })
  const named = keys.map((key, i) => `${key} AS k${i}`).join(', ')
  const hashed = keys.map((_, i) => `k${i}`).join(', ')
  return `SELECT *, hash(${hashed}) AS hash FROM (SELECT ${source.rowNumber} AS row_id, ${named} FROM ${source.from})`
}

function keySql({ kind, markers }: ColumnReading, column: SourceColumn, types: readonly string[]): string {
  switch (kind) {
    case 'number': {
      const number = numberSql(column, markers)
      // Integers keep all their digits.
      const isPlain = number === `${column.sql}::DOUBLE` && types.every((type) => type.includes('INT'))
      if (isPlain) return `${column.sql}::${types.some((type) => /UBIG|HUGE/.test(type)) ? 'HUGEINT' : 'BIGINT'}`
      // -0 becomes 0, and NaN is missing.
      return `nullif(${number} + 0.0, 'nan'::DOUBLE)`
    }
    case 'time':
      return timeSql(column)
    case 'category':
    case 'text':
    case 'image':
      return textSql(column, markers)
  }
}

function storedColumn(source: Source, name: string): SourceColumn | undefined {
  return source.columns.find((column) => column.name === name)
}

function toMatches(set: OpenSet, rows: readonly (readonly unknown[])[]): RowMatches {
  const examples = rows
    .filter((row) => row[1] !== null)
    .map((row) => ({ row: Number(row[1]), matches: Number(row[2]) }))
  return { rows: set.source.rows, matching: Number(rows[0]![0]), examples }
}
