import type { CategoryColumn, Column, NumberColumn } from '../core/frame.ts'
import type { Interval } from '../core/measurement.ts'
import { mean, quantileSorted, standardDeviation } from './describe.ts'
import { countCodes, distinctSorted, fewDistinct, sortedValues } from './distribution.ts'
import { normalQuantile, twoSidedZ } from './normal.ts'
import { chiSquareTest, cramersV, kolmogorovSmirnov, largestShareChange, psi } from './two-sample.ts'

/** How far two samples of one quantity are apart. An effect counts only where more than one measure sees it. */
export interface Drift {
  readonly kind: 'number' | 'category'
  /** What the effect is. */
  readonly measure: 'ks' | 'w1_sd' | 'trimmed_w1_sd' | 'cramers_v' | 'psi' | 'js' | 'kl' | 'hellinger'
  /**
   * Numbers: the lesser of KS and W1/sd, or what the trimmed W1/sd is in units of KS where that is more. Categories:
   * Cramér's V, or 0 below the least share change.
   */
  readonly effect: number
  readonly p: number
  /** The smallest effect that samples of these sizes can show. */
  readonly detectable: number
  /** Where the effect lies, at 95 %; not known of every measure. */
  readonly interval?: Interval
  readonly n: number
  readonly m: number
  readonly facts: Readonly<Record<string, number>>
}

/** A change of V without any category's share moving by this much is not worth telling (methods §3.4). */
const leastShareChange = 0.05

/** KS of normal values that move by one standard deviation is 0.38, by half of one 0.2. */
const ksOfShift = 0.4

/** Compares two columns of one name; null when they are of a kind without an order or shares, or a side is empty. */
export function columnDrift(reference: Column, evaluation: Column): Drift | null {
  if (reference.kind === 'category' && evaluation.kind === 'category') return categoryDrift(reference, evaluation)
  if (reference.kind === 'number' && evaluation.kind === 'number') return numberDrift(reference, evaluation)
  return null
}

function numberDrift(reference: NumberColumn, evaluation: NumberColumn): Drift | null {
  const [a, b] = [sortedValues(reference), sortedValues(evaluation)]
  if (a.length === 0 || b.length === 0) return null
  const values = distinctSorted(a, fewDistinct)
  if (values.length <= fewDistinct) {
    const others = distinctSorted(b, fewDistinct)
    const all = Float64Array.from(new Set([...values, ...others])).toSorted()
    if (others.length <= fewDistinct) return countsDrift(countSorted(a, all), countSorted(b, all))
  }
  return sortedDrift(a, b)
}

/** Compares ascending samples of numbers: Kolmogorov–Smirnov for whether, with W1 in units of the reference's sd. */
export function sortedDrift(a: Float64Array, b: Float64Array): Drift {
  const { statistic: ks, p, wasserstein } = kolmogorovSmirnov(a, b)
  const sd = standardDeviation(a)
  // A constant reference has no scale: any move of it is a whole one.
  const shift = sd > 0 ? wasserstein / sd : wasserstein > 0 ? Infinity : 0
  const trimmed = trimmedShift(a, b)
  const [n, m] = [a.length, b.length]
  const plain = Math.min(ks, shift)
  const effect = Math.max(plain, Math.min(1, ksOfShift * trimmed))
  const spread = Math.sqrt((n + m) / (n * m))
  return {
    kind: 'number',
    measure: effect > plain ? 'trimmed_w1_sd' : ks <= shift ? 'ks' : 'w1_sd',
    effect,
    p,
    detectable: 1.358 * spread,
    // KS is a difference of two shares at one value; no share has a larger standard error than that of one half.
    interval: around(effect, spread / 2),
    n,
    m,
    facts: { ks, 'W1/sd': Number.isFinite(shift) ? shift : 1e9, 'trimmed W1/sd': trimmed },
  }
}

/**
 * The mean distance of the percentiles 1 to 99 in standard deviations of those of the reference: W1 without the tails,
 * so that no single value makes it. KS hardly sees values that spread: noise of 1.5 sd moves normal values by 0.6 sd in
 * the mean, and KS by no more than 0.14.
 */
function trimmedShift(a: Float64Array, b: Float64Array): number {
  const percentiles = (sorted: Float64Array) =>
    Float64Array.from({ length: 99 }, (_, i) => quantileSorted(sorted, (i + 1) / 100))
  const [before, after] = [percentiles(a), percentiles(b)]
  const distance = mean(before.map((value, i) => Math.abs(after[i]! - value)))
  const shift = distance / standardDeviation(before)
  return Number.isFinite(shift) ? shift : 0
}

function categoryDrift(reference: CategoryColumn, evaluation: CategoryColumn): Drift | null {
  const size = reference.dictionary.length
  const [a, b] = [countCodes(reference.codes, size), countCodes(evaluation.codes, size)]
  return a.some((count) => count > 0) && b.some((count) => count > 0) ? countsDrift(a, b) : null
}

/** Compares counts of the same categories: two-sample chi-square for whether, bias-corrected Cramér's V for how much. */
export function countsDrift(a: Int32Array, b: Int32Array): Drift {
  const [n, m] = [total(a), total(b)]
  const { p, df } = chiSquareTest(a, b)
  const [v, shareChange] = [cramersV(a, b), largestShareChange(a, b)]
  const effect = shareChange >= leastShareChange ? v : 0
  // The variance of a non-central chi-square is 2 df + 4 n V², and V² is its excess over df, over n.
  const standardError = v > 0 ? Math.sqrt((1 + df / (2 * (n + m) * v * v)) / (n + m)) : 1 / Math.sqrt(n + m)
  return {
    kind: 'category',
    measure: 'cramers_v',
    effect,
    p,
    interval: around(effect, standardError),
    detectable: Math.sqrt(chiSquareQuantile95(Math.max(1, df)) / (n + m)),
    n,
    m,
    facts: { V: v, 'largest share change': shareChange, psi: psi(a, b).psi },
  }
}

function around(effect: number, standardError: number): Interval {
  const reach = twoSidedZ(0.95) * standardError
  return { low: Math.max(0, effect - reach), high: Math.min(1, effect + reach) }
}

/** Wilson and Hilferty's approximation (1931), within 1 % from one degree of freedom up. */
function chiSquareQuantile95(df: number): number {
  const c = 2 / (9 * df)
  return df * (1 - c + normalQuantile(0.95) * Math.sqrt(c)) ** 3
}

function countSorted(sorted: Float64Array, values: Float64Array): Int32Array {
  const counts = new Int32Array(values.length)
  let at = 0
  for (const value of sorted) {
    while (values[at]! < value) at++
    counts[at]!++
  }
  return counts
}

function total(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
