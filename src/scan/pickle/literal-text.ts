import type { ByteSource } from '../source.ts'
import { decodeText, type TextEncoding } from './decode-text.ts'

/** Bytes of a text that are ever decoded. No name that is imported is longer. */
export const longestText = 4096

/** Text of the stream, decoded when somebody asks: of most texts nobody does. */
export class LiteralText {
  readonly kind = 'text'
  readonly offset: number
  readonly length: number
  readonly #source: ByteSource
  readonly #encoding: TextEncoding
  #decoded: string | undefined
  #isDecoded = false

  constructor(source: ByteSource, offset: number, length: number, encoding: TextEncoding) {
    this.#source = source
    this.offset = offset
    this.length = length
    this.#encoding = encoding
  }

  /** As CPython decodes it; undefined where CPython raises, or the text is longer than a name can be. */
  get exact(): string | undefined {
    return this.length > longestText ? undefined : this.#decode()
  }

  get text(): string {
    return this.#decode() ?? '\uFFFD'
  }

  #decode(): string | undefined {
    if (this.#isDecoded) return this.#decoded
    const bytes = this.#source.bytes(this.offset, Math.min(this.length, longestText))
    this.#decoded = decodeText(bytes, this.#encoding)
    if (this.#decoded === undefined && this.length > longestText) this.#decoded = decodeText(bytes, 'latin1')
    this.#isDecoded = true
    return this.#decoded
  }
}
