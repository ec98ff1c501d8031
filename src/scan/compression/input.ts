import { Malformed } from '../limits.ts'
import type { ByteSource } from '../source.ts'

const chunkBytes = 1 << 16

/** A source read from front to back. Hot loops use `chunk` and `at` themselves and call `more` at the end of a chunk. */
export class Input {
  readonly source: ByteSource
  chunk: Uint8Array = new Uint8Array(0)
  at = 0
  #start = 0

  constructor(source: ByteSource) {
    this.source = source
  }

  get position(): number {
    return this.#start + this.at
  }

  get isAtEnd(): boolean {
    return this.position >= this.source.size
  }

  /** Loads the bytes that follow the chunk; false when there are none. */
  more(): boolean {
    this.#start += this.chunk.length
    this.chunk = this.source.bytes(this.#start, chunkBytes)
    this.at = 0
    return this.chunk.length > 0
  }

  seek(position: number): void {
    if (position >= this.#start && position <= this.#start + this.chunk.length) this.at = position - this.#start
    else {
      this.#start = position
      this.chunk = new Uint8Array(0)
      this.at = 0
    }
  }

  byte(): number {
    if (this.at === this.chunk.length && !this.more()) throw this.endsEarly()
    return this.chunk[this.at++]!
  }

  /** The next bytes without moving on, fewer at the end. */
  peek(length: number): Uint8Array {
    return this.source.bytes(this.position, length)
  }

  take(length: number): Uint8Array {
    const bytes = this.peek(length)
    if (bytes.length < length) throw this.endsEarly()
    this.seek(this.position + length)
    return bytes
  }

  u16(): number {
    return this.byte() | (this.byte() << 8)
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0
  }

  /** Exact up to 2^53. */
  u64(): number {
    const low = this.u32()
    return this.u32() * 2 ** 32 + low
  }

  endsEarly(): Malformed {
    return new Malformed('the compressed stream ends early', this.source.size)
  }
}
