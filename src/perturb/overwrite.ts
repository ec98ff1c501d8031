import type { NumberColumn } from '../core/frame.ts'

/** A copy of the column in which every value that arrived is `value`; what was missing stays missing. */
export function overwrite(column: NumberColumn, value: number): NumberColumn {
  const values = column.values.map((_, row) => (column.valid[row] === 1 ? value : NaN))
  return { kind: 'number', values, valid: column.valid }
}
