import { AirworthyError } from '../core/errors.ts'
import { assertDistinct, unreadable } from './data-file.ts'
import type { DataFile, OpenOptions } from './data-file.ts'
import { pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import { flattenColumns } from './flatten-columns.ts'
import { materialise } from './materialise.ts'
import { sourceColumns } from './source.ts'
import type { Source } from './source.ts'
import { sampleText, transcode } from './text-file.ts'

/** JSON lines, or one JSON array of objects. */
export async function openJson(connection: Connection, file: DataFile, options: OpenOptions): Promise<Source> {
  const { path } = file
  const { table, folder, rowBudget, signal } = options
  try {
    const sample = await sampleText(path, file.compression, options.format.encoding)
    const plain = sample.encoding === 'utf-8' && !sample.byteOrderMark
    const readable = plain ? path : await transcode(path, file.compression, sample.encoding, folder, signal)
    const compression = !plain || file.compression === 'none' ? 'uncompressed' : file.compression
    const from = `read_json(${pathLiteral(readable)}, sample_size = -1, hive_partitioning = false, compression = '${compression}')`
    const described = await connection.rows(`DESCRIBE SELECT * FROM ${from}`)
    const renamed = described.map((column) => String(column[0]))
    const names = await withoutRenaming(connection, readable, compression, renamed)
    assertDistinct(path, names)
    const query = `SELECT * FROM ${from} AS source(${names.map((_, i) => `c${i}`).join(', ')})`
    const kept = await materialise(connection, query, { table, width: names.length, file, folder, rowBudget })
    if (kept.rows === 0) throw new AirworthyError('DATA_EMPTY', { path })
    const columns = sourceColumns(
      names,
      described.map((column) => String(column[1])),
    )
    if (kept.rows === 1 && columns.every(({ family }) => family === 'nested')) {
      throw new Error(
        'it holds one object or list instead of rows; write one object a row, as df.to_json(path, orient="records", lines=True) does',
      )
    }
    const format = /^\s*\[/.test(sample.text) ? 'JSON' : 'JSON lines'
    return {
      path,
      format,
      ...kept,
      columns: await flattenColumns(connection, path, kept.from, columns),
      delimiter: null,
      decisions: [],
      warnings: [],
    }
  } catch (error) {
    throw unreadable(path, 'JSON', error)
  }
}

/** DuckDB renames a key that differs from another only in case to `a_1`; here it gets its own name back. */
async function withoutRenaming(
  connection: Connection,
  path: string,
  compression: string,
  names: readonly string[],
): Promise<readonly string[]> {
  if (!names.some((name) => /_\d+$/.test(name))) return names
  const found = await connection.rows(
    `SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects(${pathLiteral(path)}, compression = '${compression}')`,
  )
  const keys = new Set(found.map((row) => String(row[0])))
  return names.map((name) => (keys.has(name) ? name : name.replace(/_\d+$/, '')))
}
