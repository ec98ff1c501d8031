import type { Connection } from './duckdb.ts'
import { findDataFile } from './data-file.ts'
import type { OpenOptions } from './data-file.ts'
import type { DataParts } from './find-parts.ts'
import { openFile } from './open-file.ts'
import { openParts } from './open-parts.ts'
import type { Source } from './source.ts'

/** Makes a data set queryable that lies in one file, or in the parts that were found. */
export async function openSource(
  connection: Connection,
  path: string,
  parts: DataParts | null,
  options: OpenOptions,
): Promise<Source> {
  if (parts !== null) return openParts(connection, parts, options)
  return openFile(connection, await findDataFile(path, options.role, options.format.type), options)
}
