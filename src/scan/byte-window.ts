import type { ByteSource } from './source.ts'

const pageBytes = 1 << 14
const pagesAtMost = 128

/** Single bytes and small runs of a source, fetched a page at a time; the pages used last are kept for formats that jump. */
export class ByteWindow {
  readonly source: ByteSource
  readonly #pages = new Map<number, Uint8Array>()
  #bytes: Uint8Array = new Uint8Array(0)
  #start = 0

  constructor(source: ByteSource) {
    this.source = source
  }

  /** The byte at `offset`; -1 outside of the source. */
  at(offset: number): number {
    const index = offset - this.#start
    if (index >= 0 && index < this.#bytes.length) return this.#bytes[index]!
    if (!(offset >= 0 && offset < this.source.size)) return -1
    this.#turnTo(Math.floor(offset / pageBytes))
    return this.#bytes[offset - this.#start] ?? -1
  }

  #turnTo(page: number): void {
    let bytes = this.#pages.get(page)
    if (bytes === undefined) {
      bytes = this.source.bytes(page * pageBytes, pageBytes)
      if (this.#pages.size >= pagesAtMost) this.#pages.delete(this.#pages.keys().next().value!)
    } else this.#pages.delete(page)
    this.#pages.set(page, bytes)
    this.#bytes = bytes
    this.#start = page * pageBytes
  }

  bytes(offset: number, length: number): Uint8Array {
    const index = offset - this.#start
    if (index >= 0 && index + length <= this.#bytes.length) return this.#bytes.subarray(index, index + length)
    return this.source.bytes(offset, length)
  }

  /** An unsigned little-endian integer of up to 8 bytes; infinite beyond 2^53, and where the bytes end within it. */
  unsigned(offset: number, width: number): number {
    let value = 0
    for (let index = width - 1; index >= 0; index--) {
      const byte = this.at(offset + index)
      if (byte === -1) return Number.POSITIVE_INFINITY
      value = value * 256 + byte
    }
    return value <= Number.MAX_SAFE_INTEGER ? value : Number.POSITIVE_INFINITY
  }

  /** Does this ASCII text stand at `offset`? */
  has(text: string, offset: number): boolean {
    for (let index = 0; index < text.length; index++) {
      if (this.at(offset + index) !== text.charCodeAt(index)) return false
    }
    return true
  }
}
