/** A canonical Huffman code, read from the lowest bit on: short codes by a table, the others bit by bit. */
export interface Huffman {
  /** By the next `fastBits` bits: symbol << 4 | length, or 0. */
  readonly fast: Uint16Array
  readonly counts: Uint16Array
  /** Symbols ordered by code. */
  readonly symbols: Uint16Array
}

export const fastBits = 10
export const longestCode = 15
const fastMask = (1 << fastBits) - 1

export function newHuffman(symbols: number): Huffman {
  return {
    fast: new Uint16Array(1 << fastBits),
    counts: new Uint16Array(longestCode + 1),
    symbols: new Uint16Array(symbols),
  }
}

const next = new Uint16Array(longestCode + 2)

/**
 * Fills a code from the length of each symbol, 0 for unused ones. False when the lengths name more codes than there are.
 * Too few are accepted: a lenient reader sees at least what a strict one sees.
 */
export function fillHuffman(code: Huffman, lengths: Uint8Array, from: number, count: number): boolean {
  const { fast, counts, symbols } = code
  counts.fill(0)
  fast.fill(0)
  for (let symbol = 0; symbol < count; symbol++) counts[lengths[from + symbol]!]!++
  counts[0] = 0
  let left = 1
  for (let length = 1; length <= longestCode; length++) {
    left = left * 2 - counts[length]!
    if (left < 0) return false
  }
  next[1] = 0
  for (let length = 1; length <= longestCode; length++) next[length + 1] = next[length]! + counts[length]!
  for (let symbol = 0; symbol < count; symbol++) {
    const length = lengths[from + symbol]!
    if (length !== 0) symbols[next[length]!++] = symbol
  }
  let at = 0
  let value = 0
  for (let length = 1; length <= fastBits; length++) {
    for (let n = counts[length]!; n > 0; n--) {
      const entry = (symbols[at++]! << 4) | length
      for (let slot = reversed(value, length); slot <= fastMask; slot += 1 << length) fast[slot] = entry
      value += 1
    }
    value <<= 1
  }
  return true
}

function reversed(value: number, length: number): number {
  let turned = 0
  for (let bit = 0; bit < length; bit++) turned |= ((value >> bit) & 1) << (length - 1 - bit)
  return turned
}

/** As an entry of `fast`, for codes longer than `fastBits`; 0 when no code fits the `bits` bits in `hold`. */
export function slowSymbol({ counts, symbols }: Huffman, hold: number, bits: number): number {
  let value = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= longestCode && length <= bits; length++) {
    value |= (hold >>> (length - 1)) & 1
    const count = counts[length]!
    if (value - count < first) return (symbols[index + value - first]! << 4) | length
    index += count
    first = (first + count) << 1
    value <<= 1
  }
  return 0
}
