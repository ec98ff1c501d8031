import { columnOf, withColumn } from '../core/frame.ts'
import type { Column, Frame } from '../core/frame.ts'

/** The same rows with every value of one column missing. The other columns are shared, not copied. */
export function blank(frame: Frame, name: string): Frame {
  return withColumn(
    frame,
    name,
    blankWhere(columnOf(frame, name), () => true),
  )
}

/** A copy of the column with the values of those rows missing. */
export function blankWhere(column: Column, loses: (row: number) => boolean): Column {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = column.values.slice()
      const valid = column.valid.slice()
      for (let row = 0; row < values.length; row++) {
        if (!loses(row)) continue
        values[row] = NaN
        valid[row] = 0
      }
      return { kind: column.kind, values, valid }
    }
    case 'category':
      return { ...column, codes: column.codes.map((code, row) => (loses(row) ? -1 : code)) }
    case 'text':
      return { kind: 'text', values: column.values.map((value, row) => (loses(row) ? null : value)) }
  }
}
