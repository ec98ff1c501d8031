import type { Connection } from './duckdb.ts'
import { assertDistinct } from './data-file.ts'
import { sourceColumn } from './source.ts'
import type { SourceColumn } from './source.ts'

/** Structures in structures are flattened so far. */
const mostLevels = 5

/**
 * Fields of structures as columns of their own, `address.city`; values that are now a number and now a text, as JSON
 * may hold them, as texts.
 */
export async function flattenColumns(
  connection: Connection,
  path: string,
  from: string,
  columns: readonly SourceColumn[],
): Promise<readonly SourceColumn[]> {
  let flat = columns
  for (let level = 0; level < mostLevels && flat.some(isStructure); level++) {
    const parts: SourceColumn[] = []
    for (const column of flat)
      parts.push(...(isStructure(column) ? await fieldsOf(connection, from, column) : [column]))
    flat = parts
  }
  assertDistinct(
    path,
    flat.map(({ name }) => name),
  )
  return Promise.all(flat.map(async (column) => (column.type === 'JSON' ? asTexts(connection, from, column) : column)))
}

function isStructure({ type }: SourceColumn): boolean {
  return type.startsWith('STRUCT(') && !type.endsWith(']')
}

async function fieldsOf(connection: Connection, from: string, { name, sql }: SourceColumn) {
  const fields = await connection.rows(`DESCRIBE SELECT unnest(${sql}) FROM ${from}`)
  // By position, because names of strangers never reach SQL.
  return fields.map(([field, type], i) =>
    sourceColumn(`${name}.${String(field)}`, `struct_extract_at(${sql}, ${i + 1})`, String(type)),
  )
}

async function asTexts(connection: Connection, from: string, column: SourceColumn): Promise<SourceColumn> {
  const [found] = await connection.rows(
    `SELECT bool_or(json_type(${column.sql}) IN ('OBJECT', 'ARRAY')) IS TRUE FROM ${from}`,
  )
  return found![0] === true ? column : sourceColumn(column.name, `(${column.sql}->>'$')`, 'VARCHAR')
}
