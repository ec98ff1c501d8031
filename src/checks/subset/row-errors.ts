import type { Statistic } from '../../core/measurement.ts'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { scoreWidth } from '../../core/predictions.ts'
import { mean, quantileSorted } from '../../stats/describe.ts'
import { meanError } from '../../stats/metric-errors.ts'
import { relativeRise } from '../../stats/metric.ts'

/** What each of some rows costs. */
export interface RowErrors {
  /** 1 where the decision is wrong; of values the squared error. */
  readonly errors: Float64Array
  /** The same for a search: squared errors are cut at their 99 % point, so that no single row makes a slice. */
  readonly capped: Float64Array
  /** How far each answer is from the truth, by which examples are ordered: 1 − its probability, or the squared error. */
  readonly distance: Float64Array
  readonly isRate: boolean
}

/** Errors of these rows, all of them answered and labelled. */
export function rowErrors(labels: Labels, predictions: Predictions, rows: Int32Array): RowErrors {
  const { scores, decisions } = predictions
  if (labels.kind === 'value') {
    const errors = Float64Array.from(rows, (row) => (scores![row]! - labels.values[row]!) ** 2)
    const cap = quantileSorted(errors.toSorted(), 0.99)
    return { errors, capped: errors.map((error) => Math.min(error, cap)), distance: errors, isRate: false }
  }
  const errors = Float64Array.from(rows, (row) => Number(decisions[row] !== labels.codes[row]))
  const width = scoreWidth(predictions)
  const distance = Float64Array.from(rows, (row, i) => {
    if (scores === null) return errors[i]!
    const code = labels.codes[row]!
    if (width === 1) return code === 1 ? 1 - scores[row]! : scores[row]!
    return 1 - scores[row * width + code]!
  })
  return { errors, capped: errors, distance, isRate: true }
}

/** The error of the rows inside against those outside: the difference of error rates, or how far RMSE is above theirs. */
export function errorGap(
  { errors, isRate }: RowErrors,
  inside: readonly number[],
  outside: readonly number[],
): Statistic {
  if (inside.length === 0 || outside.length === 0)
    return { kind: 'undefined', because: 'no row lies inside, or none outside' }
  if (isRate) {
    const hits = (rows: readonly number[]) => rows.reduce((total, row) => total + errors[row]!, 0)
    return {
      kind: 'rate-difference',
      a: { hits: hits(inside), trials: inside.length },
      b: { hits: hits(outside), trials: outside.length },
    }
  }
  return relativeRise(rootMean(errors, inside), rootMean(errors, outside))
}

/** Error rate, or RMSE. */
export function errorOf({ errors, isRate }: RowErrors, rows: readonly number[]): number {
  const average = rows.reduce((total, row) => total + errors[row]!, 0) / rows.length
  return isRate ? average : Math.sqrt(average)
}

function rootMean(errors: Float64Array, rows: readonly number[]): Statistic {
  const own = Float64Array.from(rows, (row) => errors[row]!)
  const estimate = Math.sqrt(mean(own))
  // one row has no spread, and RMSE 0 none on this scale
  const standardError = estimate === 0 || own.length < 2 ? 0 : meanError(own) / (2 * estimate)
  return { kind: 'normal', estimate, standardError }
}
