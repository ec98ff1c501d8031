import type { Interval } from '../core/measurement.ts'
import { betaQuantile } from './distributions.ts'
import { fisherExact } from './fisher-exact.ts'
import { normalSurvival, twoSidedZ } from './normal.ts'

/**
 * Wilson score interval for the rate behind `hits` of `trials`; [0, 1] without trials.
 *
 * Preferred to the normal approximation because it stays inside [0, 1] and keeps its coverage for small samples and
 * for rates near 0 or 1 (Brown, Cai & DasGupta 2001, "Interval Estimation for a Binomial Proportion").
 */
export function wilsonInterval(hits: number, trials: number, level = 0.95): Interval {
  if (trials === 0) return { low: 0, high: 1 }
  const z = twoSidedZ(level)
  const p = hits / trials
  const square = z * z
  const scale = 1 + square / trials
  const centre = (p + square / (2 * trials)) / scale
  const spread = (z * Math.sqrt((p * (1 - p) + square / (4 * trials)) / trials)) / scale
  // Rounding can push a bound past p when p is 0 or 1; the interval always contains what was observed.
  return {
    low: hits === 0 ? 0 : Math.min(p, Math.max(0, centre - spread)),
    high: hits === trials ? 1 : Math.max(p, Math.min(1, centre + spread)),
  }
}

/**
 * Exact interval for the rate behind `hits` of `trials`, never below its level and so wider than Wilson's; [0, 1]
 * without trials (Clopper & Pearson 1934).
 */
export function clopperPearsonInterval(hits: number, trials: number, level = 0.95): Interval {
  if (trials === 0) return { low: 0, high: 1 }
  const tail = (1 - level) / 2
  return {
    low: hits === 0 ? 0 : betaQuantile(tail, hits, trials - hits + 1),
    // 1 − the quantile of the mirrored distribution, which keeps the tail exact
    high: hits === trials ? 1 : 1 - betaQuantile(tail, trials - hits, hits + 1),
  }
}

/**
 * Interval for rate A minus rate B of independent rows; [−1, 1] when a side has no trials (Newcombe 1998,
 * "Interval estimation for the difference between independent proportions", method 10, hybrid Wilson).
 */
export function newcombeInterval(
  hitsA: number,
  trialsA: number,
  hitsB: number,
  trialsB: number,
  level = 0.95,
): Interval {
  if (trialsA === 0 || trialsB === 0) return { low: -1, high: 1 }
  const a = wilsonInterval(hitsA, trialsA, level)
  const b = wilsonInterval(hitsB, trialsB, level)
  const pA = hitsA / trialsA
  const pB = hitsB / trialsB
  return {
    low: pA - pB - Math.hypot(pA - a.low, b.high - pB),
    high: pA - pB + Math.hypot(a.high - pA, pB - b.low),
  }
}

/**
 * Interval for rate A over rate B of independent rows, on the log scale (Katz et al. 1978).
 *
 * Without hits on a side, all hits and trials get ½ more (Walter 1975), and the end that the data do not bound is
 * opened: low is 0 without hits in A, high is Infinity without hits in B. Where both rates are one, hits get ½ and
 * trials 1 more, so that the interval keeps a width. [0, Infinity] when a side has no trials.
 */
export function katzInterval(hitsA: number, trialsA: number, hitsB: number, trialsB: number, level = 0.95): Interval {
  if (trialsA === 0 || trialsB === 0) return { low: 0, high: Infinity }
  const bothFull = hitsA === trialsA && hitsB === trialsB
  const addedHits = bothFull || hitsA === 0 || hitsB === 0 ? 0.5 : 0
  const addedTrials = bothFull ? 1 : addedHits
  const a = hitsA + addedHits
  const b = hitsB + addedHits
  const centre = Math.log(a / (trialsA + addedTrials)) - Math.log(b / (trialsB + addedTrials))
  const variance = 1 / a - 1 / (trialsA + addedTrials) + 1 / b - 1 / (trialsB + addedTrials)
  const spread = twoSidedZ(level) * Math.sqrt(variance)
  // The added halves can move the centre further than the spread; the interval always contains what was observed.
  const observed = hitsA === 0 ? 0 : hitsB === 0 ? Infinity : hitsA / trialsA / (hitsB / trialsB)
  return {
    low: hitsA === 0 ? 0 : Math.min(observed, Math.exp(centre - spread)),
    high: hitsB === 0 ? Infinity : Math.max(observed, Math.exp(centre + spread)),
  }
}

export interface TwoProportionTest {
  /** Signed: positive when the rate of A is higher. */
  readonly z: number
  readonly p: number
  /** True when p is Fisher's, because an expected count is below 5. */
  readonly exact: boolean
}

/**
 * Two-sided test that two independent rates are equal: the pooled score test (Pearson's chi-square without a
 * continuity correction), or Fisher's exact test when an expected count is below 5. p is NaN without trials.
 */
export function twoProportionTest(hitsA: number, trialsA: number, hitsB: number, trialsB: number): TwoProportionTest {
  if (trialsA === 0 || trialsB === 0) return { z: NaN, p: NaN, exact: false }
  const pooled = (hitsA + hitsB) / (trialsA + trialsB)
  if (pooled === 0 || pooled === 1) return { z: 0, p: 1, exact: true }
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / trialsA + 1 / trialsB))
  const z = (hitsA / trialsA - hitsB / trialsB) / error
  const exact = Math.min(trialsA, trialsB) * Math.min(pooled, 1 - pooled) < 5
  const p = exact
    ? fisherExact(hitsA, trialsA - hitsA, hitsB, trialsB - hitsB)
    : Math.min(1, 2 * normalSurvival(Math.abs(z)))
  return { z, p, exact }
}
