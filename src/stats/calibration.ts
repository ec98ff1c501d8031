import type { Interval } from '../core/measurement.ts'
import { splitByClass } from './class-split.ts'
import type { BinaryLabels } from './class-split.ts'
import { fitLogisticLine } from './logistic.ts'
import type { LogisticLine } from './logistic.ts'
import { normalSurvival } from './normal.ts'
import { wilsonInterval } from './proportion.ts'

export * from './calibrators.ts'

/** Rows with neighbouring scores, and how often they were positive. */
export interface ReliabilityBin {
  readonly count: number
  readonly meanScore: number
  /** Share of positives. */
  readonly rate: number
  /** 95 % Wilson interval of the rate. */
  readonly interval: Interval
  readonly lowest: number
  readonly highest: number
}

/**
 * The rows in at most `bins` bins of equal size by score. Equal scores share a bin, so the result does not depend on
 * the order of rows, and bins without rows are left out. None when a score is NaN.
 */
export function reliabilityBins(scores: Float64Array, labels: BinaryLabels, bins = 15): readonly ReliabilityBin[] {
  const filled: BinSums[] = []
  let last = -1
  const rows = scores.length
  let seen = 0
  eachDistinctScore(scores, labels, (score, positives, count) => {
    // the bin of the middle row among the equal ones
    const bin = Math.floor((bins * (2 * seen + count - 1)) / (2 * rows))
    seen += count
    if (bin !== last) filled.push({ count: 0, positives: 0, scores: 0, lowest: score, highest: score })
    last = bin
    const sums = filled.at(-1)!
    sums.count += count
    sums.positives += positives
    sums.scores += count * score
    sums.highest = score
  })
  return filled.map(({ count, positives, scores: total, lowest, highest }) => ({
    count,
    meanScore: total / count,
    rate: positives / count,
    interval: wilsonInterval(positives, count),
    lowest,
    highest,
  }))
}

/**
 * Expected calibration error Σ n_b/n |rate − mean score| over equal-mass bins. Biased upwards: a perfect model with 15
 * bins scores 0.11 on 100 rows and 0.03 on 1000, so gate on spiegelhalterZ or debiasedL2Error instead.
 */
export function expectedCalibrationError(scores: Float64Array, labels: BinaryLabels, bins = 15): number {
  return gapOverBins(reliabilityBins(scores, labels, bins))
}

/** The same over bins of equal width on [0, 1], a score on an edge belonging to the lower bin (Guo et al. 2017). */
export function equalWidthCalibrationError(scores: Float64Array, labels: BinaryLabels, bins = 15): number {
  const counts = new Float64Array(bins)
  const gaps = new Float64Array(bins)
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!
    if (Number.isNaN(score)) return NaN
    let bin = Math.min(bins - 1, Math.max(0, Math.ceil(score * bins) - 1))
    // the product may be rounded across an edge
    if (bin > 0 && score <= bin / bins) bin--
    else if (bin < bins - 1 && score > (bin + 1) / bins) bin++
    counts[bin]!++
    gaps[bin]! += (labels[row] === 1 ? 1 : 0) - score
  }
  let total = 0
  for (let bin = 0; bin < bins; bin++) total += Math.abs(gaps[bin]!)
  return total / scores.length
}

/**
 * Root mean squared calibration gap with the part that sampling noise adds taken out, never below 0 (Kumar, Liang &
 * Ma 2019, "Verified Uncertainty Calibration").
 */
export function debiasedL2Error(scores: Float64Array, labels: BinaryLabels, bins = 15): number {
  const table = reliabilityBins(scores, labels, bins)
  if (table.length === 0) return NaN
  let total = 0
  for (const { count, meanScore, rate } of table) {
    if (count < 2) continue
    total += (count / scores.length) * ((meanScore - rate) ** 2 - (rate * (1 - rate)) / (count - 1))
  }
  return Math.sqrt(Math.max(0, total))
}

/**
 * Spiegelhalter's binless test that the scores are the true probabilities: z is standard normal then, and p two-sided.
 * NaN where the test has no variance, because every score is 0, ½ or 1 (Spiegelhalter 1986).
 */
export function spiegelhalterZ(scores: Float64Array, labels: BinaryLabels): { readonly z: number; readonly p: number } {
  let gaps = 0
  let squares = 0
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!
    const lean = 1 - 2 * score
    gaps += ((labels[row] === 1 ? 1 : 0) - score) * lean
    squares += lean * lean * score * (1 - score)
  }
  const z = gaps / Math.sqrt(squares)
  return { z, p: Math.min(1, 2 * normalSurvival(Math.abs(z))) }
}

/** Brier score = reliability − resolution + uncertainty + remainder. */
export interface BrierDecomposition {
  readonly brier: number
  /** Weighted squared gap between score and rate; 0 is perfect. */
  readonly reliability: number
  /** How far the bins' rates lie from the overall rate; higher is better. */
  readonly resolution: number
  /** Brier score of always answering the overall rate. */
  readonly uncertainty: number
  /** What binning hides: the spread of scores inside bins. */
  readonly remainder: number
}

/** Murphy's decomposition over equal-mass bins (Murphy 1973). All NaN of nothing or with a NaN score. */
export function brierDecomposition(scores: Float64Array, labels: BinaryLabels, bins = 15): BrierDecomposition {
  const table = reliabilityBins(scores, labels, bins)
  const rows = table.length === 0 ? NaN : scores.length
  let brier = 0
  let positives = 0
  for (let row = 0; row < scores.length; row++) {
    const label = labels[row] === 1 ? 1 : 0
    positives += label
    brier += (scores[row]! - label) ** 2 / rows
  }
  const overall = positives / rows
  let reliability = 0
  let resolution = 0
  for (const { count, meanScore, rate } of table) {
    reliability += (count / rows) * (meanScore - rate) ** 2
    resolution += (count / rows) * (rate - overall) ** 2
  }
  const uncertainty = overall * (1 - overall)
  if (Number.isNaN(rows)) return { brier: NaN, reliability: NaN, resolution: NaN, uncertainty: NaN, remainder: NaN }
  return { brier, reliability, resolution, uncertainty, remainder: brier - reliability + resolution - uncertainty }
}

/**
 * Logistic regression of the label on the logit of the score: slope 1 and intercept 0 are ideal, a slope below 1 means
 * overconfident scores (Cox 1958). Scores are kept 1e-12 away from 0 and 1; NaN as fitLogisticLine.
 */
export function calibrationLine(scores: Float64Array, labels: BinaryLabels): LogisticLine {
  const logits = new Float64Array(scores.length)
  const targets = new Float64Array(scores.length)
  for (let row = 0; row < scores.length; row++) {
    const score = Math.min(1 - 1e-12, Math.max(1e-12, scores[row]!))
    logits[row] = Math.log(score) - Math.log1p(-score)
    targets[row] = labels[row] === 1 ? 1 : 0
  }
  return fitLogisticLine(logits, targets)
}

interface BinSums {
  count: number
  positives: number
  scores: number
  lowest: number
  highest: number
}

function gapOverBins(table: readonly ReliabilityBin[]): number {
  let total = 0
  let rows = 0
  for (const { count, meanScore, rate } of table) {
    total += count * Math.abs(rate - meanScore)
    rows += count
  }
  return total / rows
}

/** Visits each distinct score from the lowest up, with its positives and its rows; nothing when a score is NaN. */
function eachDistinctScore(
  scores: Float64Array,
  labels: BinaryLabels,
  visit: (score: number, positives: number, count: number) => void,
): void {
  const { positives, negatives } = splitByClass(scores, labels)
  if (Number.isNaN(positives.at(-1) ?? 0) || Number.isNaN(negatives.at(-1) ?? 0)) return
  let p = 0
  let n = 0
  while (p < positives.length || n < negatives.length) {
    const fromPositives = n >= negatives.length || (p < positives.length && positives[p]! < negatives[n]!)
    const score = fromPositives ? positives[p]! : negatives[n]!
    const startP = p
    const startN = n
    while (p < positives.length && positives[p]! === score) p++
    while (n < negatives.length && negatives[n]! === score) n++
    visit(score, p - startP, p - startP + n - startN)
  }
}
