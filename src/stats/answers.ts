import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { scoreWidth } from '../core/predictions.ts'

/** What a model answered, without the rows that it did not answer, and what was true of them. */
export interface Answers {
  readonly task: Task
  readonly classes: readonly string[]
  /** Rows that the model was asked about. */
  readonly asked: number
  readonly all: AnsweredRows
  /** Those whose truth is known; without any rows where there are no labels. */
  readonly labelled: LabelledRows
}

interface AnsweredRows {
  readonly rows: number
  /** Empty for regression. */
  readonly decisions: Int32Array
  /** Row-major as in Predictions; for regression the values. */
  readonly scores: Float64Array | null
}

export interface LabelledRows extends AnsweredRows {
  /** The true class; empty for regression. */
  readonly codes: Int32Array
  /** The true value; empty for classes. */
  readonly values: Float64Array
}

/**
 * Keeps the rows with a decision and finite scores: a row that was not answered is a finding of its own, not a part of
 * any metric.
 */
export function answersOf(task: Task, labels: Labels | undefined, predictions: Predictions): Answers {
  const answered = answeredRows(task, predictions)
  const known = labelledRows(answered, labels)
  const labelled = pick(task, predictions, known)
  const codes = labels?.kind === 'class' ? gather(labels.codes, known) : new Int32Array(0)
  const values = labels?.kind === 'value' ? gather(labels.values, known) : new Float64Array(0)
  return {
    task,
    classes: predictions.classes,
    asked: predictions.rowCount,
    all: known.length === answered.length ? labelled : pick(task, predictions, answered),
    labelled: { ...labelled, codes, values },
  }
}

/** The numbers of the rows with a decision and finite scores, ascending. */
export function answeredRows(task: Task, predictions: Predictions): Int32Array {
  const { rowCount, scores, decisions } = predictions
  const width = scoreWidth(predictions)
  const rows = new Int32Array(rowCount)
  let found = 0
  for (let row = 0; row < rowCount; row++) {
    let isAnswered = task === 'regression' || decisions[row]! >= 0
    if (scores !== null) {
      for (let i = row * width; i < (row + 1) * width; i++) isAnswered &&= Number.isFinite(scores[i]!)
    }
    if (isAnswered) rows[found++] = row
  }
  return rows.subarray(0, found)
}

/** Those of these rows whose truth is known. */
export function labelledRows(rows: Int32Array, labels: Labels | undefined): Int32Array {
  return labels === undefined ? rows.subarray(0, 0) : rows.filter((row) => isKnown(labels, row))
}

function isKnown(labels: Labels, row: number): boolean {
  return labels.kind === 'class' ? labels.codes[row]! >= 0 : Number.isFinite(labels.values[row]!)
}

function pick(task: Task, predictions: Predictions, rows: Int32Array): AnsweredRows {
  const { scores, decisions } = predictions
  const width = scoreWidth(predictions)
  // two classes have one score a row; a multiclass task has one for each class all the same
  const isHalved = task === 'multiclass' && width === 1
  const columns = isHalved ? 2 : width
  const picked = scores === null ? null : new Float64Array(rows.length * columns)
  if (picked !== null) {
    for (let i = 0; i < rows.length; i++) {
      for (let k = 0; k < width; k++) picked[i * columns + columns - width + k] = scores![rows[i]! * width + k]!
      if (isHalved) picked[i * 2] = 1 - picked[i * 2 + 1]!
    }
  }
  const chosen = task === 'regression' ? new Int32Array(0) : gather(decisions, rows)
  return { rows: rows.length, decisions: chosen, scores: picked }
}

function gather<T extends Int32Array | Float64Array>(values: T, rows: Int32Array): T {
  const picked = values.slice(0, rows.length) as T
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!
  return picked
}
