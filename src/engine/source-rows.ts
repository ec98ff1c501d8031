import type { Measurement } from '../core/measurement.ts'

/** The source row of each frame row of a data set; null where the frame holds them all. */
export interface RowNumbers {
  readonly reference: Int32Array | null
  readonly evaluation: Int32Array | null
}

/** The measurement with its example rows numbered as in their source. A check knows the rows of its frame only. */
export function inSourceRows(measurement: Measurement, rowNumbers: RowNumbers): Measurement {
  const { evidence } = measurement
  if (evidence === undefined) return measurement
  return {
    ...measurement,
    evidence: evidence.map((one) => {
      const numbers = one.kind === 'examples' ? rowNumbers[one.from] : null
      if (one.kind !== 'examples' || numbers === null) return one
      return { ...one, rows: one.rows.map(({ row, values }) => ({ row: numbers[row]!, values })) }
    }),
  }
}
