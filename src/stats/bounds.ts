import type { NumberColumn, TimeColumn } from '../core/frame.ts'
import { takeValues } from '../core/frame.ts'
import type { Count } from '../core/measurement.ts'
import { uniformAt } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { mean, quantileSorted, standardDeviation } from './describe.ts'
import { sortAscending } from './order.ts'

/** Columns with no more distinct values than this are codes or grades, of which none is extreme. */
const fewestDistinct = 20
/** Beyond this skewness a positive column is measured by its logarithm. */
const strongSkew = 2
/** The interquartile range of a normal distribution in standard deviations. */
const normalQuartileRange = 1.349

export interface OutlierOptions {
  /** `robust`: median and interquartile range; `sd`: mean and standard deviation, which outliers themselves widen. */
  readonly method: 'robust' | 'sd'
  /** Half-width of the bound in (robust) standard deviations. */
  readonly reach: number
}

export const defaultOutlierOptions: OutlierOptions = { method: 'robust', reach: 6 }

/** The range outside of which a value is extreme. */
export interface OutlierBound {
  readonly low: number
  readonly high: number
  /** Centre and half-width on the scale that they were learnt on. */
  readonly centre: number
  readonly halfWidth: number
  readonly scale: 'linear' | 'log'
}

/**
 * Learns the bound of a column from the values that arrived: median ± `reach` · IQR / 1.349, on the log scale where all
 * are positive and the skewness is over 2; the standard deviation stands in where half of the values are equal.
 * Null where no value can be called extreme: at most 20 distinct ones, identifiers (whole numbers that never come
 * twice), columns that only rise or only fall, and spreads that are no number.
 */
export function outlierBound(
  column: NumberColumn | TimeColumn,
  options: OutlierOptions = defaultOutlierOptions,
): OutlierBound | null {
  const values = finiteValues(column)
  if (isMonotone(values)) return null
  const sorted = sortAscending(values)
  const distinct = countDistinct(sorted)
  if (distinct <= fewestDistinct) return null
  if (distinct === sorted.length && sorted.every(Number.isInteger)) return null

  const scale = sorted[0]! > 0 && skewness(sorted) > strongSkew ? 'log' : 'linear'
  const scaled = scale === 'log' ? sorted.map(Math.log) : sorted
  const { centre, spread } = options.method === 'sd' ? plainSpread(scaled) : robustSpread(scaled)
  const halfWidth = options.reach * spread
  if (!Number.isFinite(centre) || !Number.isFinite(halfWidth) || halfWidth <= 0) return null
  const bound = { low: 0, high: 0, centre, halfWidth, scale } as const
  return { ...bound, low: valueBeyond(bound, -1), high: valueBeyond(bound, 1) }
}

/** The value `multiple` half-widths from the centre: 1 lies on the upper bound, −3 three times as far as the lower. */
export function valueBeyond(bound: OutlierBound, multiple: number): number {
  const place = bound.centre + multiple * bound.halfWidth
  return bound.scale === 'log' ? Math.exp(place) : place
}

/** Whether a value lies outside. A value that is missing or no number lies nowhere. */
export function isBeyond(bound: OutlierBound, value: number): boolean {
  return value < bound.low || value > bound.high
}

/**
 * How often the column breaks a bound that was learnt without the row in question: each half is judged by the other
 * one. This is what clean data of the same kind would do, so only the excess over it is a finding.
 */
export function crossFittedBreaches(
  column: NumberColumn | TimeColumn,
  bound: OutlierBound,
  key: StreamKey,
  options: OutlierOptions = defaultOutlierOptions,
): Count {
  const half = new Uint8Array(column.values.length)
  for (let row = 0; row < half.length; row++) half[row] = uniformAt(key, row, 0) < 0.5 ? 1 : 0
  let hits = 0
  let trials = 0
  for (const side of [0, 1]) {
    const learnt = outlierBound(takeSide(column, half, side), options) ?? bound
    for (let row = 0; row < column.values.length; row++) {
      if (half[row] === side || column.valid[row] === 0) continue
      trials++
      if (isBeyond(learnt, column.values[row]!)) hits++
    }
  }
  return { hits, trials }
}

/**
 * The chance that the next value is one never seen, as a rate: values seen once, of all (Good 1953, "The population
 * frequencies of species and the estimation of population parameters").
 */
export function unseenRate(counts: ArrayLike<number>): Count {
  let hits = 0
  let trials = 0
  for (let i = 0; i < counts.length; i++) {
    trials += counts[i]!
    if (counts[i] === 1) hits++
  }
  return { hits, trials }
}

/** Third central moment over the cube of the standard deviation, both of the population; NaN where all are equal. */
export function skewness(values: Float64Array): number {
  const centre = mean(values)
  let squares = 0
  let cubes = 0
  for (let i = 0; i < values.length; i++) {
    const gap = values[i]! - centre
    squares += gap * gap
    cubes += gap * gap * gap
  }
  return cubes / values.length / (squares / values.length) ** 1.5
}

function robustSpread(sorted: Float64Array): { centre: number; spread: number } {
  const range = quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)
  const spread = range > 0 ? range / normalQuartileRange : standardDeviation(sorted)
  return { centre: quantileSorted(sorted, 0.5), spread }
}

function plainSpread(values: Float64Array): { centre: number; spread: number } {
  return { centre: mean(values), spread: standardDeviation(values) }
}

function finiteValues(column: NumberColumn | TimeColumn): Float64Array {
  const finite = new Float64Array(column.values.length)
  let found = 0
  for (let row = 0; row < finite.length; row++) {
    const value = column.values[row]!
    if (column.valid[row] === 1 && Number.isFinite(value)) finite[found++] = value
  }
  return finite.subarray(0, found)
}

function isMonotone(values: Float64Array): boolean {
  let rises = false
  let falls = false
  for (let i = 1; i < values.length && !(rises && falls); i++) {
    if (values[i]! > values[i - 1]!) rises = true
    if (values[i]! < values[i - 1]!) falls = true
  }
  return !(rises && falls)
}

function countDistinct(sorted: Float64Array): number {
  let distinct = sorted.length === 0 ? 0 : 1
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}

function takeSide(column: NumberColumn | TimeColumn, half: Uint8Array, side: number): NumberColumn | TimeColumn {
  const rows = new Int32Array(half.length)
  let found = 0
  for (let row = 0; row < half.length; row++) if (half[row] === side) rows[found++] = row
  return takeValues(column, rows.subarray(0, found)) as NumberColumn | TimeColumn
}
