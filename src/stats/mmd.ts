import type { StreamKey } from '../core/random.ts'
import { medianInPlace } from './describe.ts'
import { permutationTest } from './permutation.ts'

/** Rows of numbers, row-major: `values[row * width + column]`. */
export interface Matrix {
  readonly values: Float64Array
  readonly width: number
}

export interface MmdResult {
  /** Unbiased estimate of the squared maximum mean discrepancy; near 0, also below, for equal distributions. */
  readonly statistic: number
  readonly p: number
  /** σ of the kernel exp(−‖x − y‖² / 2σ²). */
  readonly bandwidth: number
}

export interface MmdOptions {
  readonly key: StreamKey
  readonly permutations?: number
  /** The median distance between all rows if not given. */
  readonly bandwidth?: number
}

/**
 * Two-sample test with a Gaussian kernel and a permutation p (Gretton et al. 2012, "A Kernel Two-Sample Test", the
 * unbiased statistic). Time and memory grow with the square of the rows: give it 2000 in all at most. All NaN with
 * fewer than 2 rows on a side or a NaN value; p is 1 where all rows are equal.
 */
export function mmd(a: Matrix, b: Matrix, { key, permutations = 100, bandwidth }: MmdOptions): MmdResult {
  const n = a.values.length / a.width
  const m = b.values.length / b.width
  const kernel = squaredDistances(a, b, n + m)
  const sigma = bandwidth ?? medianDistance(kernel, n + m)
  if (n < 2 || m < 2 || Number.isNaN(sigma)) return { statistic: NaN, p: NaN, bandwidth: NaN }
  if (sigma === 0) return { statistic: 0, p: 1, bandwidth: 0 }
  for (let i = 0; i < n + m; i++) {
    for (let j = 0; j < i; j++) {
      const value = Math.exp(-kernel[i * (n + m) + j]! / (2 * sigma * sigma))
      kernel[i * (n + m) + j] = value
      kernel[j * (n + m) + i] = value
    }
  }

  // Sums off the diagonal: within the smaller group they are added up, the rest follows from the totals per row.
  const size = n + m
  const rowSums = new Float64Array(size)
  let total = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (j !== i) rowSums[i]! += kernel[i * size + j]!
    total += rowSums[i]!
  }
  const fromStart = n <= m
  const own = fromStart ? n : m
  const rest = size - own
  const members = new Int32Array(own)
  const statistic = (rows: Int32Array): number => {
    // in ascending order the kernel is read from left to right
    members.set(fromStart ? rows.subarray(0, n) : rows.subarray(n))
    members.sort()
    let within = 0
    let reach = 0
    for (let i = 0; i < own; i++) {
      const offset = members[i]! * size
      reach += rowSums[members[i]!]!
      for (let j = 0; j < i; j++) within += kernel[offset + members[j]!]!
    }
    within *= 2
    const across = reach - within
    const outside = total - 2 * across - within
    return within / (own * (own - 1)) + outside / (rest * (rest - 1)) - (2 * across) / (own * rest)
  }
  return { ...permutationTest(statistic, n, m, permutations, key), bandwidth: sigma }
}

function squaredDistances(a: Matrix, b: Matrix, size: number): Float64Array {
  const { width } = a
  const rows = new Float64Array(size * width)
  rows.set(a.values)
  rows.set(b.values, a.values.length)
  const distances = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0
      for (let column = 0; column < width; column++) {
        const gap = rows[i * width + column]! - rows[j * width + column]!
        square += gap * gap
      }
      distances[i * size + j] = square
      distances[j * size + i] = square
    }
  }
  return distances
}

/** NaN when a distance is. */
function medianDistance(squares: Float64Array, size: number): number {
  const below = new Float64Array((size * (size - 1)) / 2)
  let filled = 0
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) below[filled++] = Math.sqrt(squares[i * size + j]!)
  return medianInPlace(below)
}
