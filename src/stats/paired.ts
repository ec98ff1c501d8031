import type { Interval } from '../core/measurement.ts'
import { binomialCdf } from './distributions.ts'
import { twoSidedZ } from './normal.ts'

/**
 * Score interval for (worse − better) / trials, of rows judged before and after; [−1, 1] without trials (Tango 1998,
 * "Equivalence test and confidence interval for the difference in proportions for the paired-sample design").
 */
export function tangoInterval(worse: number, better: number, trials: number, level = 0.95): Interval {
  if (trials === 0) return { low: -1, high: 1 }
  const z = twoSidedZ(level)
  return {
    low: lowerBound(worse, better, trials, z),
    high: 0 - lowerBound(better, worse, trials, z),
  }
}

/**
 * Two-sided p of McNemar's exact test on the rows that changed: b one way, c the other. 1 when none changed
 * (McNemar 1947, binomial form).
 */
export function mcnemarExact(b: number, c: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5))
}

/** The lowest difference that the score test does not reject: the score falls as the difference grows. */
function lowerBound(worse: number, better: number, trials: number, z: number): number {
  let low = -1
  let high = (worse - better) / trials
  if (high === -1) return -1
  for (let i = 0; i < 100 && high - low > 1e-16; i++) {
    const middle = (low + high) / 2
    const gap = worse - better - trials * middle
    if (gap > z * scoreError(worse, better, trials, middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Standard error of worse − better under a given difference, with the other parameter at its maximum likelihood. */
function scoreError(worse: number, better: number, trials: number, difference: number): number {
  const a = 2 * trials
  const b = -worse - better + (2 * trials - worse + better) * difference
  const c = -better * difference * (1 - difference)
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  // The larger root of a q² + b q + c, without cancellation
  const q = b <= 0 ? (root - b) / (2 * a) : b + root === 0 ? 0 : (-2 * c) / (b + root)
  return Math.sqrt(Math.max(0, trials * (2 * q + difference * (1 - difference))))
}
