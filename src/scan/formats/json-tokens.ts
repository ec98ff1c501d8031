import { type Budget, LimitReached, Malformed } from '../limits.ts'
import type { ByteSource } from '../source.ts'
import type { ValueToken, ValueTokens } from './value-tokens.ts'

export interface JsonOptions {
  /** `NaN` and `Infinity`, which Python and XGBoost write. */
  readonly nonFinite?: boolean
  readonly depth?: number
  /** Told of every key that its object already has. */
  readonly onDuplicate?: (key: string, offset: number) => void
}

type Expectation = 'value' | 'value or end' | 'key' | 'key or end' | 'more' | 'nothing'

const chunkBytes = 1 << 18
const longestString = 1 << 26
const stepsAtOnce = 4096

/** JSON after RFC 8259, read to the end of a source of any size in constant memory. */
export class JsonTokens implements ValueTokens {
  text = ''
  number = 0
  offset = 0
  readonly #source: ByteSource
  readonly #budget: Budget
  readonly #options: JsonOptions
  readonly #depth: number
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** Keys of every open object; undefined for an open array. */
  readonly #open: (Set<string> | undefined)[] = []
  #expected: Expectation = 'value'
  #chunk: Uint8Array = new Uint8Array(0)
  #chunkStart = 0
  #at = 0
  #steps = 0
  #isSkipping = false
  /** Of the number at hand, where it is no short integer. */
  #written = ''

  constructor(source: ByteSource, budget: Budget, options: JsonOptions = {}) {
    this.#source = source
    this.#budget = budget
    this.#options = options
    this.#depth = options.depth ?? 512
  }

  next(): ValueToken {
    if (++this.#steps === stepsAtOnce) {
      this.#budget.steps(stepsAtOnce)
      this.#steps = 0
    }
    let byte = this.#skipSpace()
    if (this.#expected === 'more') {
      if (byte === comma) {
        this.#at += 1
        byte = this.#skipSpace()
        this.#expected = this.#open.at(-1) === undefined ? 'value' : 'key'
      } else if (byte !== closeBrace && byte !== closeBracket) throw this.#unexpected(byte)
    }
    this.offset = this.#chunkStart + this.#at
    if (this.#expected === 'nothing') {
      if (byte !== -1) throw this.#unexpected(byte)
      return 'end'
    }
    if (byte === closeBrace || byte === closeBracket) return this.#close(byte)
    if (this.#expected === 'key' || this.#expected === 'key or end') return this.#key(byte)
    return this.#value(byte)
  }

  skip(token: ValueToken): void {
    if (token !== '{' && token !== '[') return
    this.#isSkipping = true
    const depth = this.#open.length
    while (this.#open.length >= depth) this.next()
    this.#isSkipping = false
  }

  #close(byte: number): ValueToken {
    const isObject = this.#open.length > 0 && this.#open.at(-1) !== undefined
    const mayClose = this.#expected === 'more' || this.#expected === (isObject ? 'key or end' : 'value or end')
    if (this.#open.length === 0 || !mayClose || isObject !== (byte === closeBrace)) throw this.#unexpected(byte)
    this.#at += 1
    this.#open.pop()
    this.#afterValue()
    return isObject ? '}' : ']'
  }

  #key(byte: number): ValueToken {
    if (byte !== quote) throw this.#unexpected(byte)
    const offset = this.offset
    this.#string()
    const colonByte = this.#skipSpace()
    if (colonByte !== colon) throw this.#unexpected(colonByte)
    this.#at += 1
    this.#expected = 'value'
    const keys = this.#open.at(-1)!
    if (!this.#isSkipping) {
      if (keys.has(this.text)) this.#options.onDuplicate?.(this.text, offset)
      keys.add(this.text)
    }
    return 'key'
  }

  #value(byte: number): ValueToken {
    switch (byte) {
      case openBrace:
      case openBracket:
        if (this.#open.length >= this.#depth) {
          throw new Malformed(`values are nested more than ${this.#depth} deep`, this.offset)
        }
        this.#at += 1
        this.#open.push(byte === openBrace ? new Set() : undefined)
        this.#expected = byte === openBrace ? 'key or end' : 'value or end'
        return byte === openBrace ? '{' : '['
      case quote:
        this.#string()
        this.#afterValue()
        return 'string'
      case 0x74:
        return this.#word('true', 'true')
      case 0x66:
        return this.#word('false', 'false')
      case 0x6e:
        return this.#word('null', 'null')
      case 0x4e:
      case 0x49:
        return this.#nonFinite(1)
      default:
        return this.#numberToken(byte)
    }
  }

  #afterValue(): void {
    this.#expected = this.#open.length === 0 ? 'nothing' : 'more'
  }

  #word(word: string, token: ValueToken): ValueToken {
    for (let index = 0; index < word.length; index += 1) {
      const byte = this.#peek()
      if (byte !== word.charCodeAt(index)) throw this.#unexpected(byte)
      this.#at += 1
    }
    this.#afterValue()
    return token
  }

  #nonFinite(sign: 1 | -1): ValueToken {
    const byte = this.#peek()
    if (this.#options.nonFinite !== true) throw this.#unexpected(byte)
    this.number = byte === 0x4e ? Number.NaN : sign * Number.POSITIVE_INFINITY
    return this.#word(byte === 0x4e ? 'NaN' : 'Infinity', 'number')
  }

  /** `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`; integers up to 15 digits are added up on the way. */
  #numberToken(first: number): ValueToken {
    const isNegative = first === minus
    let byte = first
    let digits = 0
    let whole = 0
    this.#written = ''
    if (isNegative) {
      byte = this.#advance()
      if (byte === 0x49) return this.#nonFinite(-1)
    }
    if (!isDigit(byte)) throw this.#unexpected(byte)
    const startsWithZero = byte === 0x30
    for (; isDigit(byte); byte = this.#advance()) {
      digits += 1
      if (digits <= 15) whole = whole * 10 + (byte - 0x30)
      else {
        if (digits === 16) this.#written = String(whole)
        this.#write(byte)
      }
    }
    if (startsWithZero && digits > 1) throw new Malformed('a number has a leading zero', this.offset)
    this.#afterValue()
    const isInteger = byte !== point && byte !== 0x65 && byte !== 0x45
    if (isInteger && digits <= 15) {
      this.number = isNegative ? -whole : whole
      return 'number'
    }
    if (digits <= 15 && !this.#isSkipping) this.#written = String(whole)
    if (byte === point) byte = this.#fraction(byte)
    if (byte === 0x65 || byte === 0x45) this.#exponent(byte)
    if (!this.#isSkipping) this.number = isNegative ? -Number(this.#written) : Number(this.#written)
    return 'number'
  }

  #fraction(pointByte: number): number {
    this.#write(pointByte)
    return this.#digits(this.#advance())
  }

  #exponent(mark: number): void {
    this.#write(mark)
    let byte = this.#advance()
    if (byte === plus || byte === minus) {
      this.#write(byte)
      byte = this.#advance()
    }
    this.#digits(byte)
  }

  /** At least one digit; returns the byte behind them. */
  #digits(first: number): number {
    let byte = first
    if (!isDigit(byte)) throw this.#unexpected(byte)
    for (; isDigit(byte); byte = this.#advance()) this.#write(byte)
    return byte
  }

  /** Adds to the text of a number that is to be known. What lies beyond the limit changes nothing that matters. */
  #write(byte: number): void {
    if (!this.#isSkipping && (this.#written.length < longestNumber || !isDigit(byte))) this.#written += digit(byte)
  }

  /** Leaves the text in `text`. The usual string lies in one chunk and has no escape. */
  #string(): void {
    const start = this.offset
    this.#at += 1
    const pieces: Uint8Array[] = []
    let length = 0
    for (;;) {
      const chunk = this.#chunk
      const from = this.#at
      let at = from
      while (at < chunk.length) {
        const byte = chunk[at]!
        if (byte === quote || byte === backslash || byte < 0x20) break
        at += 1
      }
      if (!this.#isSkipping) pieces.push(chunk.subarray(from, at))
      length += at - from
      if (length > longestString) throw new LimitReached(`a text of more than ${longestString} bytes`)
      this.#at = at
      const byte = this.#peek()
      if (byte === quote) break
      if (byte === backslash) pieces.push(this.#escape())
      else if (byte < 0x20) throw new Malformed('a text has no end, or a control character', start)
    }
    this.#at += 1
    if (!this.#isSkipping) this.text = this.#decode(pieces, start)
  }

  /** An escape as UTF-8. A lone surrogate becomes U+FFFD, as nothing else could be told of it in UTF-8. */
  #escape(): Uint8Array {
    const byte = this.#advance()
    this.#at += 1
    if (byte !== 0x75) {
      const plain = escapes.get(byte)
      if (plain === undefined) throw new Malformed('a text has an unknown escape', this.offset)
      return plain
    }
    let unit = this.#hex4()
    if (unit >= 0xd800 && unit < 0xdc00 && this.#peek() === backslash) {
      if (this.#advance() !== 0x75) throw new Malformed('a surrogate pair is broken', this.offset)
      this.#at += 1
      const low = this.#hex4()
      const isPair = low >= 0xdc00 && low < 0xe000
      unit = isPair ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd
    }
    return encoder.encode(String.fromCodePoint(unit))
  }

  #hex4(): number {
    let value = 0
    for (let index = 0; index < 4; index += 1) {
      const nibble = Number.parseInt(digit(this.#peek()), 16)
      if (Number.isNaN(nibble)) throw new Malformed('an escape is not hexadecimal', this.offset)
      value = value * 16 + nibble
      this.#at += 1
    }
    return value
  }

  #decode(pieces: readonly Uint8Array[], offset: number): string {
    try {
      return this.#decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))
    } catch {
      throw new Malformed('a text is not UTF-8', offset)
    }
  }

  #skipSpace(): number {
    for (;;) {
      const byte = this.#peek()
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte
      this.#at += 1
    }
  }

  #advance(): number {
    this.#at += 1
    return this.#peek()
  }

  /** The byte at hand, -1 at the end. */
  #peek(): number {
    if (this.#at < this.#chunk.length) return this.#chunk[this.#at]!
    this.#chunkStart += this.#chunk.length
    this.#at = 0
    this.#chunk = this.#source.bytes(this.#chunkStart, chunkBytes)
    if (this.#chunk.length === 0) return -1
    this.#budget.steps(1)
    return this.#chunk[0]!
  }

  #unexpected(byte: number): Malformed {
    const at = this.#chunkStart + this.#at
    return byte === -1
      ? new Malformed('the JSON text ends too early', at)
      : new Malformed('the JSON text has a character where none of its kind may stand', at)
  }
}

const longestNumber = 400
const comma = 0x2c
const colon = 0x3a
const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const minus = 0x2d
const plus = 0x2b
const point = 0x2e

const encoder = new TextEncoder()
const escapes = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
    ([name, character]) => [name.charCodeAt(0), encoder.encode(character)] as const,
  ),
)

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function digit(byte: number): string {
  return String.fromCharCode(byte)
}
