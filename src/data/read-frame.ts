import type { Column, Frame } from '../core/frame.ts'
import { codeSql, numberSql, textSql, timeSql } from './column-sql.ts'
import type { Connection } from './duckdb.ts'
import type { ColumnReading } from './plan-columns.ts'
import type { Source } from './source.ts'
import { copyCodes, copyNumbers, copyTexts } from './vectors.ts'

/** Every column of a source, all rows, in the order of the file. */
export async function readFrame(
  connection: Connection,
  source: Source,
  readings: readonly ColumnReading[],
): Promise<Frame> {
  const slots = readings.map((reading) => slotOf(source, reading, source.rows))
  await fillSlots(connection, slots, `FROM ${source.from}`)
  return { rowCount: source.rows, columns: new Map(readings.map(({ name }, i) => [name, slots[i]!.column])) }
}

/** A column to be filled, and the expression of its values. */
export interface Slot {
  readonly column: Column
  readonly expression: string
}

/** An empty column for `rows` rows; `source` has a column of that name. */
export function slotOf(source: Source, reading: ColumnReading, rows: number): Slot {
  const { kind, markers, dictionary, enumType } = reading
  const stored = source.columns.find((column) => column.name === reading.name)!
  switch (kind) {
    case 'number':
    case 'time': {
      const expression = kind === 'number' ? numberSql(stored, markers) : timeSql(stored)
      return { column: { kind, values: new Float64Array(rows), valid: new Uint8Array(rows) }, expression }
    }
    case 'category': {
      // A type without values cannot be made; nothing is ever read through this one.
      const expression = enumType === null ? "CAST(NULL AS ENUM('_'))" : codeSql(stored, markers, enumType)
      return { column: { kind, codes: new Int32Array(rows), dictionary }, expression }
    }
    case 'text':
    case 'image': {
      const values = Array.from<string | null>({ length: rows }).fill(null)
      return { column: { kind: 'text', values }, expression: textSql(stored, markers) }
    }
  }
}

/** Copies the rows of a query into its columns. `from` is the rest of the statement after the values. */
export async function fillSlots(connection: Connection, slots: readonly Slot[], from: string): Promise<void> {
  // A statement without values is none; a frame without columns has nothing to read.
  if (slots.length === 0) return
  let at = 0
  for await (const chunk of connection.chunks(`SELECT ${slots.map((slot) => slot.expression).join(', ')} ${from}`)) {
    for (const [i, { column }] of slots.entries()) {
      const vector = chunk.getColumnVector(i)
      switch (column.kind) {
        case 'number':
        case 'time':
          copyNumbers(vector, column.values, column.valid, at)
          break
        case 'category':
          copyCodes(vector, column.codes, at)
          break
        case 'text':
          copyTexts(vector, column.values as (string | null)[], at)
      }
    }
    at += chunk.rowCount
  }
}
