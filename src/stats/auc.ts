import type { Interval } from '../core/measurement.ts'
import { splitByClass } from './class-split.ts'
import type { BinaryLabels } from './class-split.ts'
import { twoSidedZ } from './normal.ts'
import { ascendingOrder } from './order.ts'

export type { BinaryLabels } from './class-split.ts'

export interface DelongResult {
  readonly auc: number
  /** Standard error; NaN with fewer than two rows in a class. */
  readonly se: number
  readonly positives: number
  readonly negatives: number
}

/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half
 * (Mann & Whitney 1947). NaN when a class is empty or a score is NaN.
 */
export function auc(scores: Float64Array, labels: BinaryLabels): number {
  const { positives, negatives } = splitByClass(scores, labels)
  return hasNaN(positives) || hasNaN(negatives) ? NaN : areaOf(positives, negatives)
}

/**
 * AUC with DeLong's standard error, in O(n log n) (DeLong et al. 1988; midranks after Sun & Xu 2014). NaN when a
 * class is empty or a score is NaN.
 */
export function delong(scores: Float64Array, labels: BinaryLabels): DelongResult {
  const { positives, negatives } = splitByClass(scores, labels)
  const counts = { positives: positives.length, negatives: negatives.length }
  if (hasNaN(positives) || hasNaN(negatives)) return { auc: NaN, se: NaN, ...counts }
  const area = areaOf(positives, negatives)
  if (positives.length < 2 || negatives.length < 2) return { auc: area, se: NaN, ...counts }
  const variance =
    squaredGaps(positives, negatives, area) / (positives.length - 1) / positives.length +
    squaredGaps(negatives, positives, 1 - area) / (negatives.length - 1) / negatives.length
  return { auc: area, se: Math.sqrt(variance), ...counts }
}

/**
 * AUC of A minus AUC of B on the same rows, with DeLong's standard error. NaN when a class is empty or a score is NaN.
 */
export function delongPaired(
  scoresA: Float64Array,
  scoresB: Float64Array,
  labels: BinaryLabels,
): { readonly difference: number; readonly se: number } {
  const a = placements(scoresA, labels)
  const b = placements(scoresB, labels)
  const difference = a.area - b.area
  const { positives: m, negatives: n } = a
  if (Number.isNaN(difference) || m < 2 || n < 2) return { difference, se: NaN }
  // Each row's share of the other class that it beats, under A minus under B: their spread is the error wanted.
  let positiveSquares = 0
  let negativeSquares = 0
  for (let row = 0; row < scoresA.length; row++) {
    const isPositive = labels[row] === 1
    const gap = a.below[row]! - b.below[row]! + (isPositive ? -difference : difference)
    if (isPositive) positiveSquares += gap * gap
    else negativeSquares += gap * gap
  }
  return { difference, se: Math.sqrt(positiveSquares / (m - 1) / m + negativeSquares / (n - 1) / n) }
}

/**
 * Interval for a share from its standard error on the logit scale, so that it stays inside (0, 1). At 0 or 1 the
 * scale has no width and the answer is [0, 1]: nothing is known there (for an AUC see aucInterval).
 */
export function logitInterval(estimate: number, se: number, level = 0.95): Interval {
  if (Number.isNaN(estimate) || Number.isNaN(se)) return { low: NaN, high: NaN }
  if (estimate <= 0 || estimate >= 1) return { low: 0, high: 1 }
  const centre = Math.log(estimate / (1 - estimate))
  const spread = (twoSidedZ(level) * se) / (estimate * (1 - estimate))
  return { low: 1 / (1 + Math.exp(spread - centre)), high: 1 / (1 + Math.exp(-spread - centre)) }
}

/**
 * Interval for an AUC: DeLong on the logit scale; where DeLong's error is 0 or undefined (perfect separation, one row
 * in a class) the score interval with the Hanley–McNeil variance, which is never empty (Newcombe 2006, "Confidence
 * intervals for an effect size measure based on the Mann–Whitney statistic", method 5). NaN when a class is empty.
 */
export function aucInterval(result: DelongResult, level = 0.95): Interval {
  const { auc: area, se, positives, negatives } = result
  if (Number.isNaN(area)) return { low: NaN, high: NaN }
  if (area > 0 && area < 1 && se > 0) return logitInterval(area, se, level)
  const z = twoSidedZ(level)
  return {
    low: scoreBound(area, 0, positives, negatives, z),
    high: scoreBound(area, 1, positives, negatives, z),
  }
}

/** Typed arrays sort NaN to the end. */
function hasNaN(sorted: Float64Array): boolean {
  return Number.isNaN(sorted.at(-1) ?? 0)
}

/** From one merge; the sum of twice the wins plus the ties is an exact integer. */
function areaOf(positives: Float64Array, negatives: Float64Array): number {
  let twiceWins = 0
  let below = 0
  let notAbove = 0
  for (let i = 0; i < positives.length; i++) {
    const score = positives[i]!
    while (below < negatives.length && negatives[below]! < score) below++
    if (notAbove < below) notAbove = below
    while (notAbove < negatives.length && negatives[notAbove]! <= score) notAbove++
    twiceWins += below + notAbove
  }
  return twiceWins / (2 * positives.length * negatives.length)
}

/** Σ (share of `others` below each of `own`, ties half, − mean)². */
function squaredGaps(own: Float64Array, others: Float64Array, mean: number): number {
  let total = 0
  let below = 0
  let notAbove = 0
  for (let i = 0; i < own.length; i++) {
    const score = own[i]!
    while (below < others.length && others[below]! < score) below++
    if (notAbove < below) notAbove = below
    while (notAbove < others.length && others[notAbove]! <= score) notAbove++
    const gap = (below + notAbove) / (2 * others.length) - mean
    total += gap * gap
  }
  return total
}

interface Placements {
  /** For each row the share of the other class that scores lower, ties half. */
  readonly below: Float64Array
  readonly area: number
  readonly positives: number
  readonly negatives: number
}

const remembered = new WeakMap<Float64Array, { readonly labels: BinaryLabels; readonly placements: Placements }>()

/** Remembered per scores and labels: one clean set of answers is compared with a hundred spoilt ones. */
function placements(scores: Float64Array, labels: BinaryLabels): Placements {
  const known = remembered.get(scores)
  if (known?.labels === labels) return known.placements
  const placed = placeAll(scores, labels)
  remembered.set(scores, { labels, placements: placed })
  return placed
}

function placeAll(scores: Float64Array, labels: BinaryLabels): Placements {
  const rows = scores.length
  const order = ascendingOrder(scores)
  const below = new Float64Array(rows)
  let positives = 0
  for (let row = 0; row < rows; row++) if (labels[row] === 1) positives++
  const negatives = rows - positives
  if (rows > 0 && Number.isNaN(scores[order[rows - 1]!]!)) return { below, area: NaN, positives, negatives }
  let twiceWins = 0
  let lowerPositives = 0
  for (let start = 0; start < rows;) {
    const score = scores[order[start]!]!
    let end = start
    let tiedPositives = 0
    for (; end < rows && scores[order[end]!]! === score; end++) if (labels[order[end]!] === 1) tiedPositives++
    const twiceNegatives = 2 * (start - lowerPositives) + end - start - tiedPositives
    const twicePositives = 2 * lowerPositives + tiedPositives
    for (let i = start; i < end; i++) {
      const row = order[i]!
      below[row] = labels[row] === 1 ? twiceNegatives / (2 * negatives) : twicePositives / (2 * positives)
    }
    twiceWins += tiedPositives * twiceNegatives
    lowerPositives += tiedPositives
    start = end
  }
  return { below, area: twiceWins / (2 * positives * negatives), positives, negatives }
}

/** The area nearest to `end` that lies z standard errors, taken at that area, from the observed one. */
function scoreBound(observed: number, end: 0 | 1, positives: number, negatives: number, z: number): number {
  if (observed === end) return end
  const extra = (positives + negatives) / 2 - 1
  let inside = observed
  let outside: number = end
  for (let i = 0; i < 100; i++) {
    const area = (inside + outside) / 2
    const scale = 1 + extra * ((1 - area) / (2 - area) + area / (1 + area))
    const error = Math.sqrt((area * (1 - area) * scale) / (positives * negatives))
    if (Math.abs(observed - area) <= z * error) inside = area
    else outside = area
  }
  return inside
}
