import { AirworthyError } from '../core/errors.ts'
import { pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import { assertDistinct, unreadable } from './data-file.ts'
import type { DataFile, OpenOptions } from './data-file.ts'
import { flattenColumns } from './flatten-columns.ts'
import { materialise, scanParquet } from './materialise.ts'
import type { Queryable } from './materialise.ts'
import { sourceColumns } from './source.ts'
import type { Source } from './source.ts'

/** A Parquet file, scanned in place by every query. */
export async function openParquet(connection: Connection, file: DataFile, options: OpenOptions): Promise<Source> {
  const { path } = file
  try {
    const names = await columnNames(connection, path)
    assertDistinct(path, names)
    const isNumbered = names.some((name) => name.toLowerCase() === 'file_row_number')
    const queryable = isNumbered
      ? await copied(connection, file, names, options)
      : await scanParquet(connection, path, names.length)
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

/** DuckDB numbers the rows of no file that has a column of the name it gives to the numbers. */
async function copied(
  connection: Connection,
  file: DataFile,
  names: readonly string[],
  options: OpenOptions,
): Promise<Queryable> {
  const aliases = names.map((_, i) => `c${i}`).join(', ')
  const query = `SELECT * FROM read_parquet(${pathLiteral(file.path)}, hive_partitioning = false) AS source(${aliases})`
  return materialise(connection, query, { ...options, width: names.length, file })
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
