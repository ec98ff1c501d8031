import type { ExampleRows, Report } from '../../../src/core/report.ts'
import type { Cell } from './cell-text.ts'

type From = ExampleRows['from']

/** What is known of the rows of one data set besides what a finding shows of them. */
export interface KnownRows {
  /** The column that names a row; null where none was told, or where the finding shows it anyway. */
  readonly id: string | null
  readonly idOf: (row: number) => Cell
  /** Every column of a row with its value; null where the report does not hold it. */
  readonly wholeRow: (row: number) => readonly (readonly [column: string, value: Cell])[] | null
}

/** Looks rows up by their number in the source; `shown` are the columns that stand beside them already. */
export function knownRows(report: Report, from: From, shown: readonly string[]): KnownRows {
  const set = report.data.exampleRows?.find((one) => one.from === from)
  const byRow = new Map(set?.rows.map((one) => [one.row, one]))
  return {
    id: set === undefined || set.id === null || shown.includes(set.id) ? null : set.id,
    idOf: (row) => byRow.get(row)?.id ?? null,
    wholeRow: (row) => {
      const values = byRow.get(row)?.values ?? null
      return values === null ? null : set!.columns.map((column, position) => [column, values[position]!])
    },
  }
}
