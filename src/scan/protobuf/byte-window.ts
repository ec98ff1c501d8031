import type { ByteSource } from '../source.ts'

const windowBytes = 1 << 16

/** Single bytes and small runs of a source, fetched a window at a time. Shared by all readers of one source. */
export class ByteWindow {
  readonly source: ByteSource
  #bytes: Uint8Array = new Uint8Array(0)
  #start = 0

  constructor(source: ByteSource) {
    this.source = source
  }

  /** The byte at `offset`; -1 past the end. */
  at(offset: number): number {
    const index = offset - this.#start
    if (index >= 0 && index < this.#bytes.length) return this.#bytes[index]!
    this.#bytes = this.source.bytes(offset, windowBytes)
    this.#start = offset
    return this.#bytes.length === 0 ? -1 : this.#bytes[0]!
  }

  bytes(offset: number, length: number): Uint8Array {
    const index = offset - this.#start
    if (index >= 0 && index + length <= this.#bytes.length) return this.#bytes.subarray(index, index + length)
    return this.source.bytes(offset, length)
  }
}
