import type { Cell, ExamplesEvidence } from '../core/evidence.ts'

/** A row of a finding that can be asked again. */
export interface WitnessRow {
  readonly row: number
  /** What was written over the row's own values, by column; none where it was asked as it is. */
  readonly changes: ReadonlyMap<string, Cell>
  /** What the model answered, as the evidence shows it. */
  readonly answer: Cell
}

// Evidence is shown as it is, so its columns are also what a row is read back from: they have one home, here.

/** The last columns of rows that were asked twice, and of rows that were asked as they are. */
export const beforeAndAfter = ['answer before', 'answer after'] as const
export const truthAndAnswer = ['label', 'prediction'] as const

/** All columns of rows of which each had one feature changed, not all the same one. */
export const attackColumns = ['feature', 'from', 'to', ...beforeAndAfter] as const

/** The column with what was written over a feature; it stands behind the feature's own. */
export function writtenColumn(feature: string): string {
  return `${feature} as written`
}

/** The column with all that was written over a row, as JSON, where each row had other features changed. */
export const allWritten = 'as written'

/** The rows of the evidence that can be asked again one by one; none where its columns do not tell how. */
export function witnessRowsOf({ columns, rows }: ExamplesEvidence): readonly WitnessRow[] {
  const changesOf = changesReader(columns)
  if (changesOf === null) return []
  return rows.map(({ row, values }) => ({ row, changes: new Map(changesOf(values)), answer: values.at(-1)! }))
}

type Changes = readonly (readonly [feature: string, value: Cell])[]

function changesReader(columns: readonly string[]): ((values: readonly Cell[]) => Changes) | null {
  const own = columns.slice(0, -2)
  if (endsWith(columns, truthAndAnswer)) return () => []
  if (!endsWith(columns, beforeAndAfter)) return null
  if (own.length === 1 && own[0] === allWritten) {
    return ([written]) => Object.entries(JSON.parse(String(written)) as Record<string, Cell>)
  }
  if (columns.length === attackColumns.length && endsWith(columns, attackColumns)) {
    return ([feature, , to]) => [[String(feature), to!]]
  }
  const features = own.filter((_, i) => i % 2 === 0)
  const isPaired = own.length % 2 === 0 && features.every((name, i) => own[2 * i + 1] === writtenColumn(name))
  return isPaired ? (values) => features.map((name, i) => [name, values[2 * i + 1]!]) : null
}

function endsWith(columns: readonly string[], end: readonly string[]): boolean {
  return columns.length >= end.length && end.every((name, i) => columns[columns.length - end.length + i] === name)
}
