import { count, listing, plural } from '../core/format.ts'
import type { DataFile } from './data-file.ts'
import { literal } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import type { DataPart } from './find-parts.ts'
import type { Source, SourceColumn } from './source.ts'

export interface OpenPart {
  readonly part: DataPart
  readonly file: DataFile
  readonly source: Source
}

/** What parts have in common. */
export interface CombinedColumns {
  readonly names: readonly string[]
  /** Of each part the values, in the order of the names. */
  readonly selects: readonly string[]
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
}

/** Columns by name: what a part lacks is missing there, and what differs in kind is text. */
export async function combineColumns(
  connection: Connection,
  role: string,
  opened: readonly OpenPart[],
): Promise<CombinedColumns> {
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
  const selects = selected.map((values) => values.map((sql, at) => `${sql} AS c${at}`).join(', '))
  const decisions = keys.size === 0 ? [] : [`${role}: ${listing([...keys])} read from the names of the folders`]
  return { names, selects, decisions, warnings }
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
