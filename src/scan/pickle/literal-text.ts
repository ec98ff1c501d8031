import type { ByteSource } from '../source.ts'
import { decodeText, type TextEncoding } from './decode-text.ts'

/** Bytes of a text that are ever decoded. No name that is imported is longer. */
export const longestText = 4096

/** Where texts lie, and how they are written. */
export interface TextOrigin {
  readonly source: ByteSource
  readonly encoding: TextEncoding
}

/** Text of the stream, decoded when somebody asks: of most texts nobody does. */
export class LiteralText {
  readonly kind = 'text'
  readonly offset: number
  readonly length: number
  readonly #origin: TextOrigin
  /** `null` before anybody asked. */
  #decoded: string | null | undefined = null

  constructor(origin: TextOrigin, offset: number, length: number) {
    this.#origin = origin
    this.offset = offset
    this.length = length
  }

  /** As CPython decodes it; undefined where CPython raises, or the text is longer than a name can be. */
  get exact(): string | undefined {
    return this.length > longestText ? undefined : this.#decode()
  }

  get text(): string {
    return this.#decode() ?? '\uFFFD'
  }

  #decode(): string | undefined {
    if (this.#decoded !== null) return this.#decoded
    const { source, encoding } = this.#origin
    const bytes = source.bytes(this.offset, Math.min(this.length, longestText))
    this.#decoded = decodeText(bytes, encoding)
    if (this.#decoded === undefined && this.length > longestText) this.#decoded = decodeText(bytes, 'latin1')
    return this.#decoded
  }
}
