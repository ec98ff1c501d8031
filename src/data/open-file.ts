import type { Connection } from './duckdb.ts'
import type { DataFile, OpenOptions } from './data-file.ts'
import { openCsv } from './open-csv.ts'
import { openJson } from './open-json.ts'
import { openParquet } from './open-parquet.ts'
import type { Source } from './source.ts'

/** Makes a file queryable: text files are read into a table, Parquet is scanned in place. */
export async function openFile(connection: Connection, file: DataFile, options: OpenOptions): Promise<Source> {
  switch (file.type) {
    case 'csv':
      return openCsv(connection, file, options)
    case 'jsonl':
      return openJson(connection, file, options)
    case 'parquet':
      return openParquet(connection, file, options)
  }
}
