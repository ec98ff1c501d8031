import { LimitReached, Malformed } from '../limits.ts'
import type { Input } from './input.ts'
import { RangeDecoder } from './range-decoder.ts'
import { Window, copyBack } from './window.ts'

/** Longer windows are not kept in memory. */
const windowAtMost = 256 * 2 ** 20
/** No match is longer, so with this much room one can be decoded. */
export const longestMatch = 273

/** Where the probabilities of each kind of bit start. The kinds are those of the LZMA specification of the LZMA SDK. */
const isMatch = 0
const isRepeat = isMatch + (12 << 4)
const isRepeat0 = isRepeat + 12
const isRepeat1 = isRepeat0 + 12
const isRepeat2 = isRepeat1 + 12
const isRepeat0Long = isRepeat2 + 12
const distanceSlot = isRepeat0Long + (12 << 4)
const distanceSpecial = distanceSlot + (4 << 6)
const distanceAlign = distanceSpecial + 128
const matchLength = distanceAlign + 16
const lengthBits = 2 + 2 * 128 + 256
const repeatLength = matchLength + lengthBits
const literals = repeatLength + lengthBits

const endMark = 0xffffffff

/** What stopped the decoder. */
export interface Decoded {
  readonly count: number
  readonly isEndMark: boolean
}

/** The LZMA decoder proper: lzma-alone and LZMA2 feed it, and show what it writes to the window. */
export class LzmaDecoder {
  readonly window: Window
  readonly range: RangeDecoder
  readonly #input: Input
  readonly #isWindowCut: boolean
  #contextBits = 0
  #literalPositionMask = 0
  #positionMask = 0
  #state = 0
  /** The last four distances, less one. */
  #last0 = 0
  #last1 = 0
  #last2 = 0
  #last3 = 0
  #position = 0
  #bits = literals

  constructor(input: Input, dictionarySize: number) {
    this.#input = input
    this.range = new RangeDecoder(input)
    this.#isWindowCut = dictionarySize > windowAtMost
    this.window = new Window(Math.min(windowAtMost, Math.max(4096, dictionarySize)))
  }

  /** The byte (pb * 5 + lp) * 9 + lc; resets the state as well. */
  setProperties(byte: number): void {
    if (byte >= 225) throw new Malformed('an LZMA property byte is out of range', this.#input.position)
    this.#contextBits = byte % 9
    const rest = Math.floor(byte / 9)
    this.#literalPositionMask = (1 << (rest % 5)) - 1
    this.#positionMask = (1 << Math.floor(rest / 5)) - 1
    this.#bits = literals + (0x300 << (this.#contextBits + (rest % 5)))
    this.resetState()
  }

  resetState(): void {
    this.range.reset(this.#bits)
    this.#state = 0
    this.#last0 = this.#last1 = this.#last2 = this.#last3 = 0
  }

  /** Only after the window was flushed. */
  resetDictionary(): void {
    this.window.clear()
    this.#position = 0
  }

  /** Bytes that are there without being coded. */
  copyPlain(bytes: Uint8Array): void {
    this.window.buffer.set(bytes, this.window.at)
    this.window.at += bytes.length
    this.#position += bytes.length
  }

  /** Decodes until `most` bytes are given, the window lacks room for a match, or an end mark comes. */
  decode(most: number): Decoded {
    const { window } = this
    const buffer = window.buffer
    const start = window.at
    const stop = Math.min(start + most, buffer.length - longestMatch)
    const reach = window.reach
    let at = start
    try {
      while (at < stop) {
        const length = this.#symbol(buffer, at)
        if (length === 0) {
          at += 1
          this.#position += 1
          continue
        }
        if (length < 0) return { count: at - start, isEndMark: true }
        const distance = this.#last0 + 1
        if (distance > reach + at - start) throw this.#tooFar()
        const count = Math.min(length, start + most - at)
        at = copyBack(buffer, at, distance, count)
        this.#position += count
        if (count < length) throw new Malformed('a copy is longer than the content', this.#input.position)
      }
      return { count: at - start, isEndMark: false }
    } finally {
      window.at = at
    }
  }

  /** Writes a literal and gives 0, or gives the length of the match whose distance it sets, or -1 for the end mark. */
  #symbol(buffer: Uint8Array, at: number): number {
    const { range } = this
    const state = this.#state
    const position = this.#position & this.#positionMask
    if (range.bit(isMatch + (state << 4) + position) === 0) {
      buffer[at] = this.#literal(buffer, at)
      this.#state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
      return 0
    }
    if (range.bit(isRepeat + state) === 0) {
      this.#last3 = this.#last2
      this.#last2 = this.#last1
      this.#last1 = this.#last0
      const length = this.#length(matchLength, position)
      this.#last0 = this.#distance(length)
      this.#state = state < 7 ? 7 : 10
      return this.#last0 === endMark ? -1 : length
    }
    if (range.bit(isRepeat0 + state) === 0) {
      if (range.bit(isRepeat0Long + (state << 4) + position) === 0) {
        this.#state = state < 7 ? 9 : 11
        return 1
      }
    } else {
      let distance = this.#last1
      if (range.bit(isRepeat1 + state) === 1) {
        distance = this.#last2
        if (range.bit(isRepeat2 + state) === 1) {
          distance = this.#last3
          this.#last3 = this.#last2
        }
        this.#last2 = this.#last1
      }
      this.#last1 = this.#last0
      this.#last0 = distance
    }
    this.#state = state < 7 ? 8 : 11
    return this.#length(repeatLength, position)
  }

  #literal(buffer: Uint8Array, at: number): number {
    const { range } = this
    const before = at > 0 && this.#position > 0 ? buffer[at - 1]! : 0
    const context =
      ((this.#position & this.#literalPositionMask) << this.#contextBits) + (before >> (8 - this.#contextBits))
    const base = literals + 0x300 * context
    let symbol = 1
    if (this.#state >= 7) {
      const matchAt = at - this.#last0 - 1
      if (matchAt < 0) throw this.#tooFar()
      let match = buffer[matchAt]!
      while (symbol < 0x100) {
        const expected = (match >> 7) & 1
        match <<= 1
        const bit = range.bit(base + ((1 + expected) << 8) + symbol)
        symbol = (symbol << 1) | bit
        if (expected !== bit) break
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(base + symbol)
    return symbol & 0xff
  }

  #length(base: number, position: number): number {
    const { range } = this
    if (range.bit(base) === 0) return 2 + range.tree(base + 2 + (position << 3), 3)
    if (range.bit(base + 1) === 0) return 10 + range.tree(base + 130 + (position << 3), 3)
    return 18 + range.tree(base + 258, 8)
  }

  #distance(length: number): number {
    const { range } = this
    const slot = range.tree(distanceSlot + (Math.min(length - 2, 3) << 6), 6)
    if (slot < 4) return slot
    const count = (slot >> 1) - 1
    const high = ((2 | (slot & 1)) << count) >>> 0
    if (slot < 14) return high + range.reverseTree(distanceSpecial + high - slot, count)
    return high + ((range.direct(count - 4) << 4) >>> 0) + range.reverseTree(distanceAlign, 4)
  }

  #tooFar(): Error {
    if (this.#isWindowCut) return new LimitReached(`the window is longer than ${windowAtMost} bytes`)
    return new Malformed('a copy from before the start', this.#input.position)
  }
}
