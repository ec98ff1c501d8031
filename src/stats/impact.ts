import type { Statistic } from '../core/measurement.ts'
import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { rowsWhere } from '../core/rows.ts'
import { delong, delongPaired } from './auc.ts'
import { mean, standardDeviation } from './describe.ts'

/** Fewer rows than this on a side say nothing about what a flaw costs. */
const fewestRows = 20

/**
 * What a change of the inputs cost the model on the same rows: the fall of AUC (binary), of accuracy (multiclass, or
 * where only classes are known), the relative rise of RMSE (regression). Worse is positive. Without labels: the share
 * of changed decisions, or the mean change over the standard deviation of the scores. Rows that were not answered, or
 * not with a number, are left out; they are a finding of their own. Too few rows of a class for AUC give accuracy, as a
 * `paired-difference`.
 */
export function pairedImpact(
  task: Task,
  labels: Labels | undefined,
  before: Predictions,
  after: Predictions,
): Statistic {
  if (task === 'regression') return pairedValueImpact(labels, before.scores!, after.scores!)
  const both = rowsWhere(before.rowCount, (row) => isAnswered(before, row) && isAnswered(after, row))
  if (labels?.kind !== 'class') return flipRate(before, after, both)
  const rows = both.filter((row) => labels.codes[row]! >= 0)
  if (rows.length < fewestRows) return { kind: 'undefined', because: 'too few labelled rows were answered' }
  if (task === 'binary' && before.scores !== null && after.scores !== null) {
    let positives = 0
    for (const row of rows) positives += labels.codes[row]!
    if (positives >= fewestRows && rows.length - positives >= fewestRows) {
      // With every row answered the arrays themselves are asked about, whose order is remembered.
      const all = rows.length === before.rowCount
      const truth = all ? labels.codes : Uint8Array.from(rows, (row) => labels.codes[row]!)
      const scores = ({ scores }: Predictions) => (all ? scores! : pick(scores!, rows))
      const { difference, se } = delongPaired(scores(before), scores(after), truth)
      return { kind: 'normal', estimate: difference, standardError: se, range: { low: -1, high: 1 } }
    }
  }
  return pairedAccuracy(labels, before, after, rows)
}

/**
 * The fall of accuracy on the same rows, as a `paired-difference`; undefined on few rows. AUC sees the order of the
 * answers alone: where all of them move together every decision may turn, and only accuracy tells.
 */
export function pairedDecisions(
  labels: Extract<Labels, { kind: 'class' }>,
  before: Predictions,
  after: Predictions,
): Statistic {
  const isKnown = (row: number) => labels.codes[row]! >= 0 && isAnswered(before, row) && isAnswered(after, row)
  const rows = rowsWhere(before.rowCount, isKnown)
  return rows.length < fewestRows
    ? { kind: 'undefined', because: 'too few labelled rows were answered' }
    : pairedAccuracy(labels, before, after, rows)
}

function pairedAccuracy(
  { codes }: Extract<Labels, { kind: 'class' }>,
  before: Predictions,
  after: Predictions,
  rows: Int32Array,
): Statistic {
  let worse = 0
  let better = 0
  for (const row of rows) {
    const wasRight = before.decisions[row] === codes[row]
    const isRight = after.decisions[row] === codes[row]
    if (wasRight && !isRight) worse++
    if (!wasRight && isRight) better++
  }
  return { kind: 'paired-difference', worse, better, trials: rows.length }
}

/**
 * What a flaw of some rows costs the model there: error among `affected` rows against the others. The difference of
 * error rates for classes, the relative difference of RMSE for values. Worse is positive.
 */
export function observedImpact(labels: Labels, predictions: Predictions, affected: Uint8Array): Statistic {
  if (labels.kind === 'value') return observedValueImpact(labels.values, predictions.scores!, affected)
  const a = { hits: 0, trials: 0 }
  const b = { hits: 0, trials: 0 }
  for (let row = 0; row < affected.length; row++) {
    const truth = labels.codes[row]!
    if (truth < 0 || !isAnswered(predictions, row)) continue
    const side = affected[row] === 1 ? a : b
    side.trials++
    if (predictions.decisions[row] !== truth) side.hits++
  }
  if (a.trials < fewestRows || b.trials < fewestRows) return { kind: 'undefined', because: 'too few affected rows' }
  return { kind: 'rate-difference', a, b }
}

/** AUC, accuracy or RMSE by task: the metric whose change is called impact. */
export function impactMetric(task: Task, hasScores: boolean): string {
  if (task === 'regression') return 'rmse'
  return task === 'binary' && hasScores ? 'auc' : 'accuracy'
}

/** The impact metric itself on these rows; NaN where undefined. */
export function impactMetricValue(task: Task, labels: Labels, predictions: Predictions): number {
  if (labels.kind === 'value') {
    const { values } = labels
    const scores = predictions.scores!
    const known = rowsWhere(values.length, (row) => Number.isFinite(values[row]!) && Number.isFinite(scores[row]!))
    const errors = squaredErrors(values, scores, known)
    return errors.scale * Math.sqrt(errors.mean)
  }
  const rows = rowsWhere(predictions.rowCount, (row) => labels.codes[row]! >= 0 && isAnswered(predictions, row))
  if (task === 'binary' && predictions.scores !== null) {
    return delong(
      pick(predictions.scores, rows),
      Uint8Array.from(rows, (row) => labels.codes[row]!),
    ).auc
  }
  return rows.filter((row) => predictions.decisions[row] === labels.codes[row]).length / rows.length
}

/** A class was chosen, on grounds that are numbers. */
function isAnswered({ decisions, scores, classes }: Predictions, row: number): boolean {
  if (decisions[row]! < 0) return false
  return scores === null || classes.length > 2 || Number.isFinite(scores[row]!)
}

function flipRate(before: Predictions, after: Predictions, rows: Int32Array): Statistic {
  if (rows.length === 0) return { kind: 'undefined', because: 'no row was answered' }
  const hits = rows.filter((row) => before.decisions[row] !== after.decisions[row]).length
  return { kind: 'proportion', hits, trials: rows.length }
}

/**
 * √(A/B) − 1 for the mean squared errors A after and B before on the same rows, with its delta-method error
 * (var = g²/4·[Var A/A² + Var B/B² − 2 Cov/(AB)]/n).
 */
function pairedValueImpact(labels: Labels | undefined, before: Float64Array, after: Float64Array): Statistic {
  const rows = rowsWhere(before.length, (row) => Number.isFinite(before[row]!) && Number.isFinite(after[row]!))
  if (labels?.kind !== 'value') return scaledShift(before, after, rows)
  const labelled = rows.filter((row) => Number.isFinite(labels.values[row]!))
  if (labelled.length < fewestRows) return { kind: 'undefined', because: 'too few labelled rows were answered' }
  const [a, b] = [squaredErrors(labels.values, after, labelled), squaredErrors(labels.values, before, labelled)]
  if (b.mean === 0) return { kind: 'undefined', because: 'the model made no error to begin with' }
  const ratio = (a.scale / b.scale) * Math.sqrt(a.mean / b.mean)
  if (a.mean === 0) return { kind: 'exact', value: -1 }
  const spread = a.squares.map((square, i) => square / a.mean - b.squares[i]! / b.mean)
  const variance = spread.reduce((sum, value) => sum + value * value, 0) / (labelled.length - 1)
  return relativeRise(ratio, (ratio / 2) * Math.sqrt(variance / labelled.length))
}

function observedValueImpact(truth: Float64Array, scores: Float64Array, affected: Uint8Array): Statistic {
  const known = (flag: number) =>
    rowsWhere(
      truth.length,
      (row) => affected[row] === flag && Number.isFinite(truth[row]!) && Number.isFinite(scores[row]!),
    )
  const [inside, outside] = [known(1), known(0)]
  if (inside.length < fewestRows || outside.length < fewestRows) {
    return { kind: 'undefined', because: 'too few affected rows' }
  }
  const [a, b] = [squaredErrors(truth, scores, inside), squaredErrors(truth, scores, outside)]
  if (b.mean === 0) return { kind: 'undefined', because: 'the model makes no error on the other rows' }
  const ratio = (a.scale / b.scale) * Math.sqrt(a.mean / b.mean)
  const relative = ({ squares, mean: centre }: SquaredErrors) =>
    centre === 0
      ? 0
      : squares.reduce((sum, square) => sum + (square / centre - 1) ** 2, 0) / (squares.length - 1) / squares.length
  return relativeRise(ratio, (ratio / 2) * Math.sqrt(relative(a) + relative(b)))
}

function relativeRise(ratio: number, standardError: number): Statistic {
  if (!Number.isFinite(ratio) || !Number.isFinite(standardError)) {
    return { kind: 'undefined', because: 'the errors are too far apart to compare' }
  }
  return { kind: 'normal', estimate: ratio - 1, standardError }
}

function scaledShift(before: Float64Array, after: Float64Array, rows: Int32Array): Statistic {
  if (rows.length < 2) return { kind: 'undefined', because: 'too few rows were answered' }
  const moved = Float64Array.from(rows, (row) => Math.abs(after[row]! - before[row]!))
  const sd = standardDeviation(pick(before, rows))
  if (sd === 0) return { kind: 'undefined', because: 'the model always answers the same' }
  const estimate = mean(moved) / sd
  const standardError = standardDeviation(moved) / sd / Math.sqrt(rows.length)
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    return { kind: 'undefined', because: 'the answers are too far apart to compare' }
  }
  return { kind: 'normal', estimate, standardError, range: { low: 0 } }
}

interface SquaredErrors {
  /** (error / scale)², at most 1, so that no square overflows. */
  readonly squares: Float64Array
  readonly scale: number
  readonly mean: number
}

function squaredErrors(truth: Float64Array, scores: Float64Array, rows: Int32Array): SquaredErrors {
  const errors = Float64Array.from(rows, (row) => Math.abs(scores[row]! - truth[row]!))
  const scale = errors.reduce((largest, error) => Math.max(largest, error), 0) || 1
  const squares = errors.map((error) => (error / scale) ** 2)
  return { squares, scale, mean: mean(squares) }
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
}
