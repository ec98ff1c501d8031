import type { ScanCoverage } from '../core/scan-report.ts'
import type { ByteUse } from './scope.ts'

interface Range {
  readonly offset: number
  readonly length: number
}

const uses = ['opaque', 'parsed', 'data', 'member'] as const
type Use = (typeof uses)[number]

interface Span {
  start: number
  end: number
  use: Use
}

/**
 * Where the bytes of one source went: every byte has one use in the end. Of two claims to a byte the first holds, so a
 * reader that claims a byte twice cannot make up for one that it never saw.
 */
export class ByteLedger {
  readonly #size: number
  /** Sorted, apart from each other. */
  readonly #spans: Span[] = []
  #isRestOpaque = false

  constructor(size: number) {
    this.#size = size
  }

  add(use: ByteUse | 'opaque', offset: number, length: number): void {
    let start = Math.max(0, offset)
    const end = Math.min(this.#size, offset + length)
    if (!(start < end)) return
    let at = this.#firstEndingAfter(start)
    while (start < end) {
      const next = this.#spans[at]
      const free = next === undefined ? end : Math.min(end, next.start)
      if (start < free) at += this.#insert(at, start, free, use)
      if (next === undefined) return
      start = Math.max(start, next.end)
      at += 1
    }
  }

  /** Nothing more will be known of what has no use yet. */
  restIsOpaque(): void {
    this.#isRestOpaque = true
  }

  get isRestOpaque(): boolean {
    return this.#isRestOpaque
  }

  /** The ranges without a use, in order. */
  rest(): readonly Range[] {
    const ranges: Range[] = []
    let from = 0
    for (const { start, end } of this.#spans) {
      if (start > from) ranges.push({ offset: from, length: start - from })
      from = end
    }
    if (from < this.#size) ranges.push({ offset: from, length: this.#size - from })
    return ranges
  }

  close(): void {
    for (const { offset, length } of this.rest()) this.add('opaque', offset, length)
  }

  coverage(): ScanCoverage {
    const coverage = { size: this.#size, parsed: 0, data: 0, member: 0, opaque: 0 }
    for (const { start, end, use } of this.#spans) coverage[use] += end - start
    return coverage
  }

  /** Index of the first span that ends after `offset`. Claims mostly come in order, so the end is tried first. */
  #firstEndingAfter(offset: number): number {
    const last = this.#spans.at(-1)
    if (last === undefined || last.end <= offset) return this.#spans.length
    let low = 0
    let high = this.#spans.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#spans[middle]!.end <= offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Puts a span at `at`, joined to its left neighbour where both say the same. Returns by how much the list grew. */
  #insert(at: number, start: number, end: number, use: Use): number {
    const before = this.#spans[at - 1]
    if (before !== undefined && before.end === start && before.use === use) {
      before.end = end
      return 0
    }
    this.#spans.splice(at, 0, { start, end, use })
    return 1
  }
}
