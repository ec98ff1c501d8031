import { ascendingOrder } from './order.ts'

/** A feature as small whole numbers; bin 0 is missing. */
export interface BinnedFeature {
  readonly bins: Uint8Array
  readonly count: number
  /** Bins without an order, to be split by what they do rather than by where they stand. */
  readonly isCategory: boolean
}

/** Numbers in at most `bins` bins of about equal size; equal numbers share a bin, NaN has bin 0. */
export function binNumbers(values: Float64Array, bins = 64): BinnedFeature {
  const order = ascendingOrder(values)
  const assigned = new Uint8Array(values.length)
  let present = 0
  while (present < order.length && !Number.isNaN(values[order[present]!]!)) present++
  let bin = 0
  for (let start = 0; start < present;) {
    const value = values[order[start]!]!
    let end = start + 1
    while (end < present && values[order[end]!]! === value) end++
    // the next bin begins once the share of rows that this one stands for is used up
    if (start >= (bin * present) / bins) bin++
    for (let i = start; i < end; i++) assigned[order[i]!] = bin
    start = end
  }
  return { bins: assigned, count: bin + 1, isCategory: false }
}

/** Codes in one bin each, −1 in bin 0; beyond 254 codes the rarest share the last bin. */
export function binCodes(codes: Int32Array, cardinality: number): BinnedFeature {
  const counts = new Int32Array(cardinality)
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) counts[codes[row]!]!++
  const commonest = Int32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const binOf = new Uint8Array(cardinality + 1)
  for (let place = 0; place < cardinality; place++) binOf[commonest[place]! + 1] = Math.min(place + 1, 255)
  return {
    bins: Uint8Array.from(codes, (code) => binOf[code + 1]!),
    count: Math.min(cardinality, 255) + 1,
    isCategory: true,
  }
}
