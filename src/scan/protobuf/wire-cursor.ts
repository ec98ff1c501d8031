import { type Budget, LimitReached, Malformed } from '../limits.ts'
import type { ByteWindow } from '../byte-window.ts'

/** Wire types of Protocol Buffers. Groups (3 and 4) are refused: no model format uses them. */
export const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

const stepsAtOnce = 4096
const deepest = 100
const longestText = 1 << 24

/**
 * The fields of one message, in the order in which they stand, without a schema (Protocol Buffers, "Encoding").
 * Nothing is copied: a field of bytes is a range. Throws `Malformed` where the bytes are no message.
 */
export class WireCursor {
  field = 0
  wire = 0
  /** Where the tag of the field stands. */
  tag = 0
  /** Where its content stands. */
  start = 0
  end = 0
  /** Of a varint, read as a signed 64-bit integer. Infinite beyond 2^53, where a double is not exact. */
  value = 0
  /** How many messages lie around this one. */
  readonly depth: number
  readonly window: ByteWindow
  readonly limit: number
  readonly #budget: Budget
  #at: number
  #steps = 0

  constructor(window: ByteWindow, budget: Budget, start = 0, limit = window.source.size, depth = 0) {
    this.window = window
    this.#budget = budget
    this.#at = start
    this.limit = limit
    this.depth = depth
    if (depth > deepest) throw new LimitReached(`messages lie more than ${deepest} deep in each other`)
  }

  get length(): number {
    return this.end - this.start
  }

  /** Moves to the next field; false at the end. */
  next(): boolean {
    if (this.#at >= this.limit) {
      this.#budget.steps(this.#steps + 1)
      this.#steps = 0
      return false
    }
    if (++this.#steps === stepsAtOnce) {
      this.#budget.steps(stepsAtOnce)
      this.#steps = 0
    }
    this.tag = this.#at
    const key = this.#varint()
    this.wire = key & 7
    this.field = Math.floor(key / 8)
    if (!(key > 0) || this.field < 1 || this.field > 536_870_911) {
      throw new Malformed('a field number of a message is out of range', this.tag)
    }
    this.start = this.#at
    if (this.wire === wire.varint) this.value = this.#varint()
    else if (this.wire === wire.bytes) {
      const length = this.#varint()
      this.start = this.#at
      if (!(length >= 0 && length <= this.limit - this.#at)) {
        throw new Malformed('a field is longer than the message that holds it', this.tag)
      }
      this.#at += length
    } else if (this.wire === wire.fixed32) this.#at += 4
    else if (this.wire === wire.fixed64) this.#at += 8
    else throw new Malformed('a field has a wire type that does not exist', this.tag)
    this.end = this.#at
    if (this.end > this.limit) throw new Malformed('a message ends within a field', this.tag)
    return true
  }

  /** Is the field of this number, with bytes as its content? */
  isBytes(field: number): boolean {
    return this.field === field && this.wire === wire.bytes
  }

  isVarint(field: number): boolean {
    return this.field === field && this.wire === wire.varint
  }

  /** The content of the field as a message of its own. */
  message(): WireCursor {
    return new WireCursor(this.window, this.#budget, this.start, this.end, this.depth + 1)
  }

  /** The content of the field as text; bytes that are not UTF-8 become U+FFFD. */
  text(): string {
    if (this.length > longestText) throw new LimitReached(`a text of more than ${longestText} bytes`)
    return decoder.decode(this.window.bytes(this.start, this.length))
  }

  /** The varints of a field, whether one stands for itself or many are packed. At most `most` of them. */
  varints(most: number): number[] {
    if (this.wire === wire.varint) return [this.value]
    if (this.wire !== wire.bytes) return []
    const values: number[] = []
    const packed = new WireCursor(this.window, this.#budget, this.start, this.end, this.depth)
    while (packed.#at < packed.limit && values.length < most) values.push(packed.#varint())
    return values
  }

  /** Seven bits a byte, the lowest first: `low` has 28 of them, `middle` the next 28, `high` the last 8. */
  #varint(): number {
    const from = this.#at
    let low = 0
    let middle = 0
    let high = 0
    for (let index = 0; index < 10; index++) {
      const byte = from + index < this.limit ? this.window.at(from + index) : -1
      if (byte === -1) throw new Malformed('the bytes end within a number', from)
      const bits = byte & 0x7f
      if (index < 4) low |= bits << (7 * index)
      else if (index < 8) middle |= bits << (7 * (index - 4))
      else high |= bits << (7 * (index - 8))
      if (byte < 0x80) {
        this.#at = from + index + 1
        return high === 0 ? unsigned(middle, low) : signed(high & 0xff, middle, low)
      }
    }
    throw new Malformed('a number is longer than ten bytes', from)
  }
}

function unsigned(middle: number, low: number): number {
  const value = middle * 2 ** 28 + low
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.POSITIVE_INFINITY
}

/** high:middle:low as a 64-bit integer in two's complement. */
function signed(high: number, middle: number, low: number): number {
  if (high < 0x80) return Number.POSITIVE_INFINITY
  // -(~x + 1): the complement of each part, so that small negative numbers are exact.
  const magnitude = (0xff - high) * 2 ** 56 + (0xfffffff - middle) * 2 ** 28 + (0xfffffff - low) + 1
  return magnitude <= Number.MAX_SAFE_INTEGER ? -magnitude : Number.NEGATIVE_INFINITY
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
