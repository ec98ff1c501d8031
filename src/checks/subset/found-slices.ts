import { everyRow, rowsWhere } from '../../core/rows.ts'
import { searchSlices } from '../../stats/sliceline.ts'
import type { Slice } from '../../stats/sliceline.ts'
import type { Slicing } from '../../stats/slices.ts'

/** A conjunction that was found on some rows. */
export interface FoundSlice {
  /** `relationship = Husband ∧ education-num 9–10`. */
  readonly phrase: string
  readonly columns: readonly string[]
  /** 1 for each row of the slice, searched or not. */
  readonly member: Uint8Array
  readonly size: number
  readonly meanError: number
}

export interface FoundSlices {
  /** Those first that are most surely worse than the other rows. */
  readonly slices: readonly FoundSlice[]
  /** Conjunctions that were counted. */
  readonly candidates: number
  /** False when the limit of candidates cut the search short. */
  readonly isComplete: boolean
}

export interface SearchOptions {
  /** The rows to search, a 1 for each. */
  readonly searched: Uint8Array
  /** What each row costs, never negative. */
  readonly errors: Float64Array
  readonly top: number
  readonly predicates: number
  readonly alpha: number
  readonly support: number
}

/** Slices that share more than this of their rows (Jaccard) are one, or the report would say the same ten times. */
const mostOverlap = 0.5
/** Rows on which two slices are compared, about. */
const comparedRows = 20_000
/** Searched for each slice that is wanted: many of the worst are nearly the same rows, or small ones that chance made. */
const spare = 30
const mostCandidates = 1_000_000

/**
 * The conjunctions among the searched rows that are most surely worse than the others, of those with the highest scores,
 * without what is mostly a surer one again.
 */
export function foundSlices(slicings: readonly Slicing[], options: SearchOptions): FoundSlices {
  const { searched, errors, top, predicates, alpha, support } = options
  const rows = rowsWhere(searched.length, (row) => searched[row] === 1)
  const { slices, candidates, complete } = searchSlices({
    codes: slicings.map(({ of }) => Int32Array.from(rows, (row) => of[row]!)),
    cardinalities: slicings.map(({ labels }) => labels.length),
    errors: Float64Array.from(rows, (row) => errors[row]!),
    topK: top * spare,
    maxPredicates: predicates,
    alpha,
    minSupport: support,
    maxCandidates: mostCandidates,
  })
  const total = rows.reduce((sum, row) => sum + errors[row]!, 0)
  const surest = slices.toSorted((a, b) => sureness(b, rows.length, total) - sureness(a, rows.length, total))
  const step = Math.ceil(rows.length / comparedRows)
  const compared = rows.filter((_, position) => position % step === 0)
  const allRows = everyRow(searched.length)
  const kept: FoundSlice[] = []
  const keptMembers: Uint8Array[] = []
  for (const { predicates: conditions, size, errorSum } of surest) {
    if (kept.length === top) break
    const members = membersOf(slicings, conditions, compared)
    if (keptMembers.some((other) => overlap(members, other) > mostOverlap)) continue
    keptMembers.push(members)
    kept.push({
      phrase: conditions.map(({ feature, code }) => slicings[feature]!.phrases[code]!).join(' ∧ '),
      columns: conditions.map(({ feature }) => slicings[feature]!.column),
      member: membersOf(slicings, conditions, allRows),
      size,
      meanError: errorSum / size,
    })
  }
  return { slices: kept, candidates, isComplete: complete }
}

/**
 * The gap to the mean error of the other rows in standard errors, but for a factor that all slices share. By score alone
 * the worst would be small ones that chance made, and the rows that were not searched could confirm few of them.
 */
function sureness({ size, errorSum }: Slice, rows: number, total: number): number {
  const rest = rows - size
  return rest === 0 ? 0 : (errorSum / size - (total - errorSum) / rest) * Math.sqrt((size * rest) / rows)
}

/** 1 for each of these rows that meets all conditions. */
function membersOf(slicings: readonly Slicing[], conditions: Slice['predicates'], rows: Int32Array): Uint8Array {
  const member = new Uint8Array(rows.length).fill(1)
  for (const { feature, code } of conditions) {
    const { of } = slicings[feature]!
    for (let i = 0; i < rows.length; i++) if (of[rows[i]!] !== code) member[i] = 0
  }
  return member
}

/** Shared rows over the rows of either. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let both = 0
  let either = 0
  for (let i = 0; i < a.length; i++) {
    both += a[i]! & b[i]!
    either += a[i]! | b[i]!
  }
  return either === 0 ? 1 : both / either
}
