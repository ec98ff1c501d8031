/**
 * A table held by column. Never empty: the loader refuses a table without rows, so no check has to.
 * Nobody writes to a column once it stands in a frame; frames share columns freely because of that.
 */
export interface Frame {
  readonly rowCount: number
  /** In the order of the source. A Map, because names come from strangers and `__proto__` is a name. */
  readonly columns: ReadonlyMap<string, Column>
}

export type Column = NumberColumn | CategoryColumn | TextColumn | TimeColumn

/** `valid[i]` is 1 where a number arrived. Where it is 0 the slot holds NaN, so nobody goes on with a stale number. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly values: Float64Array
  readonly valid: Uint8Array
}

/** `codes[i]` points into `dictionary`; -1 means missing. */
export interface CategoryColumn {
  readonly kind: 'category'
  readonly codes: Int32Array
  readonly dictionary: readonly string[]
}

/** `null` means missing. */
export interface TextColumn {
  readonly kind: 'text'
  readonly values: readonly (string | null)[]
}

/** Milliseconds since 1970 UTC; where `valid` is 0 the slot holds NaN. */
export interface TimeColumn {
  readonly kind: 'time'
  readonly values: Float64Array
  readonly valid: Uint8Array
}

/** The column of that name. Asking for one that is not there is a bug of the caller: the schema lists them. */
export function columnOf(frame: Frame, name: string): Column {
  const column = frame.columns.get(name)
  if (column === undefined) throw new Error(`no column ${name} among ${[...frame.columns.keys()].join(', ')}`)
  return column
}

/** The same rows with one column replaced or added; the others are shared. */
export function withColumn(frame: Frame, name: string, column: Column): Frame {
  return { rowCount: frame.rowCount, columns: new Map(frame.columns).set(name, column) }
}

/** Only the named columns, in the order given, shared. */
export function selectColumns(frame: Frame, names: readonly string[]): Frame {
  return { rowCount: frame.rowCount, columns: new Map(names.map((name) => [name, columnOf(frame, name)])) }
}

/** The rows of those numbers, in the order given; a number may occur more than once. */
export function takeRows(frame: Frame, rows: Int32Array): Frame {
  const columns = [...frame.columns].map(([name, column]) => [name, takeValues(column, rows)] as const)
  return { rowCount: rows.length, columns: new Map(columns) }
}

/** Rows `from` (inclusive) to `to` (exclusive). Typed arrays are views, so this costs nothing per row. */
export function sliceRows(frame: Frame, from: number, to: number): Frame {
  if (from === 0 && to >= frame.rowCount) return frame
  const columns = [...frame.columns].map(([name, column]) => [name, sliceValues(column, from, to)] as const)
  return { rowCount: Math.min(to, frame.rowCount) - from, columns: new Map(columns) }
}

/** The values of one column at those rows. */
export function takeValues(column: Column, rows: Int32Array): Column {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = new Float64Array(rows.length)
      const valid = new Uint8Array(rows.length)
      // rows.map((row) => column.values[row])
      for (let i = 0; i < rows.length; i++) {
        values[i] = column.values[rows[i]!]!
        valid[i] = column.valid[rows[i]!]!
      }
      return { kind: column.kind, values, valid }
    }
    case 'category': {
      const codes = new Int32Array(rows.length)
      for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!
      return { ...column, codes }
    }
    case 'text':
      return { kind: 'text', values: Array.from(rows, (row) => column.values[row]!) }
  }
}

export function isMissing(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.valid[row] === 0
    case 'category':
      return column.codes[row] === -1
    case 'text':
      return column.values[row] === null
  }
}

/** The value as a reader would write it; `null` when missing. */
export function valueAt(column: Column, row: number): string | number | null {
  if (isMissing(column, row)) return null
  switch (column.kind) {
    case 'number':
      return column.values[row]!
    case 'category':
      return column.dictionary[column.codes[row]!]!
    case 'text':
      return column.values[row]!
    case 'time':
      return new Date(column.values[row]!).toISOString()
  }
}

function sliceValues(column: Column, from: number, to: number): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { kind: column.kind, values: column.values.subarray(from, to), valid: column.valid.subarray(from, to) }
    case 'category':
      return { ...column, codes: column.codes.subarray(from, to) }
    case 'text':
      return { kind: 'text', values: column.values.slice(from, to) }
  }
}
