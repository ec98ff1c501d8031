import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../core/frame.ts'
import { histogram } from './describe.ts'
import { sortAscending } from './order.ts'

/** Shares of the same bins in both data sets, missing values left out. */
export interface ComparedDistributions {
  /** Numbers: one more than there are bins. */
  readonly edges?: readonly number[]
  /** Categories. */
  readonly labels?: readonly string[]
  readonly reference: readonly number[]
  readonly evaluation: readonly number[]
}

/** Numbers with so few distinct values are compared as categories: the tests for ordered values assume hardly any ties. */
export const fewDistinct = 20

/**
 * Both distributions over common bins: `bins` equal widths across the middle 98 % of both with the tails in the end
 * bins, or the commonest `bins` categories with the rest as "other". Null for text, or when a side has no value.
 */
export function compareDistributions(reference: Column, evaluation: Column, bins = 20): ComparedDistributions | null {
  const known = comparedOf.get(evaluation)
  if (known?.reference === reference && known.bins === bins) return known.compared
  const compared = compareColumns(reference, evaluation, bins)
  comparedOf.set(evaluation, { reference, bins, compared })
  return compared
}

/** A check and the summary of the report ask for the same pairs. */
const comparedOf = new WeakMap<
  Column,
  { readonly reference: Column; readonly bins: number; readonly compared: ComparedDistributions | null }
>()

function compareColumns(reference: Column, evaluation: Column, bins: number): ComparedDistributions | null {
  if (reference.kind === 'category' && evaluation.kind === 'category')
    return compareCategories(reference, evaluation, bins)
  if (reference.kind === 'number' && evaluation.kind === 'number') return compareNumbers(reference, evaluation, bins)
  return null
}

const sortedOf = new WeakMap<Column, Float64Array>()

/** The values that arrived, ascending. Remembered per column: everything that asks about order asks for this. */
export function sortedValues(column: NumberColumn | TimeColumn): Float64Array {
  let sorted = sortedOf.get(column)
  if (sorted === undefined) {
    sorted = sortAscending(arrivedValues(column))
    sortedOf.set(column, sorted)
  }
  return sorted
}

function arrivedValues({ values, valid }: NumberColumn | TimeColumn): Float64Array {
  const arrived = new Float64Array(values.length)
  let found = 0
  // values.filter((value, row) => valid[row] === 1 && !Number.isNaN(value))
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (valid[row] === 1 && !Number.isNaN(value)) arrived[found++] = value
  }
  return arrived.subarray(0, found)
}

/** The distinct values of an ascending array, at most `limit` + 1 of them. */
export function distinctSorted(sorted: Float64Array, limit: number): Float64Array {
  const found: number[] = []
  for (let i = 0; i < sorted.length && found.length <= limit; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) found.push(sorted[i]!)
  }
  return Float64Array.from(found)
}

/** How often each code occurs. */
export function countCodes(codes: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    if (code >= 0) counts[code]!++
  }
  return counts
}

function compareNumbers(reference: NumberColumn, evaluation: NumberColumn, bins: number): ComparedDistributions | null {
  const [a, b] = [sortedValues(reference), sortedValues(evaluation)]
  if (a.length === 0 || b.length === 0) return null
  const low = Math.min(atRank(a, 0.01), atRank(b, 0.01))
  const high = Math.max(atRank(a, 0.99), atRank(b, 0.99))
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  // Each end apart: the difference of two large numbers can be infinite, that of two small ones zero.
  const step = high / bins - low / bins
  const [width, count] = step > 0 ? [step, bins] : [1, 1]
  const edges = Float64Array.from({ length: count + 1 }, (_, i) =>
    i === count ? Math.max(high, low + width) : low + i * width,
  )
  const clamp = (values: Float64Array) => values.map((value) => Math.min(edges[count]!, Math.max(low, value)))
  return {
    edges: [...edges],
    reference: shares(histogram(clamp(a), edges)),
    evaluation: shares(histogram(clamp(b), edges)),
  }
}

/** A value that stands there: between two large ones of either sign there may be no number. */
function atRank(sorted: Float64Array, q: number): number {
  return sorted[Math.round(q * (sorted.length - 1))]!
}

function compareCategories(
  reference: CategoryColumn,
  evaluation: CategoryColumn,
  bins: number,
): ComparedDistributions | null {
  const size = reference.dictionary.length
  const [a, b] = [countCodes(reference.codes, size), countCodes(evaluation.codes, size)]
  const shareA = shares(a)
  const shareB = shares(b)
  if (shareA.length === 0 || !a.some((count) => count > 0) || !b.some((count) => count > 0)) return null
  const order = [...a.keys()].toSorted((x, y) => shareA[y]! + shareB[y]! - shareA[x]! - shareB[x]! || x - y)
  const shown = order.length <= bins ? order : order.slice(0, bins - 1)
  const rest = order.slice(shown.length)
  const restOf = (all: readonly number[]) => rest.reduce((sum, code) => sum + all[code]!, 0)
  return {
    labels: [
      ...shown.map((code) => reference.dictionary[code]!),
      ...(rest.length > 0 ? [`${rest.length} others`] : []),
    ],
    reference: [...shown.map((code) => shareA[code]!), ...(rest.length > 0 ? [restOf(shareA)] : [])],
    evaluation: [...shown.map((code) => shareB[code]!), ...(rest.length > 0 ? [restOf(shareB)] : [])],
  }
}

function shares(counts: Int32Array): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return Array.from(counts, (count) => (total === 0 ? 0 : count / total))
}
