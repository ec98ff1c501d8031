import type { Interval } from '../core/measurement.ts'
import { bitsAt } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { quantileSorted, standardDeviation } from './describe.ts'
import { normalCdf, normalQuantile } from './normal.ts'

export { permutationTest } from './permutation.ts'

/** A quantity of a sample in which row i occurs `weights[i]` times. */
export type WeightedStatistic = (weights: Int32Array) => number

export interface BootstrapOptions {
  readonly key: StreamKey
  readonly replicates?: number
  readonly level?: number
  /** Rows are drawn within their stratum, so that class sizes stay as they are. */
  readonly strata?: Int32Array
  /** Rows of one cluster (a patient, a day) are drawn together; a cluster has the stratum of its first row. */
  readonly clusters?: Int32Array
}

export interface BootstrapResult extends Interval {
  readonly estimate: number
  readonly standardError: number
  /** Share of the resamples on which the statistic was undefined; they are left out of the interval. */
  readonly undefinedShare: number
}

/**
 * Bias-corrected and accelerated interval (Efron 1987): for one metric that is skewed or bounded. The acceleration
 * comes from a jackknife over single rows, or over 200 blocks of them. Coverage is poor below about 50 rows.
 */
export function bcaInterval(rows: number, statistic: WeightedStatistic, options: BootstrapOptions): BootstrapResult {
  const plan = resamplingPlan(rows, options)
  const [replicates] = replicate(plan, [statistic], options)
  const estimate = statistic(new Int32Array(rows).fill(1))
  const bounds = bcaBounds(estimate, replicates!, jackknife(plan, statistic), options.level)
  return summary(estimate, replicates!, bounds)
}

/** Percentile intervals of several statistics from one set of resamples. */
export function percentileIntervals(
  rows: number,
  statistics: readonly WeightedStatistic[],
  options: BootstrapOptions,
): readonly BootstrapResult[] {
  const replicates = replicate(resamplingPlan(rows, options), statistics, options)
  const all = new Int32Array(rows).fill(1)
  return statistics.map((statistic, i) => {
    const estimate = statistic(all)
    return summary(estimate, replicates[i]!, percentileBounds(replicates[i]!, options.level))
  })
}

/** The replicates of each statistic, over the same resamples: what simultaneous intervals are made from. */
export function bootstrapReplicates(
  rows: number,
  statistics: readonly WeightedStatistic[],
  options: BootstrapOptions,
): readonly Float64Array[] {
  return replicate(resamplingPlan(rows, options), statistics, options)
}

/** The middle `level` of the replicates; NaN ones are left out. */
export function percentileBounds(replicates: Float64Array, level = 0.95): Interval {
  const sorted = defined(replicates).sort()
  return { low: quantileSorted(sorted, (1 - level) / 2), high: quantileSorted(sorted, (1 + level) / 2) }
}

/**
 * BCa bounds from replicates and leave-out values. Falls back to the percentile bounds where the estimate lies outside
 * all replicates.
 */
export function bcaBounds(estimate: number, replicates: Float64Array, leaveOuts: Float64Array, level = 0.95): Interval {
  const sorted = defined(replicates).sort()
  if (Number.isNaN(estimate) || sorted.length === 0) return { low: NaN, high: NaN }
  let below = 0
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0
  const bias = normalQuantile(below / sorted.length)
  if (!Number.isFinite(bias)) return percentileBounds(replicates, level)
  const acceleration = accelerationOf(defined(leaveOuts))
  const at = (p: number): number => {
    const shifted = bias + normalQuantile(p)
    return quantileSorted(sorted, normalCdf(bias + shifted / (1 - acceleration * shifted)))
  }
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
}

/** Rows in units that are drawn together, the units of each stratum side by side. */
interface ResamplingPlan {
  readonly rows: number
  /** The unit of each row. */
  readonly unitOf: Int32Array
  /** Where each stratum begins among the units, and the end. */
  readonly strata: Int32Array
}

function resamplingPlan(rows: number, { strata, clusters }: BootstrapOptions): ResamplingPlan {
  const firstRow: number[] = []
  const clusterOf = new Int32Array(rows)
  const numbers = new Map<number, number>()
  for (let row = 0; row < rows; row++) {
    const name = clusters === undefined ? row : clusters[row]!
    const known = numbers.get(name)
    clusterOf[row] = known ?? firstRow.length
    if (known !== undefined) continue
    numbers.set(name, firstRow.length)
    firstRow.push(row)
  }
  const stratumOf = (cluster: number): number => (strata === undefined ? 0 : strata[firstRow[cluster]!]!)
  const sorted = firstRow.map((_, cluster) => cluster).sort((a, b) => stratumOf(a) - stratumOf(b) || a - b)
  const starts = sorted.flatMap((cluster, unit) =>
    unit === 0 || stratumOf(cluster) !== stratumOf(sorted[unit - 1]!) ? [unit] : [],
  )
  const unitOfCluster = new Int32Array(sorted.length)
  for (let unit = 0; unit < sorted.length; unit++) unitOfCluster[sorted[unit]!] = unit
  return {
    rows,
    unitOf: clusterOf.map((cluster) => unitOfCluster[cluster]!),
    strata: Int32Array.of(...starts, sorted.length),
  }
}

function replicate(
  { rows, unitOf, strata }: ResamplingPlan,
  statistics: readonly WeightedStatistic[],
  { key, replicates = 2000 }: BootstrapOptions,
): Float64Array[] {
  const values = statistics.map(() => new Float64Array(replicates))
  const units = strata.at(-1)!
  const times = new Int32Array(units)
  const weights = new Int32Array(rows)
  for (let draw = 0; draw < replicates; draw++) {
    times.fill(0)
    for (let stratum = 0; stratum < strata.length - 1; stratum++) {
      const start = strata[stratum]!
      const size = strata[stratum + 1]! - start
      for (let unit = start; unit < start + size; unit++) {
        times[start + Math.floor(((bitsAt(key, unit, draw) >>> 0) / 4294967296) * size)]!++
      }
    }
    for (let row = 0; row < rows; row++) weights[row] = times[unitOf[row]!]!
    for (let i = 0; i < statistics.length; i++) values[i]![draw] = statistics[i]!(weights)
  }
  return values
}

const BLOCKS = 200

/** The statistic without each unit, or without each of 200 interleaved blocks of units. */
function jackknife({ rows, unitOf, strata }: ResamplingPlan, statistic: WeightedStatistic): Float64Array {
  const blocks = Math.min(BLOCKS, strata.at(-1)!)
  const weights = new Int32Array(rows)
  return Float64Array.from({ length: blocks }, (_, block) => {
    for (let row = 0; row < rows; row++) weights[row] = unitOf[row]! % blocks === block ? 0 : 1
    return statistic(weights)
  })
}

/** Σ d³ / (6 (Σ d²)^1.5) with d the mean of the leave-out values less each of them; 0 when they do not differ. */
function accelerationOf(leaveOuts: Float64Array): number {
  let mean = 0
  for (const value of leaveOuts) mean += value / leaveOuts.length
  let squares = 0
  let cubes = 0
  for (const value of leaveOuts) {
    squares += (mean - value) ** 2
    cubes += (mean - value) ** 3
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

function summary(estimate: number, replicates: Float64Array, { low, high }: Interval): BootstrapResult {
  const kept = defined(replicates)
  return {
    estimate,
    low: Number.isNaN(estimate) ? NaN : low,
    high: Number.isNaN(estimate) ? NaN : high,
    standardError: standardDeviation(kept),
    undefinedShare: 1 - kept.length / replicates.length,
  }
}

function defined(values: Float64Array): Float64Array<ArrayBuffer> {
  return values.filter((value) => !Number.isNaN(value))
}
