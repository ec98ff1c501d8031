import type { Frame } from './frame.ts'

export type Task = 'binary' | 'multiclass' | 'regression'

/** What a model answered, one row per row asked. */
export interface Predictions {
  readonly rowCount: number
  /** Class names; binary is `[negative, positive]`; empty for regression. */
  readonly classes: readonly string[]
  /**
   * Row-major. Binary: the probability of the positive class, one a row. Multiclass: one probability per class.
   * Regression: the value. `null` when only decisions are known. NaN where the model gave no answer.
   */
  readonly scores: Float64Array | null
  /** The code of the chosen class; -1 where the model gave no answer. Empty for regression. */
  readonly decisions: Int32Array
}

/** True answers. Classes have the order of the predictions' classes; -1 and NaN mean unlabelled. */
export type Labels =
  | { readonly kind: 'class'; readonly codes: Int32Array; readonly classes: readonly string[] }
  | { readonly kind: 'value'; readonly values: Float64Array }

/** What became of a row: answered; refused by a typed interface; the model raised; its process died or timed out. */
export const rowOutcome = { answered: 0, refused: 1, raised: 2, died: 3 } as const

export interface Attempt {
  readonly predictions: Predictions
  /** One of `rowOutcome` for each row. */
  readonly outcomes: Uint8Array
  /** Distinct messages of the rows that were not answered, at most ten. */
  readonly messages: readonly string[]
}

export interface AttemptOptions {
  /** Asks the model itself even when the same content was answered before. */
  readonly fresh?: boolean
  /** Rows per call of the model; without it the adapter chooses, and the choice never depends on the workers. */
  readonly batchRows?: number
}

export interface TimingOptions {
  /** Rows per call. */
  readonly batchRows: number
  readonly calls: number
  /** Calls before those, not counted. */
  readonly warmUp: number
  /** Callers at the same time. */
  readonly callers?: number
}

export interface Model {
  /** Answers every row that can be answered; rows that fail are marked, never thrown. */
  attempt(frame: Frame, options?: AttemptOptions): Promise<Attempt>
  /** Milliseconds of each counted call, in the order made. The only thing about a model that is not reproducible. */
  time(frame: Frame, options: TimingOptions): Promise<Float64Array>
  /** Milliseconds from nothing to the first answer. */
  readonly coldStartMs: number
}

/** How many numbers a row has in `scores`. */
export function scoreWidth(predictions: Predictions): number {
  return predictions.classes.length > 2 ? predictions.classes.length : 1
}

/** The answers to the rows of those numbers, in the order given. */
export function takePredictions(predictions: Predictions, rows: Int32Array): Predictions {
  if (isEveryRow(rows, predictions.rowCount)) return predictions
  const { scores, decisions, classes } = predictions
  const width = scoreWidth(predictions)
  const takenScores = scores === null ? null : new Float64Array(rows.length * width)
  const takenDecisions = new Int32Array(decisions.length === 0 ? 0 : rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (takenDecisions.length > 0) takenDecisions[i] = decisions[row]!
    if (takenScores !== null) for (let k = 0; k < width; k++) takenScores[i * width + k] = scores![row * width + k]!
  }
  return { rowCount: rows.length, classes, scores: takenScores, decisions: takenDecisions }
}

/** The labels of the rows of those numbers, in the order given. */
export function takeLabels(labels: Labels, rows: Int32Array): Labels {
  if (isEveryRow(rows, labels.kind === 'value' ? labels.values.length : labels.codes.length)) return labels
  if (labels.kind === 'value') return { kind: 'value', values: Float64Array.from(rows, (row) => labels.values[row]!) }
  return { ...labels, codes: Int32Array.from(rows, (row) => labels.codes[row]!) }
}

function isEveryRow(rows: Int32Array, rowCount: number): boolean {
  if (rows.length !== rowCount) return false
  for (let i = 0; i < rowCount; i++) if (rows[i] !== i) return false
  return true
}
