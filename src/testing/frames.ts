import fc from 'fast-check'
import type { CategoryColumn, Column, Frame, NumberColumn, TextColumn } from '../core/frame.ts'
import type { Schema, SchemaColumn } from '../core/schema.ts'

/** A frame from its columns; they must agree on the number of rows. */
export function frameOf(columns: Readonly<Record<string, Column>>): Frame {
  const sizes = new Set(Object.values(columns).map(rowsIn))
  const [rowCount, ...others] = sizes
  if (rowCount === undefined || others.length > 0) throw new Error(`columns of ${[...sizes].join(', ')} rows`)
  return { rowCount, columns: new Map(Object.entries(columns)) }
}

export function numbers(values: readonly (number | null)[]): NumberColumn {
  return {
    kind: 'number',
    values: Float64Array.from(values, (value) => value ?? NaN),
    valid: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
  }
}

/** Categories with their own sorted dictionary, or with a given one: frames that are compared must share it. */
export function categories(values: readonly (string | null)[], dictionary?: readonly string[]): CategoryColumn {
  const words = dictionary ?? [...new Set(values.filter((value) => value !== null))].toSorted()
  const codeOf = new Map(words.map((value, code) => [value, code]))
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : codeOf.get(value)!))
  return { kind: 'category', codes, dictionary: words }
}

export function texts(values: readonly (string | null)[]): TextColumn {
  return { kind: 'text', values }
}

/** A schema in which every column of the frame is a feature, but for what is said otherwise. */
export function schemaOf(frame: Frame, changes: Readonly<Record<string, Partial<SchemaColumn>>> = {}): Schema {
  const columns = [...frame.columns].map(([name, column]): SchemaColumn => {
    const integer =
      column.kind === 'number' && column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))
    return { name, role: 'feature', kind: column.kind, protected: false, integer, reasons: [], ...changes[name] }
  })
  return { columns }
}

/** Frames of one to four columns of any kind, with missing values, NaN and awkward names among them. */
export function anyFrame(): fc.Arbitrary<Frame> {
  const name = fc.oneof(fc.constantFrom('age', 'income', '__proto__', 'constructor', ''), fc.string())
  return fc
    .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 20 }))
    .chain(([names, rowCount]) =>
      fc
        .tuple(...names.map(() => anyColumn(rowCount)))
        .map((columns) => ({ rowCount, columns: new Map(names.map((key, i) => [key, columns[i]!])) })),
    )
}

/** A deep copy to compare with later; typed arrays are copied too. */
export function snapshot(frame: Frame): Frame {
  return structuredClone(frame) as Frame
}

function anyColumn(rowCount: number): fc.Arbitrary<Column> {
  const size = { minLength: rowCount, maxLength: rowCount }
  const some = <T>(value: fc.Arbitrary<T>) => fc.array(fc.option(value, { freq: 4 }), size)
  return fc.oneof(
    some(fc.double()).map(numbers),
    some(fc.constantFrom('red', 'green', 'blue')).map((values) => categories(values)),
    some(fc.string()).map(texts),
  )
}

function rowsIn(column: Column): number {
  return column.kind === 'category' ? column.codes.length : column.values.length
}
