import { searchSlices } from '../../stats/sliceline.ts'
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
  /** Worst first. */
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

/** Slices that share more than this of their rows (Jaccard) are one. */
const mostOverlap = 0.8
/** Searched for each slice that is wanted, as many of the worst are nearly the same rows. */
const spare = 3
const mostCandidates = 1_000_000

/** The worst conjunctions of slices among the searched rows, without those that are nearly a worse one again. */
export function foundSlices(slicings: readonly Slicing[], options: SearchOptions): FoundSlices {
  const { searched, errors, top, predicates, alpha, support } = options
  const rows = Int32Array.from(searched.keys().filter((row) => searched[row] === 1))
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
  const kept: FoundSlice[] = []
  for (const { predicates: conditions, size, errorSum } of slices) {
    const member = membersOf(slicings, conditions, searched.length)
    if (kept.length === top || kept.some((other) => overlap(member, other.member, rows) > mostOverlap)) continue
    kept.push({
      phrase: conditions.map(({ feature, code }) => slicings[feature]!.phrases[code]!).join(' ∧ '),
      columns: conditions.map(({ feature }) => slicings[feature]!.column),
      member,
      size,
      meanError: errorSum / size,
    })
  }
  return { slices: kept, candidates, isComplete: complete }
}

function membersOf(
  slicings: readonly Slicing[],
  conditions: readonly { readonly feature: number; readonly code: number }[],
  rowCount: number,
): Uint8Array {
  const member = new Uint8Array(rowCount).fill(1)
  for (const { feature, code } of conditions) {
    const { of } = slicings[feature]!
    for (let row = 0; row < rowCount; row++) if (of[row] !== code) member[row] = 0
  }
  return member
}

/** Shared rows over the rows of either. */
function overlap(a: Uint8Array, b: Uint8Array, rows: Int32Array): number {
  let both = 0
  let either = 0
  for (const row of rows) {
    both += a[row]! & b[row]!
    either += a[row]! | b[row]!
  }
  return either === 0 ? 1 : both / either
}
