import { Malformed } from '../limits.ts'
import { BackwardBits, readFse } from './fse.ts'

/** By the next `log` bits: symbol << 4 | length. */
export interface LiteralCode {
  readonly log: number
  readonly entries: Uint16Array
}

const longestCode = 11
const mostSymbols = 256

/** RFC 8878, section 4.2.1: a Huffman code by the weights of its symbols; the last weight follows from the others. */
export function readLiteralCode(bytes: Uint8Array): { code: LiteralCode; length: number } {
  const head = bytes[0] ?? 0
  const weights = new Uint8Array(mostSymbols)
  const isPlain = head >= 128
  const length = 1 + (isPlain ? (head - 126) >> 1 : head)
  if (length > bytes.length) throw new Malformed('the weights of a zstd code end early')
  let count: number
  if (isPlain) {
    count = head - 127
    for (let at = 0; at < count; at++) weights[at] = at & 1 ? bytes[1 + (at >> 1)]! & 15 : bytes[1 + (at >> 1)]! >> 4
  } else count = readWeights(bytes.subarray(1, length), weights)
  return { code: codeOf(weights, count), length }
}

/** Two states take turns over one bit stream, which ends where a state wants more bits than there are. */
function readWeights(bytes: Uint8Array, weights: Uint8Array): number {
  const { table, length } = readFse(bytes, mostSymbols, 6)
  const bits = new BackwardBits(bytes.subarray(length))
  let state = bits.take(table.log)
  let other = bits.take(table.log)
  let count = 0
  for (;;) {
    if (count >= mostSymbols - 2) throw new Malformed('a zstd code has too many symbols')
    weights[count++] = table.symbols[state]!
    const width = table.bits[state]!
    if (bits.left < width) {
      weights[count++] = table.symbols[other]!
      return count
    }
    const next = table.bases[state]! + bits.take(width)
    state = other
    other = next
  }
}

function codeOf(weights: Uint8Array, count: number): LiteralCode {
  let sum = 0
  for (let symbol = 0; symbol < count; symbol++) {
    const weight = weights[symbol]!
    if (weight > longestCode) throw new Malformed('a zstd code is too long')
    if (weight > 0) sum += 1 << (weight - 1)
  }
  if (sum === 0) throw new Malformed('a zstd code has no symbols')
  const log = 32 - Math.clz32(sum)
  const rest = (1 << log) - sum
  if (log > longestCode || (rest & (rest - 1)) !== 0) throw new Malformed('a zstd code does not add up')
  weights[count] = 32 - Math.clz32(rest)
  const entries = new Uint16Array(1 << log)
  let at = 0
  for (let weight = 1; weight <= log; weight++) {
    for (let symbol = 0; symbol <= count; symbol++) {
      if (weights[symbol] !== weight) continue
      entries.fill((symbol << 4) | (log + 1 - weight), at, (at += 1 << (weight - 1)))
    }
  }
  return { log, entries }
}

/** Fills `out` from one bit stream. */
export function readLiterals({ log, entries }: LiteralCode, bytes: Uint8Array, out: Uint8Array): void {
  const bits = new BackwardBits(bytes)
  for (let at = 0; at < out.length; at++) {
    const entry = entries[bits.peek(log)]!
    bits.left -= entry & 15
    out[at] = entry >> 4
  }
  if (bits.left !== 0) throw new Malformed('the literals of a zstd block do not fill their stream')
}
