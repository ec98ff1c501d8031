import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { count, listing, plural } from '../core/format.ts'
import { combineColumns } from './combine-columns.ts'
import type { CombinedColumns, OpenPart } from './combine-columns.ts'
import { findDataFile, unreadable } from './data-file.ts'
import type { OpenOptions } from './data-file.ts'
import type { Connection } from './duckdb.ts'
import type { DataPart, DataParts } from './find-parts.ts'
import { materialise } from './materialise.ts'
import type { Queryable } from './materialise.ts'
import { openFile } from './open-file.ts'
import { sourceColumns } from './source.ts'
import type { Source } from './source.ts'

/** Several files as one table: rows in the order of the parts, columns by name. */
export async function openParts(connection: Connection, found: DataParts, options: OpenOptions): Promise<Source> {
  const { role, folder, rowBudget } = options
  const { path } = found
  const opened: OpenPart[] = []
  const tables: string[] = []
  for (const [i, part] of found.parts.entries()) {
    const table = `${role}_part${i}`
    // Together the parts must not take more memory than one file may.
    const own = { ...options, table, rowBudget: Math.floor(rowBudget / found.parts.length) }
    const openPart = await openOrEmpty(connection, part, own)
    tables.push(table)
    if (openPart !== null) opened.push(openPart)
  }
  const [first] = opened
  if (first === undefined) throw new AirworthyError('DATA_EMPTY', { path })
  assertSameHeader(opened)
  try {
    const combined = await combineColumns(connection, role, opened)
    const kept = inPlace(opened, combined) ?? (await together(connection, opened, combined, options))
    const described = await connection.rows(`DESCRIBE SELECT * FROM ${kept.from}`)
    for (const table of tables) {
      await connection.run(`DROP TABLE IF EXISTS ${table}`)
      if (kept.parquet?.includes(join(folder, `${table}.parquet`)) !== true) {
        await rm(join(folder, `${table}.parquet`), { force: true })
      }
    }
    const columns = sourceColumns(
      combined.names,
      described.map((column) => String(column[1])),
    )
    const parts = opened.map(({ part, source }) => ({ file: part.name, rows: source.rows }))
    const formats = [...new Set(opened.map(({ source }) => source.format))].join('; ')
    return {
      path,
      format: `${formats}, ${plural(parts.length, 'part')}`,
      ...kept,
      columns,
      delimiter: first.source.delimiter,
      decisions: [
        orderOf(role, parts),
        ...(opened.length < found.parts.length
          ? [`${role}: ${plural(found.parts.length - opened.length, 'part')} without rows left out`]
          : []),
        ...(found.leftAside.length > 0 ? [`${role}: no data, and left aside: ${listing(found.leftAside)}`] : []),
        ...combined.decisions,
        ...new Set(opened.flatMap(({ source }) => source.decisions)),
      ],
      warnings: [
        ...combined.warnings,
        ...opened.flatMap(({ part, source }) =>
          source.warnings.map((warning) => warning.replace(`${role}: `, `${role}: ${part.name}: `)),
        ),
      ],
      parts,
    }
  } catch (error) {
    throw unreadable(path, 'one table', error)
  }
}

/** A statement over more files is planned longer than it runs. */
const mostInPlace = 64

/** Parquet is not copied; null where some part is a table in memory. */
function inPlace(opened: readonly OpenPart[], { selects }: CombinedColumns): Queryable | null {
  const parquet = opened.flatMap(({ source }) => source.parquet ?? [])
  if (opened.length > mostInPlace || opened.some(({ source }) => source.parquet === null)) return null
  let rows = 0
  const numbered = opened.map(({ source }, i) => {
    const start = rows
    rows += source.rows
    return `SELECT ${selects[i]}, ${source.rowNumber} + ${start} AS row_number FROM ${source.from}`
  })
  return { from: `(${numbered.join(' UNION ALL ')}) AS source`, rowNumber: 'row_number', rows, parquet }
}

async function together(
  connection: Connection,
  opened: readonly OpenPart[],
  { names, selects }: CombinedColumns,
  { table, folder, rowBudget }: OpenOptions,
): Promise<Queryable> {
  const query = opened.map(({ source }, i) => `SELECT ${selects[i]} FROM ${source.from}`).join(' UNION ALL ')
  const file = { ...opened[0]!.file, sizeBytes: opened.reduce((sum, one) => sum + one.file.sizeBytes, 0) }
  return materialise(connection, query, { table, width: names.length, file, folder, rowBudget })
}

/** Engines write empty parts, which are no mistake. */
async function openOrEmpty(connection: Connection, part: DataPart, options: OpenOptions): Promise<OpenPart | null> {
  try {
    const file = await findDataFile(part.path, options.role, options.format.type)
    return { part, file, source: await openFile(connection, file, options) }
  } catch (error) {
    if (error instanceof AirworthyError && error.code === 'DATA_EMPTY') return null
    throw error
  }
}

/** A part of another export, or one whose first row was taken for a header. JSON leaves out keys, and Parquet grows. */
function assertSameHeader(opened: readonly OpenPart[]): void {
  const [first] = opened
  const expected = new Set(first!.source.columns.map(({ name }) => name))
  for (const { part, file, source } of opened) {
    if (file.type !== 'csv') continue
    const names = new Set(source.columns.map(({ name }) => name))
    const [lacking] = expected.difference(names)
    const [extra] = names.difference(expected)
    if (lacking === undefined && extra === undefined) continue
    const what = lacking === undefined ? `it has a column "${extra}"` : `it has no column "${lacking}"`
    const other = lacking === undefined ? 'has not' : 'has'
    throw unreadable(
      part.path,
      'a part',
      new Error(
        `${what}, which ${first!.part.name} ${other}; give all parts the same header, or set data.format.header: false where they have none`,
      ),
    )
  }
}

/** Parts whose rows are told one by one. */
const mostTold = 12

/** Which rows are whose, because findings number them through. */
function orderOf(role: string, parts: readonly { readonly file: string; readonly rows: number }[]): string {
  let start = 0
  const told = parts.slice(0, mostTold).map(({ file, rows }) => {
    start += rows
    return `${file} (rows ${count(start - rows)} to ${count(start - 1)})`
  })
  const more = parts.length > mostTold ? ', …' : ''
  return `${role}: ${plural(parts.length, 'part')} in the order of their names: ${told.join(', ')}${more}`
}
