import type { RuleId } from '../rules/index.ts'
import type { ByteSource } from '../source.ts'

/** The header says something that ends the reading, with the rule that it breaks. */
export class GgufRefused extends Error {
  override readonly name = 'GgufRefused'
  readonly rule: RuleId
  readonly offset: number
  constructor(rule: RuleId, message: string, offset: number) {
    super(message)
    this.rule = rule
    this.offset = offset
  }
}

const chunkBytes = 1 << 16
const longestKept = 1 << 22

/** Reads the header of a GGUF file in order: either byte order, lengths of 4 bytes in version 1 and of 8 since. */
export class GgufCursor {
  at = 0
  readonly size: number
  isBigEndian = false
  isVersion1 = false
  readonly #source: ByteSource
  #view: DataView = new DataView(new ArrayBuffer(0))
  #start = 0

  constructor(source: ByteSource) {
    this.#source = source
    this.size = source.size
  }

  get room(): number {
    return this.size - this.at
  }

  u8(): number {
    return this.#next(1).getUint8(this.at++ - this.#start)
  }

  u32(): number {
    const value = this.#next(4).getUint32(this.at - this.#start, !this.isBigEndian)
    this.at += 4
    return value
  }

  /** A count or length. Refuses what no double holds exactly. */
  length(what: string): number {
    const value = this.isVersion1 ? this.u32() : this.u64()
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new GgufRefused('format/absurd-number', `${what} is beyond 2^53`, this.at - 8)
    }
    return value
  }

  /** Exact up to 2^53, and a number beyond for anything larger. */
  u64(): number {
    const first = this.u32()
    const second = this.u32()
    return this.isBigEndian ? first * 2 ** 32 + second : second * 2 ** 32 + first
  }

  /** Refuses a count of things that cannot all be there. */
  count(what: string, leastBytes: number): number {
    const from = this.at
    const value = this.length(what)
    if (value * leastBytes > this.room) {
      const detail = `${what} is said to be ${value}, where ${this.room} bytes follow`
      throw new GgufRefused('format/lying-size', detail, from)
    }
    return value
  }

  skip(bytes: number): void {
    this.at += bytes
  }

  /** A text of the length that stands before it; undefined, and passed, when it is too long to be kept. */
  text(what: string): string | undefined {
    const length = this.count(`the length of ${what}`, 1)
    const from = this.at
    this.at += length
    if (length > longestKept) return undefined
    const bytes = this.#source.bytes(from, length)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  }

  #next(count: number): DataView {
    if (this.at + count > this.size) {
      throw new GgufRefused('format/malformed', 'the header ends before it is complete', this.at)
    }
    const within = this.at - this.#start
    if (within < 0 || within + count > this.#view.byteLength) {
      const bytes = this.#source.bytes(this.at, Math.min(chunkBytes, this.room))
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      this.#start = this.at
      if (bytes.length < count) throw new GgufRefused('format/malformed', 'the file became shorter', this.at)
    }
    return this.#view
  }
}
