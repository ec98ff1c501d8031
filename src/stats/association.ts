import type { Interval } from '../core/measurement.ts'
import { studentTSurvival } from './distributions.ts'
import { normalSurvival, twoSidedZ } from './normal.ts'
import { midranks } from './order.ts'
import { cramersVTable } from './two-sample.ts'

/** A column of codes from 0 to `cardinality` − 1, −1 being missing. */
export interface CodedColumn {
  readonly codes: Int32Array
  readonly cardinality: number
}

/** Rows by both codes; a row that misses one is left out. */
export function crossTable(a: CodedColumn, b: CodedColumn): readonly Int32Array[] {
  const table = Array.from({ length: a.cardinality }, () => new Int32Array(b.cardinality))
  for (let row = 0; row < a.codes.length; row++) {
    const inA = a.codes[row]!
    const inB = b.codes[row]!
    if (inA >= 0 && inB >= 0) table[inA]![inB]!++
  }
  return table
}

/** Cramér's V of two categorical columns, corrected for bias (Bergsma 2013); 0 if one is constant, NaN without rows. */
export function categoricalV(a: CodedColumn, b: CodedColumn): number {
  return cramersVTable(crossTable(a, b))
}

/**
 * Theil's U(a | b): the share of the uncertainty of a that knowing b removes, 0 to 1 and not symmetric. NaN when a is
 * constant (Theil 1970).
 */
export function theilsU(a: CodedColumn, b: CodedColumn): number {
  const { ofRows, mutual } = entropies(crossTable(a, b))
  return ofRows > 0 ? Math.min(1, Math.max(0, mutual / ofRows)) : NaN
}

export interface MutualInformation {
  /** In nats, as the sample has it: biased upwards by about (cells − rows − columns + 1) / 2n. */
  readonly plain: number
  /** With that bias taken out, not below 0. */
  readonly corrected: number
  /** Corrected, over the mean of the two corrected entropies: 0 to 1. 0 when both columns are constant. */
  readonly normalised: number
  readonly rows: number
}

/**
 * Mutual information of two categorical columns with the Miller–Madow correction (Miller 1955); numbers are to be
 * binned first. NaN without rows.
 */
export function mutualInformation(a: CodedColumn, b: CodedColumn): MutualInformation {
  return mutualInformationOfTable(crossTable(a, b))
}

/** The same from a contingency table. */
export function mutualInformationOfTable(table: readonly ArrayLike<number>[]): MutualInformation {
  const { rows, ofRows, ofColumns, mutual, filledRows, filledColumns, filledCells } = entropies(table)
  if (rows === 0) return { plain: NaN, corrected: NaN, normalised: NaN, rows }
  const entropyRows = ofRows + (filledRows - 1) / (2 * rows)
  const entropyColumns = ofColumns + (filledColumns - 1) / (2 * rows)
  const bias = (filledCells - filledRows - filledColumns + 1) / (2 * rows)
  const corrected = Math.max(0, mutual - bias)
  const scale = (entropyRows + entropyColumns) / 2
  return { plain: Math.max(0, mutual), corrected, normalised: scale > 0 ? Math.min(1, corrected / scale) : 0, rows }
}

/**
 * Correlation ratio η: how much of the spread of a number lies between categories, 0 to 1 (Pearson 1911). Rows without
 * a code or with NaN are left out; NaN when the number is constant.
 */
export function correlationRatio({ codes, cardinality }: CodedColumn, values: Float64Array): number {
  const counts = new Float64Array(cardinality)
  const sums = new Float64Array(cardinality)
  let rows = 0
  let total = 0
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 || Number.isNaN(values[row]!)) continue
    counts[codes[row]!]!++
    sums[codes[row]!]! += values[row]!
    total += values[row]!
    rows++
  }
  const mean = total / rows
  let between = 0
  for (let code = 0; code < cardinality; code++) {
    if (counts[code]! > 0) between += counts[code]! * (sums[code]! / counts[code]! - mean) ** 2
  }
  let all = 0
  let isConstant = true
  let first: number | undefined
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 || Number.isNaN(values[row]!)) continue
    all += (values[row]! - mean) ** 2
    first ??= values[row]!
    isConstant &&= values[row]! === first
  }
  return isConstant ? NaN : Math.sqrt(Math.min(1, between / all))
}

export interface Correlation {
  readonly r: number
  /** Rows where both values arrived. */
  readonly rows: number
  /** Two-sided, against no correlation. */
  readonly p: number
  readonly interval: Interval
}

/**
 * Pearson's correlation with Fisher's interval; rows with NaN on either side are left out. NaN where a side is constant
 * or fewer than 2 rows are left; the interval is [−1, 1] below 4 rows.
 */
export function pearson(x: Float64Array, y: Float64Array, level = 0.95): Correlation {
  const [a, b] = completePairs(x, y)
  return correlation(productMoment(a, b), a.length, 1, level)
}

/** Spearman's rank correlation, with the interval of Bonett & Wright 2000; otherwise as pearson. */
export function spearman(x: Float64Array, y: Float64Array, level = 0.95): Correlation {
  const [a, b] = completePairs(x, y)
  const r = productMoment(midranks(a), midranks(b))
  return correlation(r, a.length, 1 + (r * r) / 2, level)
}

export interface CorrelationChange {
  /** Second minus first. */
  readonly difference: number
  readonly p: number
}

/** Two-sided test that two correlations of independent samples are equal, on Fisher's scale (Fisher 1921). */
export function correlationChange(
  first: { readonly r: number; readonly rows: number },
  second: { readonly r: number; readonly rows: number },
): CorrelationChange {
  const difference = second.r - first.r
  if (Number.isNaN(difference) || first.rows < 4 || second.rows < 4) return { difference, p: NaN }
  if (difference === 0) return { difference, p: 1 }
  const error = Math.sqrt(1 / (first.rows - 3) + 1 / (second.rows - 3))
  return { difference, p: 2 * normalSurvival(Math.abs(Math.atanh(second.r) - Math.atanh(first.r)) / error) }
}

function correlation(r: number, rows: number, variance: number, level: number): Correlation {
  const p = rows > 2 ? 2 * studentTSurvival(Math.abs(r) * Math.sqrt((rows - 2) / (1 - r * r)), rows - 2) : 1
  if (Number.isNaN(r)) return { r, rows, p: NaN, interval: { low: NaN, high: NaN } }
  if (rows < 4) return { r, rows, p, interval: { low: -1, high: 1 } }
  const spread = twoSidedZ(level) * Math.sqrt(variance / (rows - 3))
  const centre = Math.atanh(r)
  return { r, rows, p, interval: { low: Math.tanh(centre - spread), high: Math.tanh(centre + spread) } }
}

function completePairs(x: Float64Array, y: Float64Array): readonly [Float64Array, Float64Array] {
  let isComplete = true
  for (let row = 0; row < x.length && isComplete; row++) isComplete = !Number.isNaN(x[row]! + y[row]!)
  if (isComplete) return [x, y]
  const isKept = (_: number, row: number): boolean => !Number.isNaN(x[row]!) && !Number.isNaN(y[row]!)
  return [x.filter(isKept), y.filter(isKept)]
}

function productMoment(x: Float64Array, y: Float64Array): number {
  const rows = x.length
  let meanX = 0
  let meanY = 0
  for (let row = 0; row < rows; row++) {
    meanX += x[row]!
    meanY += y[row]!
  }
  meanX /= rows
  meanY /= rows
  let xx = 0
  let yy = 0
  let xy = 0
  let movesX = false
  let movesY = false
  for (let row = 0; row < rows; row++) {
    const a = x[row]! - meanX
    const b = y[row]! - meanY
    xx += a * a
    yy += b * b
    xy += a * b
    movesX ||= x[row] !== x[0]
    movesY ||= y[row] !== y[0]
  }
  if (!movesX || !movesY) return NaN
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)))
}

function entropies(table: readonly ArrayLike<number>[]) {
  const columnTotals: number[] = []
  const rowTotals = table.map((row) => {
    let total = 0
    for (let column = 0; column < row.length; column++) {
      total += row[column]!
      columnTotals[column] = (columnTotals[column] ?? 0) + row[column]!
    }
    return total
  })
  const rows = rowTotals.reduce((sum, count) => sum + count, 0)
  let mutual = 0
  let filledCells = 0
  for (let i = 0; i < table.length; i++) {
    for (let column = 0; column < table[i]!.length; column++) {
      const count = table[i]![column]!
      if (count === 0) continue
      filledCells++
      mutual += (count / rows) * Math.log((count * rows) / rowTotals[i]! / columnTotals[column]!)
    }
  }
  const entropy = (totals: readonly number[]): number =>
    totals.reduce((sum, count) => (count > 0 ? sum - (count / rows) * Math.log(count / rows) : sum), 0)
  const filled = (totals: readonly number[]): number => totals.filter((count) => count > 0).length
  return {
    rows,
    mutual,
    ofRows: entropy(rowTotals),
    ofColumns: entropy(columnTotals),
    filledRows: filled(rowTotals),
    filledColumns: filled(columnTotals),
    filledCells,
  }
}
