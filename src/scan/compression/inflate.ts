import { Malformed } from '../limits.ts'
import type { Codec } from './codec.ts'
import { type Huffman, fastBits, fillHuffman, newHuffman, slowSymbol } from './huffman.ts'
import type { Input } from './input.ts'
import { Window, copyBack } from './window.ts'

/** RFC 1951. Our own, since the runtime's drops what it decoded just before an error, and a loader does not. */
export const rawDeflate: Codec = { name: 'deflate', decompress: (input) => inflate(input) }

const fastMask = (1 << fastBits) - 1
const longestMatch = 258
const lengthBase = Uint16Array.of(
  ...[
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ],
)
const lengthExtra = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
)
const distanceExtra = Uint8Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1))
const distanceBase = Uint16Array.from({ length: 30 }, (_, code) =>
  code < 4 ? code + 1 : ((2 + (code & 1)) << ((code >> 1) - 1)) + 1,
)
const lengthOrder = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)

export function* inflate(input: Input): Generator<Uint8Array> {
  const decoder = new Decoder(input)
  const { window } = decoder
  let isLast = false
  try {
    while (!isLast) {
      isLast = decoder.take(1) === 1
      const kind = decoder.take(2)
      if (kind === 0) {
        let left = decoder.storedLength()
        while (left > 0) {
          left -= decoder.copyStored(left)
          if (window.room === 0) yield window.flush()
          window.makeRoom(longestMatch)
        }
        continue
      }
      if (kind === 3) throw new Malformed('a deflate block is of the reserved kind', decoder.position)
      if (kind === 1) decoder.useFixedCodes()
      else decoder.readCodes()
      while (!decoder.symbols()) {
        yield window.flush()
        window.makeRoom(longestMatch)
      }
    }
  } catch (error) {
    yield window.flush()
    throw error
  }
  decoder.finish()
  yield window.flush()
}

class Decoder {
  readonly window = new Window(1 << 15)
  readonly #input: Input
  #hold = 0
  #bits = 0
  readonly #literals = newHuffman(288)
  readonly #distances = newHuffman(32)
  readonly #lengths = new Uint8Array(320)

  constructor(input: Input) {
    this.#input = input
  }

  get position(): number {
    return this.#input.position - (this.#bits >> 3)
  }

  take(count: number): number {
    while (this.#bits < count) {
      this.#hold |= this.#input.byte() << this.#bits
      this.#bits += 8
    }
    const value = this.#hold & ((1 << count) - 1)
    this.#hold >>>= count
    this.#bits -= count
    return value
  }

  /** Gives back the whole bytes that were read ahead. */
  finish(): void {
    this.#input.seek(this.position)
    this.#hold = 0
    this.#bits = 0
  }

  storedLength(): number {
    this.finish()
    const length = this.#input.u16()
    if ((length ^ this.#input.u16()) !== 0xffff)
      throw new Malformed('a stored block lies about its length', this.position)
    return length
  }

  /** Copies as much as is at hand and has room, at least one byte. */
  copyStored(left: number): number {
    const input = this.#input
    if (input.at === input.chunk.length && !input.more()) throw input.endsEarly()
    const count = Math.min(left, input.chunk.length - input.at, this.window.room)
    this.window.buffer.set(input.chunk.subarray(input.at, input.at + count), this.window.at)
    this.window.at += count
    input.at += count
    return count
  }

  useFixedCodes(): void {
    const lengths = this.#lengths
    lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288).fill(5, 288, 320)
    fillHuffman(this.#literals, lengths, 0, 288)
    fillHuffman(this.#distances, lengths, 288, 32)
  }

  readCodes(): void {
    const lengths = this.#lengths
    const literals = this.take(5) + 257
    const distances = this.take(5) + 1
    const ordered = this.take(4) + 4
    lengths.fill(0)
    for (let at = 0; at < ordered; at++) lengths[lengthOrder[at]!] = this.take(3)
    this.#fill(this.#distances, 0, 19)
    lengths.fill(0, 0, 19)
    for (let at = 0; at < literals + distances;) {
      const symbol = this.#symbol(this.#distances)
      if (symbol < 16) {
        lengths[at++] = symbol
        continue
      }
      if (symbol === 16 && at === 0) throw new Malformed('a code repeats a length that is not there', this.position)
      const value = symbol === 16 ? lengths[at - 1]! : 0
      const count = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7)
      if (at + count > literals + distances) throw new Malformed('a code has too many lengths', this.position)
      lengths.fill(value, at, (at += count))
    }
    this.#fill(this.#literals, 0, Math.min(literals, 288))
    this.#fill(this.#distances, literals, Math.min(distances, 32))
  }

  #fill(code: Huffman, from: number, count: number): void {
    if (!fillHuffman(code, this.#lengths, from, count))
      throw new Malformed('a code has too many symbols', this.position)
  }

  #symbol(code: Huffman): number {
    while (this.#bits < 15 && !this.#input.isAtEnd) {
      this.#hold |= this.#input.byte() << this.#bits
      this.#bits += 8
    }
    let entry = code.fast[this.#hold & fastMask]!
    if (entry === 0) entry = slowSymbol(code, this.#hold, this.#bits)
    if (entry === 0) throw this.#noSymbol()
    this.take(entry & 15)
    return entry >> 4
  }

  #noSymbol(): Malformed {
    if (this.#bits < 15) return this.#input.endsEarly()
    return new Malformed('bits that no code has', this.position)
  }

  /** Decodes until the block ends (true), or until the window has no room for another match (false). */
  symbols(): boolean {
    const { window } = this
    const input = this.#input
    const literals = this.#literals
    const distances = this.#distances
    const buffer = window.buffer
    const stop = buffer.length - longestMatch
    let at = window.at
    let hold = this.#hold
    let bits = this.#bits
    let chunk = input.chunk
    let from = input.at
    try {
      while (at <= stop) {
        while (bits <= 22) {
          if (from === chunk.length) {
            input.at = from
            const isMore = input.more()
            chunk = input.chunk
            from = 0
            if (!isMore) break
          }
          hold |= chunk[from++]! << bits
          bits += 8
        }
        let entry = literals.fast[hold & fastMask]!
        if (entry === 0) entry = slowSymbol(literals, hold, bits)
        const used = entry & 15
        if (entry === 0 || used > bits) throw bits < 15 ? input.endsEarly() : new Malformed('bits that no code has')
        hold >>>= used
        bits -= used
        let symbol = entry >> 4
        if (symbol < 256) {
          buffer[at++] = symbol
          continue
        }
        if (symbol === 256) return true
        if ((symbol -= 257) > 28) throw new Malformed('a length that no code has')
        const extra = lengthExtra[symbol]!
        if (extra > bits) throw input.endsEarly()
        const length = lengthBase[symbol]! + (hold & ((1 << extra) - 1))
        hold >>>= extra
        bits -= extra
        while (bits <= 22) {
          if (from === chunk.length) {
            input.at = from
            const isMore = input.more()
            chunk = input.chunk
            from = 0
            if (!isMore) break
          }
          hold |= chunk[from++]! << bits
          bits += 8
        }
        let far = distances.fast[hold & fastMask]!
        if (far === 0) far = slowSymbol(distances, hold, bits)
        const farUsed = far & 15
        if (far === 0 || farUsed > bits) throw bits < 15 ? input.endsEarly() : new Malformed('bits that no code has')
        hold >>>= farUsed
        bits -= farUsed
        symbol = far >> 4
        if (symbol > 29) throw new Malformed('a distance that no code has')
        const more = distanceExtra[symbol]!
        while (bits < more) {
          if (from === chunk.length) {
            input.at = from
            const isMore = input.more()
            chunk = input.chunk
            from = 0
            if (!isMore) throw input.endsEarly()
          }
          hold |= chunk[from++]! << bits
          bits += 8
        }
        const distance = distanceBase[symbol]! + (hold & ((1 << more) - 1))
        hold >>>= more
        bits -= more
        if (distance > at) throw new Malformed('a copy from before the start')
        at = copyBack(buffer, at, distance, length)
      }
      return false
    } finally {
      window.at = at
      this.#hold = hold
      this.#bits = bits
      input.at = from
    }
  }
}
