import { bitTable, countErrors, countRest, intersect } from './slice-bits.ts'
import type { BitTable } from './slice-bits.ts'

/** `feature` has this code; −1 is missing. */
export interface SlicePredicate {
  readonly feature: number
  readonly code: number
}

/** The rows that meet all predicates. */
export interface Slice {
  readonly predicates: readonly SlicePredicate[]
  readonly size: number
  readonly errorSum: number
  /** α (mean error here / mean error − 1) − (1 − α)(rows / size − 1). */
  readonly score: number
}

export interface SliceSearchOptions {
  /** One column of codes per feature; −1 is missing and counts as a code of its own. */
  readonly codes: readonly Int32Array[]
  /** Codes of each feature run from 0 to its cardinality − 1. */
  readonly cardinalities: readonly number[]
  /** What each row costs, never negative: 0 or 1, or a loss. */
  readonly errors: Float64Array | Uint8Array
  readonly topK?: number
  readonly maxPredicates?: number
  /** Weight of the error against the size, above 0 and up to 1. */
  readonly alpha?: number
  /** Rows that a slice must have; the larger of 32 and 1 % if not given. */
  readonly minSupport?: number
  /** Stops after looking at so many slices, with the best found so far. */
  readonly maxCandidates?: number
}

export interface SliceSearch {
  /** Best first; ties by fewer predicates, then larger size, then feature and code. */
  readonly slices: readonly Slice[]
  /** How many slices were counted. */
  readonly candidates: number
  /** False when the limit of candidates cut the search short. */
  readonly complete: boolean
}

/** The `topK` worst slices with a positive score: those of searchSlices, without its account of the search. */
export function findSlices(options: SliceSearchOptions): readonly Slice[] {
  return searchSlices(options).slices
}

/**
 * Exact search for the conjunctions of predicates with the highest scores (Sagadeeva & Boehm 2021, "SliceLine: Fast,
 * Linear-Algebra-based Slice Finding for ML Model Debugging"), level by level over bitsets.
 *
 * A slice is left out only when its bound, from the smallest size, error and worst row of all its parents, cannot reach
 * the worst of the best so far. The bound counts rows, as in the paper; published implementations count columns there.
 */
export function searchSlices(options: SliceSearchOptions): SliceSearch {
  const { topK = 10, maxPredicates = 3, alpha = 0.95, maxCandidates = Infinity } = options
  const rows = options.errors.length
  const minSupport = Math.max(1, options.minSupport ?? Math.max(32, Math.ceil(rows / 100)))
  const table = bitTable(options.codes, options.cardinalities, options.errors, minSupport)
  const meanError = table.errorSum / rows
  if (!(meanError > 0)) return { slices: [], candidates: 0, complete: true }

  const score = (errorSum: number, size: number): number =>
    alpha * (errorSum / size / meanError - 1) - (1 - alpha) * (rows / size - 1)
  const best = new BestSlices(topK)
  const search: Search = { table, best, score, minSupport, maxCandidates, candidates: 0, complete: true }

  let level = firstLevel(search)
  for (let depth = 2; depth <= maxPredicates && level.length > 1 && search.complete; depth++) {
    level = nextLevel(search, level, depth)
  }
  return { slices: best.slices(table), candidates: search.candidates, complete: search.complete }
}

/** A slice as the ids of its predicates, ascending. */
interface Node {
  readonly ids: readonly number[]
  readonly size: number
  readonly errorSum: number
  readonly worstRow: number
  readonly score: number
}

interface Search {
  readonly table: BitTable
  readonly best: BestSlices
  readonly score: (errorSum: number, size: number) => number
  readonly minSupport: number
  readonly maxCandidates: number
  candidates: number
  complete: boolean
}

function firstLevel(search: Search): Node[] {
  const { table, score, best } = search
  const nodes: Node[] = []
  for (let id = 0; id < table.predicates.length; id++) {
    if (search.candidates >= search.maxCandidates) {
      search.complete = false
      break
    }
    search.candidates++
    const { size, errorSum, worstRow } = table.predicates[id]!
    if (errorSum <= 0) continue
    const node = { ids: [id], size, errorSum, worstRow, score: score(errorSum, size) }
    best.offer(node)
    nodes.push(node)
  }
  return nodes
}

/** Joins slices that share all but their last predicate, in lexicographic order, so the next level is in order too. */
function nextLevel(search: Search, level: readonly Node[], depth: number): Node[] {
  const { table, best } = search
  const promising = level.filter((node) => isPromising(search, node))
  const below = new Map(promising.map((node) => [keyOf(node.ids, table.predicates.length), node]))
  const leftBits = new Int32Array(table.words)
  const found: Node[] = []
  for (let start = 0; start < promising.length; start++) {
    const left = promising[start]!
    let hasBits = false
    for (let other = start + 1; other < promising.length; other++) {
      const right = promising[other]!
      if (!sharePrefix(left.ids, right.ids)) break
      const limits = parentLimits(search, left, right, below, depth)
      if (limits === undefined) continue
      if (search.candidates >= search.maxCandidates) {
        search.complete = false
        return found
      }
      search.candidates++
      if (!hasBits) intersect(table, left.ids, leftBits)
      hasBits = true
      const last = right.ids[depth - 2]!
      const { rows, errorSum, worstRow } = countErrors(table, leftBits, last)
      if (errorSum <= 0 || !isPromising(search, { size: limits.size, errorSum, worstRow })) continue
      const size = rows + countRest(table, leftBits, last)
      if (size < search.minSupport) continue
      const node = { ids: [...left.ids, last], size, errorSum, worstRow, score: search.score(errorSum, size) }
      best.offer(node)
      found.push(node)
    }
  }
  return found
}

/** The least of all parents' sizes, errors and worst rows; undefined when a parent is gone or nothing can come of it. */
function parentLimits(
  search: Search,
  left: Node,
  right: Node,
  below: ReadonlyMap<number | string, Node>,
  depth: number,
): Limits | undefined {
  const { predicates } = search.table
  const last = right.ids[depth - 2]!
  if (predicates[last]!.feature === predicates[left.ids[depth - 2]!]!.feature) return undefined
  const limits = {
    size: Math.min(left.size, right.size),
    errorSum: Math.min(left.errorSum, right.errorSum),
    worstRow: Math.min(left.worstRow, right.worstRow),
  }
  if (!isPromising(search, limits)) return undefined
  if (depth === 2) return limits
  for (let skipped = 0; skipped < depth - 2; skipped++) {
    const parent = below.get(keyOf([...left.ids.toSpliced(skipped, 1), last], predicates.length))
    if (parent === undefined) return undefined
    limits.size = Math.min(limits.size, parent.size)
    limits.errorSum = Math.min(limits.errorSum, parent.errorSum)
    limits.worstRow = Math.min(limits.worstRow, parent.worstRow)
  }
  return isPromising(search, limits) ? limits : undefined
}

interface Limits {
  readonly size: number
  readonly errorSum: number
  readonly worstRow: number
}

/**
 * Whether any slice of minSupport to `size` rows, with at most this error in all and in its worst row, could join the
 * best. Its score rises with s while every row can be a worst row, and is monotone in 1/s after that: three sizes
 * decide. The slack is for rounding, so that no tie is lost.
 */
function isPromising({ score, minSupport, best }: Search, { size, errorSum, worstRow }: Limits): boolean {
  const bar = best.bar() - 1e-12
  const full = Math.min(size, Math.max(errorSum / worstRow, minSupport))
  return (
    score(Math.min(minSupport * worstRow, errorSum), minSupport) >= bar ||
    score(Math.min(full * worstRow, errorSum), full) >= bar ||
    score(Math.min(size * worstRow, errorSum), size) >= bar
  )
}

function sharePrefix(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length - 1; i++) if (a[i] !== b[i]) return false
  return true
}

/** One number per list of ids while that is exact, a text beyond. */
function keyOf(ids: readonly number[], predicates: number): number | string {
  let key = 0
  for (const id of ids) key = key * predicates + id
  return key <= Number.MAX_SAFE_INTEGER / predicates ? key : ids.join()
}

/** The best slices with a positive score so far. */
class BestSlices {
  readonly #limit: number
  readonly #nodes: Node[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The score that a slice has to reach. */
  bar(): number {
    return this.#nodes.length < this.#limit ? 0 : this.#nodes.at(-1)!.score
  }

  offer(node: Node): void {
    if (!(node.score > 0)) return
    const place = this.#nodes.findIndex((kept) => precedes(node, kept))
    if (place === -1) this.#nodes.push(node)
    else this.#nodes.splice(place, 0, node)
    if (this.#nodes.length > this.#limit) this.#nodes.pop()
  }

  slices({ predicates }: BitTable): readonly Slice[] {
    return this.#nodes.map(({ ids, size, errorSum, score }) => ({
      predicates: ids.map((id) => ({ feature: predicates[id]!.feature, code: predicates[id]!.code })),
      size,
      errorSum,
      score,
    }))
  }
}

function precedes(a: Node, b: Node): boolean {
  if (a.score !== b.score) return a.score > b.score
  if (a.ids.length !== b.ids.length) return a.ids.length < b.ids.length
  if (a.size !== b.size) return a.size > b.size
  const differs = a.ids.findIndex((id, i) => id !== b.ids[i])
  return a.ids[differs]! < b.ids[differs]!
}
