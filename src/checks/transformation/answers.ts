import type { Probe } from '../../core/artifacts.ts'
import { takeRows } from '../../core/frame.ts'
import { rowOutcome, scoreWidth, takeLabels, takePredictions } from '../../core/predictions.ts'
import type { Attempt, Predictions } from '../../core/predictions.ts'

/** What became of the rows that were asked. */
export interface Tally {
  /** Rows on which the model raised, died, or answered with what is no answer. */
  readonly failed: readonly number[]
  readonly refused: number
  /** Why the first of them failed; empty when none did. */
  readonly message: string
}

/** Counts what became of those rows. */
export function tallyOutcomes({ outcomes, predictions, messages }: Attempt, rows: Int32Array): Tally {
  const raised: number[] = []
  const invalid: number[] = []
  let refused = 0
  for (const row of rows) {
    if (outcomes[row] === rowOutcome.refused) refused++
    else if (outcomes[row] !== rowOutcome.answered) raised.push(row)
    else if (!isValidAnswer(predictions, row)) invalid.push(row)
  }
  const failed = [...raised, ...invalid]
  if (raised.length > 0) return { failed, refused, message: messages[0] ?? 'it raised' }
  return { failed, refused, message: invalid.length > 0 ? 'the answer is no probability, number or class' : '' }
}

/** Finite; for classes a known one, with probabilities in [0, 1] that sum to 1 within a rounding of 32-bit floats. */
export function isValidAnswer(predictions: Predictions, row: number): boolean {
  const { scores, classes, decisions } = predictions
  if (classes.length > 0 && decisions[row]! < 0) return false
  if (scores === null) return true
  const width = scoreWidth(predictions)
  let sum = 0
  for (let i = row * width; i < (row + 1) * width; i++) {
    const score = scores[i]!
    if (!Number.isFinite(score)) return false
    if (classes.length > 0 && (score < -1e-6 || score > 1 + 1e-6)) return false
    sum += score
  }
  return width === 1 || Math.abs(sum - 1) < 1e-3
}

/** A probe of some of its rows only. */
export function narrowProbe(probe: Probe, rows: Int32Array): Probe {
  if (rows.length === probe.rows.length) return probe
  return {
    rows: Int32Array.from(rows, (row) => probe.rows[row]!),
    frame: takeRows(probe.frame, rows),
    predictions: takePredictions(probe.predictions, rows),
    labels: probe.labels === null ? null : takeLabels(probe.labels, rows),
    of: probe.of,
  }
}
