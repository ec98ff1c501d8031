import { Malformed } from '../limits.ts'

/** Reads bits from the end of a stretch of bytes to its start, from below the highest bit that is set in the last byte. */
export class BackwardBits {
  readonly #bytes: Uint8Array
  /** Bits that are left; below zero once more were taken than there are, which gives zeros. */
  left: number

  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1) ?? 0
    if (last === 0) throw new Malformed('a zstd bit stream has no end')
    this.#bytes = bytes
    this.left = bytes.length * 8 - Math.clz32(last) + 24 - 1
  }

  /** At most 25 bits. */
  peek(count: number): number {
    const from = this.left - count
    const mask = (1 << count) - 1
    if (from >= 0) return (this.#word(from >> 3) >>> (from & 7)) & mask
    if (this.left <= 0) return 0
    return (this.#word(0) << -from) & mask
  }

  take(count: number): number {
    if (count > 24) return this.take(count - 16) * 65_536 + this.take(16)
    const value = this.peek(count)
    this.left -= count
    return value
  }

  #word(at: number): number {
    const bytes = this.#bytes
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  }
}

/** A finite-state entropy code: by state, the symbol, how many bits the next state takes, and what to add. */
export interface FseTable {
  readonly log: number
  readonly symbols: Uint8Array
  readonly bits: Uint8Array
  readonly bases: Uint16Array
}

/** RFC 8878, section 4.1.1: the spread of the symbols over the states. -1 is a probability below one. */
export function fseTable(counts: ArrayLike<number>, log: number): FseTable {
  const size = 1 << log
  const symbols = new Uint8Array(size)
  const next = new Uint16Array(counts.length)
  let high = size
  for (let symbol = 0; symbol < counts.length; symbol++) {
    next[symbol] = counts[symbol]!
    if (counts[symbol] !== -1) continue
    symbols[--high] = symbol
    next[symbol] = 1
  }
  const step = (size >> 1) + (size >> 3) + 3
  let at = 0
  for (let symbol = 0; symbol < counts.length; symbol++) {
    for (let count = counts[symbol]!; count > 0; count--) {
      symbols[at] = symbol
      do at = (at + step) & (size - 1)
      while (at >= high)
    }
  }
  const bits = new Uint8Array(size)
  const bases = new Uint16Array(size)
  for (let state = 0; state < size; state++) {
    const count = next[symbols[state]!]!++
    const width = log - (31 - Math.clz32(count))
    bits[state] = width
    bases[state] = (count << width) - size
  }
  return { log, symbols, bits, bases }
}

/** One symbol over and over, without bits. */
export function singleFse(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) }
}

/** The description of a table at the start of `bytes`, and how many of them it takes. */
export function readFse(bytes: Uint8Array, mostSymbols: number, mostLog: number): { table: FseTable; length: number } {
  let place = 0
  const take = (count: number): number => {
    let value = 0
    for (let bit = 0; bit < count; bit++, place++) value |= (((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) << bit
    return value
  }
  const log = take(4) + 5
  if (log > mostLog) throw new Malformed('a zstd table is too large')
  const counts: number[] = []
  let left = (1 << log) + 1
  while (left > 1 && counts.length < mostSymbols) {
    const width = 32 - Math.clz32(left)
    const short = (1 << width) - 1 - left
    let value = take(width - 1)
    if (value >= short) {
      value |= take(1) << (width - 1)
      if (value >= 1 << (width - 1)) value -= short
    }
    const count = value - 1
    counts.push(count)
    left -= Math.abs(count)
    if (count !== 0) continue
    for (;;) {
      const zeros = take(2)
      for (let more = zeros; more > 0 && counts.length < mostSymbols; more--) counts.push(0)
      if (zeros < 3) break
      if (place > bytes.length * 8) throw new Malformed('a zstd table ends early')
    }
  }
  const length = (place + 7) >> 3
  if (left !== 1 || length > bytes.length) throw new Malformed('a zstd table is broken')
  return { table: fseTable(counts, log), length }
}
