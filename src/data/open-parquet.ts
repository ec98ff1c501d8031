import { AirworthyError } from '../core/errors.ts'
import { pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import { assertDistinct, unreadable } from './data-file.ts'
import type { DataFile } from './data-file.ts'
import { flattenColumns } from './flatten-columns.ts'
import { scanParquet } from './materialise.ts'
import { sourceColumns } from './source.ts'
import type { Source } from './source.ts'

/** A Parquet file, scanned in place by every query. */
export async function openParquet(connection: Connection, file: DataFile): Promise<Source> {
  const { path } = file
  try {
    const names = await columnNames(connection, path)
    assertDistinct(path, names)
    const queryable = await scanParquet(connection, path, names.length)
    if (queryable.rows === 0) throw new AirworthyError('DATA_EMPTY', { path })
    const described = await connection.rows(`DESCRIBE SELECT * FROM ${queryable.from}`)
    const columns = sourceColumns(
      names,
      described.map((column) => String(column[1])),
    )
    const flat = await flattenColumns(connection, path, queryable.from, columns)
    return { path, format: 'Parquet', ...queryable, columns: flat, delimiter: null, decisions: [], warnings: [] }
  } catch (error) {
    throw unreadable(path, 'Parquet', error)
  }
}

/** Names of the top-level columns as written; the schema lists nested fields right after their parents. */
async function columnNames(connection: Connection, path: string): Promise<readonly string[]> {
  const fields = await connection.rows(
    `SELECT name, coalesce(num_children, 0)::INTEGER FROM parquet_schema(${pathLiteral(path)})`,
  )
  const names: string[] = []
  // The first field is the root.
  let position = 1
  while (position < fields.length) {
    names.push(String(fields[position]![0]))
    for (let left = 1; left > 0; left--) left += Number(fields[position++]![1])
  }
  return names
}
