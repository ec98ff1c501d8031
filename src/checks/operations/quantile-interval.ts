import type { Interval } from '../../core/measurement.ts'
import { binomialCdf } from '../../stats/distributions.ts'

/**
 * Interval for the q quantile of what ascending values were drawn from, between two of them: exact for any
 * distribution, at least at `level` (Conover 1999, Practical Nonparametric Statistics, 3.2). Null where there are too
 * few values for a bound on either side.
 */
export function quantileInterval(sorted: Float64Array, q: number, level = 0.95): Interval | null {
  const n = sorted.length
  const tail = (1 - level) / 2
  // The k-th smallest lies above the quantile when fewer than k values lie below it.
  let low = 0
  while (low < n && binomialCdf(low, n, q) <= tail) low++
  let high = low
  while (high <= n && binomialCdf(high - 1, n, q) < 1 - tail) high++
  return low === 0 || high > n ? null : { low: sorted[low - 1]!, high: sorted[high - 1]! }
}

/** The fewest values with which the interval exists. */
export function valuesNeeded(q: number, level = 0.95): number {
  const tail = (1 - level) / 2
  return Math.ceil(Math.log(tail) / Math.log(Math.max(q, 1 - q)))
}
