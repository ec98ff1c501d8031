import { Malformed } from '../limits.ts'
import type { Input } from './input.ts'

const even = 1024

/** The range coder of LZMA with its adaptive bits. `range` and `code` are unsigned, but kept as signed integers. */
export class RangeDecoder {
  #probabilities = new Uint16Array(0)
  readonly #input: Input
  #range = 0
  #code = 0

  constructor(input: Input) {
    this.#input = input
  }

  /** All bits are as likely as not. */
  reset(count: number): void {
    if (this.#probabilities.length !== count) this.#probabilities = new Uint16Array(count)
    this.#probabilities.fill(even)
  }

  start(): void {
    if (this.#input.byte() !== 0) throw new Malformed('an LZMA stream does not start with zero', this.#input.position)
    this.#range = -1
    this.#code = 0
    for (let count = 0; count < 4; count++) this.#code = (this.#code << 8) | this.#input.byte()
  }

  /** As a well-formed stream leaves it. */
  get isAtEnd(): boolean {
    return this.#code === 0
  }

  bit(index: number): 0 | 1 {
    const probabilities = this.#probabilities
    const probability = probabilities[index]!
    const bound = Math.imul(this.#range >>> 11, probability)
    let bit: 0 | 1 = 0
    if (this.#code >>> 0 < bound >>> 0) {
      this.#range = bound
      probabilities[index] = probability + ((2048 - probability) >> 5)
    } else {
      this.#range = (this.#range - bound) | 0
      this.#code = (this.#code - bound) | 0
      probabilities[index] = probability - (probability >> 5)
      bit = 1
    }
    if ((this.#range & 0xff00_0000) === 0) this.#shift()
    return bit
  }

  /** Bits of even chance, highest first. */
  direct(count: number): number {
    let value = 0
    for (; count > 0; count--) {
      this.#range >>>= 1
      this.#range |= 0
      const bit = this.#code >>> 0 >= this.#range >>> 0 ? 1 : 0
      if (bit === 1) this.#code = (this.#code - this.#range) | 0
      value = (value << 1) | bit
      if ((this.#range & 0xff00_0000) === 0) this.#shift()
    }
    return value
  }

  /** A symbol of `count` bits, highest first. */
  tree(base: number, count: number): number {
    let node = 1
    for (let level = 0; level < count; level++) node = (node << 1) | this.bit(base + node)
    return node - (1 << count)
  }

  /** Lowest bit first. */
  reverseTree(base: number, count: number): number {
    let node = 1
    let symbol = 0
    for (let level = 0; level < count; level++) {
      const bit = this.bit(base + node)
      node = (node << 1) | bit
      symbol |= bit << level
    }
    return symbol
  }

  #shift(): void {
    const input = this.#input
    const byte = input.at < input.chunk.length ? input.chunk[input.at++]! : input.byte()
    this.#range <<= 8
    this.#code = (this.#code << 8) | byte
  }
}
