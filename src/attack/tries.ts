import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../core/frame.ts'
import { uniformAt } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { quantileSorted } from '../stats/describe.ts'
import { countCodes } from '../stats/distribution.ts'

/** Values to try in place of a feature's own: the i-th of `column` in row `rows[i]` of the attacked frame. */
export interface Tries {
  readonly rows: Int32Array
  readonly column: Column
  /** How far each lies from the row's own value; the cheapest success is kept, the first of equals. */
  readonly costs: Float64Array
}

export type Measured = NumberColumn | TimeColumn

/** The values that a feature is known to take; null where nothing finite arrived or all is the same. */
export interface Span {
  readonly low: number
  readonly high: number
  /** The 1, 5, 25, 50, 75, 95 and 99 % quantiles, each once, ascending. */
  readonly quantiles: readonly number[]
}

const quantileGrid = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
/** Nine points from −1 to 1; the middle one is the row as it is. */
const steps = [0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1]

/** The span of the values that arrived; whole numbers have whole quantiles. */
export function spanOf(column: Measured, integer: boolean): Span | null {
  const sorted = column.values.filter((value, row) => column.valid[row] === 1 && Number.isFinite(value)).sort()
  if (sorted.length === 0 || sorted[0] === sorted.at(-1)) return null
  const quantiles = quantileGrid.map((q) =>
    integer ? Math.round(quantileSorted(sorted, q)) : quantileSorted(sorted, q),
  )
  const span = { low: sorted[0]!, high: sorted.at(-1)!, quantiles: [...new Set(quantiles)] }
  return Number.isFinite(span.high - span.low) ? span : null
}

/**
 * Four steps to either side of each row's value, the farthest `bound` of the span away, as far as they stay within it.
 * Whole numbers move by whole steps, never farther than the bound, so that a short span has no step at all.
 */
export function stepsAround(column: Measured, span: Span, bound: number, integer: boolean): Tries {
  const reach = bound * (span.high - span.low)
  const offsets = [...new Set(steps.map((step) => (integer ? Math.trunc(step * reach) : step * reach)))]
  return triesOf(column, span, (own) => offsets.map((offset) => own + offset))
}

/** Every quantile of the span, for each row that does not hold it. */
export function quantilesOf(column: Measured, span: Span): Tries {
  return triesOf(column, span, () => span.quantiles)
}

/** Noise of the norm of the farthest step: that far up or down by chance, no try where it would leave the span. */
export function noiseAround(column: Measured, span: Span, bound: number, integer: boolean, key: StreamKey): Tries {
  const reach = integer ? Math.trunc(bound * (span.high - span.low)) : bound * (span.high - span.low)
  return triesOf(column, span, (own, row) => [own + (uniformAt(key, row, 0) < 0.5 ? reach : -reach)])
}

/** The categories of the reference that occur, the commonest first, at most `most`. */
export function commonCategories(column: CategoryColumn, most: number): Int32Array {
  const counts = countCodes(column.codes, column.dictionary.length)
  const codes = Int32Array.from(counts.keys()).filter((code) => counts[code]! > 0)
  return codes.toSorted((a, b) => counts[b]! - counts[a]! || a - b).subarray(0, most)
}

/** Every one of those categories, for each row that does not hold it. Any change of category costs 1. */
export function otherCategories(column: CategoryColumn, categories: Int32Array): Tries {
  const rows: number[] = []
  const codes: number[] = []
  for (let row = 0; row < column.codes.length; row++) {
    const own = column.codes[row]!
    if (own < 0) continue
    for (const code of categories) {
      if (code === own) continue
      rows.push(row)
      codes.push(code)
    }
  }
  return {
    rows: Int32Array.from(rows),
    column: { ...column, codes: Int32Array.from(codes) },
    costs: new Float64Array(rows.length).fill(1),
  }
}

/** Rows that have a try at all, by their flags. */
export function triedRows(tries: Tries, rowCount: number): Uint8Array {
  const tried = new Uint8Array(rowCount)
  for (const row of tries.rows) tried[row] = 1
  return tried
}

/** The candidates of each row that arrived, other than its own value and within the span, at their share of it. */
function triesOf(column: Measured, span: Span, candidates: (own: number, row: number) => readonly number[]): Tries {
  const rows: number[] = []
  const values: number[] = []
  const costs: number[] = []
  for (let row = 0; row < column.values.length; row++) {
    const own = column.values[row]!
    if (column.valid[row] === 0 || !Number.isFinite(own)) continue
    for (const value of candidates(own, row)) {
      if (value === own || !(value >= span.low && value <= span.high)) continue
      rows.push(row)
      values.push(value)
      costs.push(Math.abs(value - own) / (span.high - span.low))
    }
  }
  return {
    rows: Int32Array.from(rows),
    column: { kind: column.kind, values: Float64Array.from(values), valid: new Uint8Array(values.length).fill(1) },
    costs: Float64Array.from(costs),
  }
}
