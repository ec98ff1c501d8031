import type { Column, Frame } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { ComparedDistributions } from '../../stats/distribution.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { worstAnswers } from '../wrong-rows.ts'
import type { GradedRows } from '../wrong-rows.ts'

export interface MovedRowsOptions {
  /** The rows are shown from this effect on. */
  readonly from: number
  /** The evaluation data, where the quantity is a column of it. */
  readonly evaluation?: Frame
}

/**
 * The measurement of a drift with the rows that go wrong where the evaluation data gathered: in the bin, or with the
 * category, whose share grew most. A drift is in no single row, but this is where it costs.
 */
export function withMovedRows(
  measurement: Measurement,
  graded: GradedRows | null,
  after: Column,
  distributions: ComparedDistributions | null,
  { from, evaluation }: MovedRowsOptions,
): Measurement {
  if (graded === null || distributions === null || !(estimateOf(measurement.statistic) >= from)) return measurement
  const isIn = grownRegion(after, distributions)
  if (isIn === null) return measurement
  const { subject, evidence = [] } = measurement
  const shown = {
    title: `Rows that fail where ${subject} gathers now`,
    ...(evaluation === undefined ? {} : { columns: [subject], evaluation }),
  }
  const rows = worstAnswers(graded, (at) => isIn(graded.rows[at]!), shown)
  return rows.length === 0 ? measurement : { ...measurement, evidence: [...evidence, ...rows] }
}

/** Whether a row lies where the share grew most; null where that has no name of its own. */
function grownRegion(
  after: Column,
  { edges, labels, reference, evaluation }: ComparedDistributions,
): ((row: number) => boolean) | null {
  const growth = evaluation.map((share, bin) => share - reference[bin]!)
  const bin = growth.indexOf(Math.max(...growth))
  if (after.kind === 'category') {
    const code = after.dictionary.indexOf(labels![bin]!)
    return code < 0 ? null : (row) => after.codes[row] === code
  }
  if (after.kind !== 'number') return null
  const low = bin === 0 ? -Infinity : edges![bin]!
  const high = bin === growth.length - 1 ? Infinity : edges![bin + 1]!
  return (row) => after.valid[row] === 1 && after.values[row]! >= low && after.values[row]! < high
}
