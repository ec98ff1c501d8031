import type { Interval } from '../core/measurement.ts'
import { mean, standardDeviation } from './describe.ts'
import { binomialCdf, studentTQuantile } from './distributions.ts'
import { normalSurvival } from './normal.ts'
import { midranks } from './order.ts'

/** Interval for a mean by Student's t; unbounded below 2 rows (Student 1908). */
export function meanInterval(values: Float64Array, level = 0.95): Interval {
  const rows = values.length
  if (rows < 2) return { low: -Infinity, high: Infinity }
  const centre = mean(values)
  const spread = (studentTQuantile((1 + level) / 2, rows - 1) * standardDeviation(values)) / Math.sqrt(rows)
  return { low: centre - spread, high: centre + spread }
}

/**
 * Interval for the q quantile, its ends being two of the ascending values: of at least this level whatever the
 * distribution, and open at an end that the rows do not reach (David & Nagaraja 2003, "Order Statistics", 7.1).
 */
export function quantileInterval(sorted: Float64Array, q: number, level = 0.95): Interval {
  const rows = sorted.length
  const below = placeWithin(rows, q, (1 - level) / 2)
  const above = placeWithin(rows, 1 - q, (1 - level) / 2)
  return {
    low: below === 0 ? -Infinity : sorted[below - 1]!,
    high: above === 0 ? Infinity : sorted[rows - above]!,
  }
}

export interface SignedRankTest {
  readonly p: number
  /** Sum of ranks of the positive differences less that of the negative ones, over the sum of all: −1 to 1. */
  readonly effect: number
  /** Differences that are not 0, which alone count. */
  readonly pairs: number
}

/**
 * Two-sided Wilcoxon signed-rank test that paired differences lie evenly around 0: exact for up to 50 without ties,
 * else normal with a correction for ties. Zeros and NaN are left out; p is 1 when nothing is left (Wilcoxon 1945).
 */
export function wilcoxonSignedRank(differences: Float64Array): SignedRankTest {
  const kept = differences.filter((difference) => difference !== 0 && !Number.isNaN(difference))
  const pairs = kept.length
  if (pairs === 0) return { p: 1, effect: 0, pairs }
  const sizes = kept.map(Math.abs)
  const ranks = midranks(sizes)
  let positive = 0
  let squares = 0
  for (let i = 0; i < pairs; i++) {
    if (kept[i]! > 0) positive += ranks[i]!
    squares += ranks[i]! * ranks[i]!
  }
  const all = (pairs * (pairs + 1)) / 2
  const effect = (2 * positive - all) / all
  const isTied = squares < (all * (2 * pairs + 1)) / 3
  if (pairs <= 50 && !isTied) return { p: exactSignedRankP(pairs, positive), effect, pairs }
  // Σ ranks² / 4 is the variance, ties included
  const z = Math.abs(positive - all / 2) / Math.sqrt(squares / 4)
  return { p: Math.min(1, 2 * normalSurvival(z)), effect, pairs }
}

/** The largest count r with P(fewer than r of the rows lie below the quantile) within the tail. */
function placeWithin(rows: number, share: number, tail: number): number {
  let low = 0
  let high = rows + 1
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (binomialCdf(middle - 1, rows, share) <= tail) low = middle
    else high = middle
  }
  return low
}

/** By counting the subsets of 1..n with each sum. */
function exactSignedRankP(pairs: number, positive: number): number {
  const all = (pairs * (pairs + 1)) / 2
  const ways = new Float64Array(all + 1)
  ways[0] = 1
  for (let rank = 1; rank <= pairs; rank++) for (let sum = all; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!
  const least = Math.min(positive, all - positive)
  let tail = 0
  for (let sum = 0; sum <= least; sum++) tail += ways[sum]!
  return Math.min(1, (2 * tail) / 2 ** pairs)
}
