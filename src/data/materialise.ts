import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFile } from './data-file.ts'
import { literal, pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import type { Source } from './source.ts'

/** Where rows can be queried. */
export type Queryable = Pick<Source, 'from' | 'rowNumber' | 'rows' | 'parquet'>

export interface MaterialiseOptions {
  /** Its name, and that of the file. */
  readonly table: string
  /** Columns of the query; they become c0, c1, … */
  readonly width: number
  readonly file: DataFile
  /** For temporary files. */
  readonly folder: string
  readonly rowBudget: number
}

/** Text files larger than this are kept on disk from the start. */
const mostBytesInMemory = 64 * 2 ** 20

/**
 * Keeps the result of a query on a text file, in order, so that the text is parsed once. Sets above the row budget are
 * kept in a Parquet file: they are summed by its row groups, which do not depend on the number of threads.
 */
export async function materialise(
  connection: Connection,
  query: string,
  { table, width, file, folder, rowBudget }: MaterialiseOptions,
): Promise<Queryable> {
  if (file.sizeBytes * (file.compression === 'none' ? 1 : 6) <= mostBytesInMemory) {
    await connection.run(`CREATE OR REPLACE TABLE ${table} AS ${query}`)
    const [counted] = await connection.rows(`SELECT count(*)::DOUBLE FROM ${table}`)
    const rows = Number(counted![0])
    if (rows <= rowBudget) return { from: table, rowNumber: 'rowid', rows, parquet: null }
    await connection.run(`DROP TABLE ${table}`)
  }
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${table}.parquet`)
  await connection.run(`COPY (${query}) TO ${literal(path)} (FORMAT parquet)`)
  return scanParquet(connection, path, width)
}

/** A Parquet file to be scanned in place. */
export async function scanParquet(connection: Connection, path: string, width: number): Promise<Queryable> {
  const [counted] = await connection.rows(
    `SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${pathLiteral(path)})`,
  )
  const rows = Number(counted![0] ?? 0)
  return { from: parquetFrom(path, width), rowNumber: 'row_number', rows, parquet: [path] }
}

/** A FROM clause with columns by position, because DuckDB renames columns whose names differ only in case. */
function parquetFrom(path: string, width: number): string {
  const aliases = [...Array.from({ length: width }, (_, i) => `c${i}`), 'row_number'].join(', ')
  return `read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false) AS source(${aliases})`
}
