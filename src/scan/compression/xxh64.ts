/** 64-bit numbers as pairs of 32-bit words, since BigInt is far too slow for every byte of a model. */
interface Word {
  low: number
  high: number
}

const prime1: Word = { low: 0x85ebca87 | 0, high: 0x9e3779b1 | 0 }
const prime2: Word = { low: 0x27d4eb4f, high: 0xc2b2ae3d | 0 }
const prime3: Word = { low: 0x9e3779f9 | 0, high: 0x165667b1 }
const prime4: Word = { low: 0xc2b2ae63 | 0, high: 0x85ebca77 | 0 }
const prime5: Word = { low: 0x165667c5, high: 0x27d4eb2f }

/** xxHash64 with seed 0, fed in pieces; zstd keeps the lower half. */
export class Xxh64 {
  readonly #lanes: readonly [Word, Word, Word, Word]
  readonly #left = new Uint8Array(32)
  #leftLength = 0
  #total = 0

  constructor() {
    const first = { ...prime1 }
    add(first, prime2)
    const last = { low: 0, high: 0 }
    subtract(last, prime1)
    this.#lanes = [first, { ...prime2 }, { low: 0, high: 0 }, last]
  }

  update(bytes: Uint8Array): this {
    this.#total += bytes.length
    let from = 0
    if (this.#leftLength > 0) {
      from = Math.min(32 - this.#leftLength, bytes.length)
      this.#left.set(bytes.subarray(0, from), this.#leftLength)
      this.#leftLength += from
      if (this.#leftLength < 32) return this
      this.#stripe(this.#left, 0)
      this.#leftLength = 0
    }
    for (; from + 32 <= bytes.length; from += 32) this.#stripe(bytes, from)
    this.#left.set(bytes.subarray(from))
    this.#leftLength = bytes.length - from
    return this
  }

  /** The lower 32 bits. */
  digest(): number {
    const hash: Word = { ...prime5 }
    if (this.#total >= 32) {
      hash.low = hash.high = 0
      for (const [index, count] of [1, 7, 12, 18].entries()) {
        const lane = { ...this.#lanes[index]! }
        rotate(lane, count)
        add(hash, lane)
      }
      for (const lane of this.#lanes) {
        const mixed = round({ low: 0, high: 0 }, lane.low, lane.high)
        exclusive(hash, mixed)
        multiply(hash, prime1)
        add(hash, prime4)
      }
    }
    add(hash, { low: this.#total | 0, high: (this.#total / 2 ** 32) | 0 })
    this.#finish(hash)
    shiftInto(hash, 33)
    multiply(hash, prime2)
    shiftInto(hash, 29)
    multiply(hash, prime3)
    shiftInto(hash, 32)
    return hash.low >>> 0
  }

  #finish(hash: Word): void {
    let at = 0
    for (; at + 8 <= this.#leftLength; at += 8) {
      exclusive(hash, round({ low: 0, high: 0 }, word(this.#left, at), word(this.#left, at + 4)))
      rotate(hash, 27)
      multiply(hash, prime1)
      add(hash, prime4)
    }
    if (at + 4 <= this.#leftLength) {
      const mixed = { low: word(this.#left, at), high: 0 }
      multiply(mixed, prime1)
      exclusive(hash, mixed)
      rotate(hash, 23)
      multiply(hash, prime2)
      add(hash, prime3)
      at += 4
    }
    for (; at < this.#leftLength; at++) {
      const mixed = { low: this.#left[at]!, high: 0 }
      multiply(mixed, prime5)
      exclusive(hash, mixed)
      rotate(hash, 11)
      multiply(hash, prime1)
    }
  }

  #stripe(bytes: Uint8Array, at: number): void {
    for (let lane = 0; lane < 4; lane++)
      round(this.#lanes[lane]!, word(bytes, at + lane * 8), word(bytes, at + lane * 8 + 4))
  }
}

const scratch: Word = { low: 0, high: 0 }

/** value = rotl(value + input * prime2, 31) * prime1 */
function round(value: Word, low: number, high: number): Word {
  scratch.low = low
  scratch.high = high
  multiply(scratch, prime2)
  add(value, scratch)
  rotate(value, 31)
  multiply(value, prime1)
  return value
}

function add(value: Word, other: Word): void {
  const low = (value.low >>> 0) + (other.low >>> 0)
  value.low = low | 0
  value.high = (value.high + other.high + (low > 0xffff_ffff ? 1 : 0)) | 0
}

function subtract(value: Word, other: Word): void {
  const borrow = value.low >>> 0 < other.low >>> 0 ? 1 : 0
  value.low = (value.low - other.low) | 0
  value.high = (value.high - other.high - borrow) | 0
}

function exclusive(value: Word, other: Word): void {
  value.low ^= other.low
  value.high ^= other.high
}

/** Modulo 2^64: the lower words by halves of 16 bits, the crossed ones modulo 2^32. */
function multiply(value: Word, other: Word): void {
  const a = value.low >>> 16
  const b = value.low & 0xffff
  const c = other.low >>> 16
  const d = other.low & 0xffff
  const bd = Math.imul(b, d) >>> 0
  const bc = Math.imul(b, c) >>> 0
  const middle = (Math.imul(a, d) >>> 0) + (bd >>> 16) + (bc & 0xffff)
  const top = (Math.imul(a, c) >>> 0) + (bc >>> 16) + Math.floor(middle / 65_536)
  value.high = (top + Math.imul(value.high, other.low) + Math.imul(value.low, other.high)) | 0
  value.low = (middle << 16) | (bd & 0xffff) | 0
}

/** By 1 to 31. */
function rotate(value: Word, count: number): void {
  const { low, high } = value
  value.low = (low << count) | (high >>> (32 - count))
  value.high = (high << count) | (low >>> (32 - count))
}

/** value ^= value >> count, for counts from 1 to 63 */
function shiftInto(value: Word, count: number): void {
  const { low, high } = value
  if (count >= 32) {
    value.low ^= high >>> (count - 32)
    return
  }
  value.low ^= (low >>> count) | (high << (32 - count))
  value.high ^= high >>> count
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
}
