const encoder = new TextEncoder()

/** Bytes written one after another. */
export class ByteWriter {
  #bytes = new Uint8Array(256)
  length = 0

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.length)
  }

  encode(text: string): Uint8Array {
    return encoder.encode(text)
  }

  raw(bytes: Uint8Array): this {
    while (this.length + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  uint8(value: number): this {
    return this.raw(Uint8Array.of(value))
  }

  uint32(value: number): this {
    return this.raw(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24))
  }

  uint64(value: number): this {
    return this.uint32(value).uint32(0)
  }

  uint32At(at: number, value: number): void {
    this.#bytes.set(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24), at)
  }

  line(text: string): this {
    return this.raw(encoder.encode(text)).uint8(10)
  }

  /** A length of `lengthBytes`, then the bytes. */
  counted(lengthBytes: 1 | 4 | 8, bytes: Uint8Array): this {
    if (lengthBytes === 1) this.uint8(bytes.length)
    else this.uint32(bytes.length)
    if (lengthBytes === 8) this.uint32(0)
    return this.raw(bytes)
  }
}
