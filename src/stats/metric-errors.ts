/**
 * Standard errors of metrics by the delta method: the spread of each row's influence on the metric, over √n. They need
 * no resampling, so a whole battery costs as much as its metrics.
 */
import type { BinaryLabels } from './class-split.ts'
import { mean, variance } from './describe.ts'
import { twoSidedZ } from './normal.ts'
import { ascendingOrder } from './order.ts'

/** Of a mean of these values; NaN of fewer than two. */
export function meanError(values: Float64Array): number {
  return Math.sqrt(variance(values) / values.length)
}

/** Of a population variance. */
export function varianceError(values: Float64Array): number {
  const centre = mean(values)
  return meanError(values.map((value) => (value - centre) ** 2))
}

/** Of a median, from the order statistics 1.96 binomial errors from it (McKean & Schrader 1984); NaN under 6 values. */
export function medianError(values: Float64Array): number {
  if (values.length < 6) return NaN
  const z = twoSidedZ(0.95)
  const sorted = values.toSorted()
  const below = Math.max(1, Math.round((sorted.length + 1) / 2 - z * Math.sqrt(sorted.length / 4)))
  return (sorted[sorted.length - below]! - sorted[below - 1]!) / (2 * z)
}

/** Of R². */
export function r2Error(predictions: Float64Array, labels: Float64Array): number {
  const centre = mean(labels)
  const squares = labels.map((label, row) => (predictions[row]! - label) ** 2)
  const spreads = labels.map((label) => (label - centre) ** 2)
  const [error, spread] = [mean(squares), mean(spreads)]
  return meanError(squares.map((square, row) => (error * spreads[row]!) / (spread * spread) - square / spread))
}

/** Of average precision. A row counts by its own precision, and by what it does to that of the positives below it. */
export function averagePrecisionError(scores: Float64Array, labels: BinaryLabels): number {
  const rows = scores.length
  const order = ascendingOrder(scores)
  const positives = countWhere(labels, 1)
  const precision = new Float64Array(rows)
  for (let end = rows, above = 0; end > 0;) {
    const start = startOfTies(scores, order, end)
    for (let i = start; i < end; i++) if (labels[order[i]!] === 1) above++
    precision.fill(above / (rows - start), start, end)
    end = start
  }
  let average = 0
  for (let i = 0; i < rows; i++) if (labels[order[i]!] === 1) average += precision[i]! / positives
  // over the positives at or below a score: Σ 1/G and Σ P/G, G being the share of rows at or above
  let inverse = 0
  let weighted = 0
  let squares = 0
  for (let start = 0; start < rows;) {
    const end = endOfTies(scores, order, start)
    let tied = 0
    for (let i = start; i < end; i++) if (labels[order[i]!] === 1) tied++
    const perPositive = (tied / positives) * (rows / (rows - start))
    inverse += perPositive
    weighted += perPositive * precision[start]!
    for (let i = start; i < end; i++) {
      const own = labels[order[i]!] === 1 ? (rows / positives) * (precision[start]! - average) + inverse : 0
      squares += (own - weighted) ** 2
    }
    start = end
  }
  return Math.sqrt(squares) / rows
}

/** Of the unweighted mean of the one-versus-rest AUCs, over the classes that occur; scores row-major. */
export function macroAucError(scores: Float64Array, labels: Int32Array, classes: number): number {
  const rows = labels.length
  const influence = new Float64Array(rows)
  const own = new Float64Array(rows)
  let used = 0
  for (let k = 0; k < classes; k++) {
    const positives = countWhere(labels, k)
    if (positives === 0 || positives === rows) continue
    used++
    for (let row = 0; row < rows; row++) own[row] = scores[row * classes + k]!
    addAucInfluence(influence, own, labels, k, positives)
  }
  let squares = 0
  for (const value of influence) squares += (value / used) ** 2
  return used === 0 ? NaN : Math.sqrt(squares) / rows
}

function addAucInfluence(
  influence: Float64Array,
  scores: Float64Array,
  labels: Int32Array,
  own: number,
  positives: number,
): void {
  const rows = scores.length
  const negatives = rows - positives
  const order = ascendingOrder(scores)
  const won = new Float64Array(rows)
  let area = 0
  for (let start = 0, ownBelow = 0, restBelow = 0; start < rows;) {
    const end = endOfTies(scores, order, start)
    let tied = 0
    for (let i = start; i < end; i++) if (labels[order[i]!] === own) tied++
    const rest = end - start - tied
    const overRest = (restBelow + rest / 2) / negatives
    const underOwn = 1 - (ownBelow + tied / 2) / positives
    for (let i = start; i < end; i++) won[order[i]!] = labels[order[i]!] === own ? overRest : underOwn
    area += (tied * overRest) / positives
    ownBelow += tied
    restBelow += rest
    start = end
  }
  for (let row = 0; row < rows; row++) {
    influence[row]! += ((won[row]! - area) * rows) / (labels[row] === own ? positives : negatives)
  }
}

function countWhere(labels: BinaryLabels, code: number): number {
  let found = 0
  for (let row = 0; row < labels.length; row++) if (labels[row] === code) found++
  return found
}

function endOfTies(values: Float64Array, order: Int32Array, start: number): number {
  let end = start + 1
  while (end < order.length && values[order[end]!]! === values[order[start]!]!) end++
  return end
}

function startOfTies(values: Float64Array, order: Int32Array, end: number): number {
  let start = end - 1
  while (start > 0 && values[order[start - 1]!]! === values[order[end - 1]!]!) start--
  return start
}
