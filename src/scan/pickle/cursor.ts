import type { ByteSource } from '../source.ts'
import { decodeInteger } from './decode-number.ts'
import { decodeText, type TextEncoding } from './decode-text.ts'
import { longestText } from './literal-text.ts'
import { PickleFault } from './stack.ts'

/** Windows end at multiples of this, so that pickles behind each other are read from one buffer of the source. */
const windowBytes = 1 << 16
const shortWindow = 1 << 10
/** An opcode with its longest argument of fixed size. */
const longestFixed = 9
const longestLine = 1 << 20
/** More digits than this Python itself refuses to read as a number, unless told otherwise. */
const mostDigits = 4300

/** Told of lengths that make a loader allocate all memory. */
export type AbuseHandler = (detail: string) => void

/** Where the machine stands in the bytes, seen through a window that moves along. */
export class PickleCursor {
  readonly #source: ByteSource
  readonly #abuse: AbuseHandler
  readonly #steps: (count: number) => void
  #bytes: Uint8Array = new Uint8Array(0)
  /** Where the window begins, and where in it the cursor stands. */
  #base = 0
  #at = 0
  /** Where the opcode begins that was read last. */
  opcodeOffset = 0
  /** The first byte of the last counted run; undefined where it was not at hand. */
  firstByte: number | undefined = 0
  /** Of the last line. */
  lineOffset = 0
  lineLength = 0

  constructor(source: ByteSource, abuse: AbuseHandler, steps: (count: number) => void) {
    this.#source = source
    this.#abuse = abuse
    this.#steps = steps
  }

  get position(): number {
    return this.#base + this.#at
  }

  seek(offset: number): void {
    const left = windowBytes - (offset % windowBytes)
    this.#bytes = this.#source.bytes(offset, left < shortWindow ? left + windowBytes : left)
    this.#base = offset
    this.#at = 0
  }

  /** The next opcode, with all of its argument of fixed size in the window; undefined at the end. */
  opcode(): number | undefined {
    if (this.#at + longestFixed > this.#bytes.length) this.seek(this.#base + this.#at)
    this.opcodeOffset = this.#base + this.#at
    return this.#bytes[this.#at++]
  }

  uint8(): number {
    return this.#bytes[this.#take(1)]!
  }

  uint16(): number {
    const at = this.#take(2)
    return this.#bytes[at]! | (this.#bytes[at + 1]! << 8)
  }

  int32(): number {
    const at = this.#take(4)
    const bytes = this.#bytes
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  }

  uint32(): number {
    return this.int32() >>> 0
  }

  /** Exact up to 2^53; no file is that large. */
  uint64(): number {
    const low = this.uint32()
    return low + this.uint32() * 2 ** 32
  }

  /** Big-endian, as BINFLOAT has it. */
  float64(): number {
    const at = this.#take(8)
    for (let byte = 0; byte < 8; byte++) floatBytes[byte] = this.#bytes[at + byte]!
    return floatView.getFloat64(0)
  }

  /** Skips a run of bytes that an opcode counts, and says where it begins. */
  counted(length: number): number {
    const offset = this.position
    if (length < 0) throw new PickleFault('a literal has a negative length')
    if (length > this.#source.size - offset) {
      if (length >= 2 ** 31) this.#abuse(`a literal claims to have ${length} bytes`)
      throw new PickleFault('the pickle ends inside a literal')
    }
    this.firstByte = this.#bytes[this.#at]
    this.#at += length
    if (this.#at > this.#bytes.length) this.seek(offset + length)
    return offset
  }

  /**
   * Finds the line that begins here, without its line feed. One that the end of the source cuts off loses its last byte:
   * so does the unpickler that is written in Python.
   */
  line(): void {
    this.lineOffset = this.position
    const end = this.#bytes.indexOf(10, this.#at)
    if (end >= 0) {
      this.lineLength = end - this.#at
      this.#at = end + 1
    } else this.#longLine()
  }

  /** The text of the next line; undefined where it is not text, or longer than a name can be. */
  lineString(encoding: TextEncoding): string | undefined {
    this.line()
    if (this.lineLength > longestText) return undefined
    return decodeText(this.#source.bytes(this.lineOffset, this.lineLength), encoding)
  }

  /** A line that is one integer, as `int(text, base)` reads it; NaN where Python raises, undefined where it is too long. */
  integerLine(base: 0 | 10): number | undefined {
    const plain = this.plainInteger()
    if (plain !== undefined) return plain
    return this.integer(this.lineString('latin1'), base)
  }

  /** Python takes time in the square of the digits. */
  integer(text: string | undefined, base: 0 | 10): number | undefined {
    const digits = text?.length ?? this.lineLength
    if (digits > mostDigits) this.#abuse(`a number of ${digits} digits is to be read from text`)
    if (text === undefined) return undefined
    return decodeInteger(base === 0 && text.endsWith('L') ? text.slice(0, -1) : text, base)
  }

  /** Most lines: a sign and up to nine digits without a leading zero, all in the window. Anything else stays unread. */
  plainInteger(): number | undefined {
    const bytes = this.#bytes
    const isNegative = bytes[this.#at] === 0x2d
    const first = isNegative ? this.#at + 1 : this.#at
    if (bytes[first] === 0x30) return undefined
    let value = 0
    for (let at = first; at < first + 10; at++) {
      const digit = bytes[at]! - 0x30
      if (digit >= 0 && digit <= 9) value = value * 10 + digit
      else if (digit === 10 - 0x30 && at > first) {
        this.#at = at + 1
        return isNegative ? -value : value
      } else return undefined
    }
    return undefined
  }

  #longLine(): void {
    const from = this.lineOffset
    this.seek(from)
    let end = this.#bytes.indexOf(10)
    while (end < 0 && this.#bytes.length > 0) {
      if (this.#base - from > longestLine) this.#abuse(`a line has more than ${longestLine} bytes`)
      this.#steps(this.#bytes.length >> 6)
      this.seek(this.#base + this.#bytes.length)
      end = this.#bytes.indexOf(10)
    }
    this.#at = end < 0 ? 0 : end + 1
    this.lineLength = end < 0 ? Math.max(0, this.#base - from - 1) : this.#base + end - from
  }

  /** Moves past `count` bytes and says where in the window they begin. */
  #take(count: number): number {
    const at = this.#at
    if (at + count > this.#bytes.length) throw new PickleFault('the pickle ends inside an opcode')
    this.#at = at + count
    return at
  }
}

const floatBytes = new Uint8Array(8)
const floatView = new DataView(floatBytes.buffer)
