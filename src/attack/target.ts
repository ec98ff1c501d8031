import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { rowsWhere } from '../core/rows.ts'
import { medianAbsoluteDeviation, standardDeviation } from '../stats/describe.ts'
import type { Succeeds } from './grid.ts'

/** What an attack is out for. */
export interface Target {
  /** Rows that the model answers right; without labels all that it answers. Ascending. */
  readonly rows: Int32Array
  /** How far a value has to move to count as turned; 0 for classes. */
  readonly margin: number
}

/**
 * Rows worth attacking: a wrong answer needs no attack. A value is right within half a median absolute deviation of
 * the truth, and turned when it moves by more than that; where over half of the truth is one value, the standard
 * deviation stands in. No rows where nothing varies.
 */
export function targetOf(task: Task, predictions: Predictions, labels: Labels | null): Target {
  const { rowCount, decisions, scores } = predictions
  if (task !== 'regression') {
    const codes = labels?.kind === 'class' ? labels.codes : decisions
    return { rows: rowsWhere(rowCount, (row) => decisions[row]! >= 0 && decisions[row] === codes[row]), margin: 0 }
  }
  const truth = labels?.kind === 'value' ? labels.values : scores!
  const known = truth.filter(Number.isFinite)
  const margin = (medianAbsoluteDeviation(known) || standardDeviation(known)) / 2
  if (!(margin > 0 && Number.isFinite(margin))) return { rows: new Int32Array(0), margin: NaN }
  return { rows: rowsWhere(rowCount, (row) => Math.abs(scores![row]! - truth[row]!) <= margin), margin }
}

/** The decision flips, or the value moves by more than the margin. What is not answered is no success. */
export function turns(before: Predictions, margin: number): Succeeds {
  if (before.classes.length > 0) {
    return (after, i, row) => after.decisions[i]! >= 0 && after.decisions[i] !== before.decisions[row]
  }
  return (after, i, row) => {
    const moved = Math.abs(after.scores![i]! - before.scores![row]!)
    return Number.isFinite(moved) && moved > margin
  }
}
