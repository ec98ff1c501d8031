import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { count, listing, plural } from '../core/format.ts'
import { findDataFile, unreadable } from './data-file.ts'
import type { DataFile, OpenOptions } from './data-file.ts'
import { literal } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import type { DataPart, DataParts } from './find-parts.ts'
import { materialise } from './materialise.ts'
import { openFile } from './open-file.ts'
import { sourceColumns } from './source.ts'
import type { Source, SourceColumn } from './source.ts'

interface OpenPart {
  readonly part: DataPart
  readonly file: DataFile
  readonly source: Source
}

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
    const combined = await combine(connection, role, opened)
    const file = { ...first.file, sizeBytes: opened.reduce((sum, one) => sum + one.file.sizeBytes, 0) }
    const width = combined.names.length
    const kept = await materialise(connection, combined.query, { table: role, width, file, folder, rowBudget })
    const described = await connection.rows(`DESCRIBE SELECT * FROM ${kept.from}`)
    for (const table of tables) {
      await connection.run(`DROP TABLE IF EXISTS ${table}`)
      await rm(join(folder, `${table}.parquet`), { force: true })
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

interface Combined {
  readonly names: readonly string[]
  readonly query: string
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
}

async function combine(connection: Connection, role: string, opened: readonly OpenPart[]): Promise<Combined> {
  const stored = new Set(opened.flatMap(({ source }) => source.columns.map(({ name }) => name)))
  const keys = new Set(opened.flatMap(({ part }) => [...part.partition.keys()])).difference(stored)
  const names = [...stored, ...keys]
  const warnings: string[] = []
  const selected = opened.map((): string[] => [])
  for (const name of names) {
    if (keys.has(name)) {
      opened.forEach(({ part }, i) => selected[i]!.push(partitionSql(part.partition.get(name) ?? null)))
      continue
    }
    const held = await Promise.all(opened.map((one) => heldColumn(connection, one, name, opened)))
    const families = new Set(held.flatMap((column) => column?.family ?? []))
    if (families.size > 1) warnings.push(`${role}: ${name} is ${typesText(opened, held)}, and is read as text`)
    held.forEach((column, i) => {
      const sql = column?.sql ?? 'NULL'
      selected[i]!.push(families.size > 1 ? `(${sql})::VARCHAR` : sql)
    })
    const lacking = opened.filter(({ source }) => !source.columns.some((column) => column.name === name))
    if (lacking.length > 0 && lacking[0]!.file.type === 'parquet') {
      const rows = lacking.reduce((sum, { source }) => sum + source.rows, 0)
      warnings.push(`${role}: ${plural(lacking.length, 'part')} without the column ${name} (${count(rows)} rows)`)
    }
  }
  const selects = opened.map(
    ({ source }, i) => `SELECT ${selected[i]!.map((sql, at) => `${sql} AS c${at}`).join(', ')} FROM ${source.from}`,
  )
  const decisions = keys.size === 0 ? [] : [`${role}: ${listing([...keys])} read from the names of the folders`]
  return { names, query: selects.join(' UNION ALL '), decisions, warnings }
}

/** The column of a part; null where it is missing, or of another type only because every value is. */
async function heldColumn(
  connection: Connection,
  { source }: OpenPart,
  name: string,
  opened: readonly OpenPart[],
): Promise<SourceColumn | null> {
  const column = source.columns.find((one) => one.name === name)
  if (column === undefined) return null
  const isShared = opened.every(({ source: { columns } }) =>
    columns.every((one) => one.name !== name || one.family === column.family),
  )
  if (isShared) return column
  const [found] = await connection.rows(`SELECT count(${column.sql}) > 0 FROM ${source.from}`)
  return found![0] === true ? column : null
}

function partitionSql(value: string | null): string {
  return value === null ? 'NULL::VARCHAR' : literal(value)
}

function typesText(opened: readonly OpenPart[], held: readonly (SourceColumn | null)[]): string {
  const firsts = new Map<string, string>()
  held.forEach((column, i) => {
    if (column !== null && !firsts.has(column.family)) firsts.set(column.family, opened[i]!.part.name)
  })
  return [...firsts].map(([family, name]) => `a ${family} in ${name}`).join(', ')
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
