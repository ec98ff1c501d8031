import type { BinaryLabels } from './class-split.ts'
import { fitLogisticLine } from './logistic.ts'
import { ascendingOrder } from './order.ts'

/** P = 1 / (1 + exp(a · score + b)), so a is negative for scores that rise with the truth. */
export interface PlattScaling {
  readonly a: number
  readonly b: number
}

/**
 * Sigmoid calibration with Platt's smoothed targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) (Platt 1999). NaN where the
 * scores are constant or NaN.
 */
export function plattScaling(scores: Float64Array, labels: BinaryLabels): PlattScaling {
  let positives = 0
  for (let row = 0; row < scores.length; row++) if (labels[row] === 1) positives++
  const high = (positives + 1) / (positives + 2)
  const low = 1 / (scores.length - positives + 2)
  const targets = Float64Array.from(scores, (_, row) => (labels[row] === 1 ? high : low))
  const { slope, intercept } = fitLogisticLine(scores, targets)
  return { a: 0 - slope, b: 0 - intercept }
}

/** The calibrated probability of each score. */
export function applyPlatt({ a, b }: PlattScaling, scores: Float64Array): Float64Array {
  return scores.map((score) => 1 / (1 + Math.exp(a * score + b)))
}

/**
 * The temperature T that minimises the log-loss of softmax(ln p / T) (Guo et al. 2017): above 1 for overconfident
 * scores. `scores` are probabilities, row-major with `classes` columns, or of the positive class alone with `classes`
 * 1. Kept between e^−10 and e^10; NaN of nothing or with a NaN score.
 */
export function temperatureScaling(scores: Float64Array, labels: BinaryLabels, classes = 1): number {
  const logits = scores.map((score) =>
    classes === 1 ? Math.log((score + TINY) / (1 - score + TINY)) : Math.log(score + TINY),
  )
  // the slope of the log-loss rises with the inverse temperature: bisection on its logarithm
  let low = -10
  let high = 10
  if (!Number.isFinite(lossSlope(logits, labels, classes, 1))) return NaN
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (lossSlope(logits, labels, classes, Math.exp(middle)) < 0) low = middle
    else high = middle
  }
  return Math.exp(-(low + high) / 2)
}

/** The probabilities at a temperature, in the layout of temperatureScaling. */
export function applyTemperature(temperature: number, scores: Float64Array, classes = 1): Float64Array {
  if (classes === 1) {
    return scores.map((score) => 1 / (1 + Math.exp(-Math.log((score + TINY) / (1 - score + TINY)) / temperature)))
  }
  const scaled = scores.map((score) => Math.log(score + TINY) / temperature)
  for (let start = 0; start < scaled.length; start += classes) softmax(scaled.subarray(start, start + classes))
  return scaled
}

/** A rising step function through knots: linear between them and constant outside. */
export interface IsotonicRegression {
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * The non-decreasing function closest to the targets in squared error, by pooling adjacent violators; targets of equal
 * scores are averaged first (Ayer et al. 1955). Rows whose score is NaN are left out.
 */
export function isotonicRegression(
  scores: Float64Array,
  targets: BinaryLabels,
  weights?: Float64Array,
): IsotonicRegression {
  const order = ascendingOrder(scores)
  const rows = order.length
  // one block per run of pooled scores: its first and last score, the weighted sum of its targets and its weight
  const first = new Float64Array(rows)
  const last = new Float64Array(rows)
  const sum = new Float64Array(rows)
  const weight = new Float64Array(rows)
  let blocks = 0
  for (let i = 0; i < rows;) {
    const score = scores[order[i]!]!
    if (Number.isNaN(score)) break
    first[blocks] = score
    last[blocks] = score
    sum[blocks] = 0
    weight[blocks] = 0
    for (; i < rows && scores[order[i]!]! === score; i++) {
      const share = weights === undefined ? 1 : weights[order[i]!]!
      sum[blocks]! += share * targets[order[i]!]!
      weight[blocks]! += share
    }
    if (weight[blocks]! > 0) blocks++
    while (blocks > 1 && sum[blocks - 2]! / weight[blocks - 2]! >= sum[blocks - 1]! / weight[blocks - 1]!) {
      sum[blocks - 2]! += sum[blocks - 1]!
      weight[blocks - 2]! += weight[blocks - 1]!
      last[blocks - 2] = last[blocks - 1]!
      blocks--
    }
  }
  const x: number[] = []
  const y: number[] = []
  for (let block = 0; block < blocks; block++) {
    x.push(first[block]!)
    y.push(sum[block]! / weight[block]!)
    if (last[block]! === first[block]!) continue
    x.push(last[block]!)
    y.push(sum[block]! / weight[block]!)
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) }
}

/** The fitted value of each score; NaN for NaN and for a function without knots. */
export function applyIsotonic({ x, y }: IsotonicRegression, scores: Float64Array): Float64Array {
  return scores.map((score) => {
    if (Number.isNaN(score) || x.length === 0) return NaN
    let low = 0
    let high = x.length - 1
    if (score <= x[0]!) return y[0]!
    if (score >= x[high]!) return y[high]!
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (x[middle]! <= score) low = middle
      else high = middle
    }
    return y[low]! + ((y[high]! - y[low]!) * (score - x[low]!)) / (x[high]! - x[low]!)
  })
}

const TINY = 1e-12

/** d log-loss / d β at the inverse temperature β: Σ (expected logit under softmax(β z) − logit of the truth). */
function lossSlope(logits: Float64Array, labels: BinaryLabels, classes: number, inverse: number): number {
  let slope = 0
  if (classes === 1) {
    for (let row = 0; row < logits.length; row++) {
      const logit = logits[row]!
      slope += logit * (1 / (1 + Math.exp(-inverse * logit)) - (labels[row] === 1 ? 1 : 0))
    }
    return logits.length === 0 ? NaN : slope
  }
  for (let row = 0, start = 0; start < logits.length; row++, start += classes) {
    let top = -Infinity
    for (let k = 0; k < classes; k++) top = Math.max(top, logits[start + k]!)
    let weights = 0
    let weighted = 0
    for (let k = 0; k < classes; k++) {
      const weight = Math.exp(inverse * (logits[start + k]! - top))
      weights += weight
      weighted += weight * logits[start + k]!
    }
    slope += weighted / weights - logits[start + labels[row]!]!
  }
  return logits.length === 0 ? NaN : slope
}

function softmax(row: Float64Array): void {
  let top = -Infinity
  for (const logit of row) top = Math.max(top, logit)
  let total = 0
  for (let k = 0; k < row.length; k++) total += row[k] = Math.exp(row[k]! - top)
  for (let k = 0; k < row.length; k++) row[k]! /= total
}
