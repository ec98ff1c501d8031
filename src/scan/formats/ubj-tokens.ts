import { type Budget, LimitReached, Malformed } from '../limits.ts'
import type { ByteSource } from '../source.ts'
import type { ValueToken, ValueTokens } from './value-tokens.ts'

interface Frame {
  readonly isObject: boolean
  /** Values still to come; undefined when an end mark closes it. */
  left: number | undefined
  /** The type of all values, where the container states it once. */
  readonly type: number | undefined
  /** In an object: a key was read, its value comes next. */
  hasKey: boolean
}

const deepest = 512
const stepsAtOnce = 4096
const longestString = 1 << 26
const windowBytes = 1 << 18

/**
 * Universal Binary JSON, draft 12, with counted and typed containers (ubjson.org, "Container types"), as XGBoost writes
 * it. No count is believed that the bytes left could not hold.
 */
export class UbjTokens implements ValueTokens {
  text = ''
  number = 0
  offset = 0
  readonly #source: ByteSource
  readonly #budget: Budget
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #open: Frame[] = []
  #at = 0
  #steps = 0
  #isSkipping = false
  #isDone = false
  #window: Uint8Array = new Uint8Array(0)
  #windowStart = 0

  constructor(source: ByteSource, budget: Budget) {
    this.#source = source
    this.#budget = budget
  }

  next(): ValueToken {
    if (++this.#steps === stepsAtOnce) {
      this.#budget.steps(stepsAtOnce)
      this.#steps = 0
    }
    const frame = this.#open.at(-1)
    this.offset = this.#at
    if (frame === undefined) {
      if (!this.#isDone) return this.#value(this.#mark())
      if (this.#at < this.#source.size) throw new Malformed('bytes follow the last value', this.#at)
      return 'end'
    }
    if (frame.hasKey) {
      frame.hasKey = false
      return this.#value(frame.type ?? this.#mark())
    }
    if (frame.left === 0) return this.#close()
    if (frame.left !== undefined) frame.left -= 1
    else if (this.#nextMark() === (frame.isObject ? marks.closeObject : marks.closeArray)) {
      this.#at += 1
      return this.#close()
    }
    if (!frame.isObject) return this.#value(frame.type ?? this.#mark())
    this.#text(this.#length())
    frame.hasKey = true
    return 'key'
  }

  /** Typed arrays of numbers are passed without reading them. */
  skip(token: ValueToken): void {
    if (token !== '{' && token !== '[') return
    const depth = this.#open.length
    const { type, left } = this.#open.at(-1)!
    const size = type === undefined || token === '{' ? undefined : sizes.get(type)
    if (size !== undefined && left !== undefined) {
      this.#at += size * left
      this.#close()
      return
    }
    this.#isSkipping = true
    while (this.#open.length >= depth) this.next()
    this.#isSkipping = false
  }

  #close(): ValueToken {
    const frame = this.#open.pop()!
    this.#isDone = this.#open.length === 0
    return frame.isObject ? '}' : ']'
  }

  #value(type: number): ValueToken {
    if (type === marks.object || type === marks.array) return this.#container(type === marks.object)
    this.#isDone = this.#open.length === 0
    switch (type) {
      case marks.string:
      case marks.highPrecision:
        this.#text(this.#length())
        return 'string'
      case marks.character:
        this.#text(1)
        return 'string'
      case marks.true:
        return 'true'
      case marks.false:
        return 'false'
      case marks.null:
        return 'null'
      default:
        this.number = this.#number(type)
        return 'number'
    }
  }

  #container(isObject: boolean): ValueToken {
    if (this.#open.length >= deepest) throw new Malformed(`values are nested more than ${deepest} deep`, this.offset)
    let type: number | undefined
    let left: number | undefined
    if (this.#peek() === marks.typed) {
      this.#at += 1
      type = this.#byte()
      if (this.#peek() !== marks.counted) throw new Malformed('a typed container has no count', this.#at)
    }
    if (this.#peek() === marks.counted) {
      this.#at += 1
      left = this.#length()
      // Values without bytes, such as null, would make any count possible.
      const size = (type === undefined ? 1 : (sizes.get(type) ?? 1)) + (isObject ? 1 : 0)
      if (left * size > this.#source.size - this.#at || (type !== undefined && !hasBytes(type))) {
        throw new Malformed(`a container is said to have ${left} values, more than the bytes could hold`, this.offset)
      }
    }
    this.#open.push({ isObject, left, type, hasKey: false })
    this.#isDone = false
    return isObject ? '{' : '['
  }

  #length(): number {
    const length = this.#number(this.#byte())
    if (!Number.isSafeInteger(length) || length < 0 || length > this.#source.size - this.#at) {
      throw new Malformed(`a length of ${length} reaches past the end`, this.#at)
    }
    return length
  }

  #text(length: number): void {
    if (length > longestString) throw new LimitReached(`a text of more than ${longestString} bytes`)
    const start = this.#at
    this.#at += length
    if (this.#isSkipping) return
    try {
      this.text = this.#decoder.decode(this.#bytes(start, length))
    } catch {
      throw new Malformed('a text is not UTF-8', start)
    }
  }

  /** The next mark; `N`, which means nothing, is passed. */
  #mark(): number {
    const mark = this.#nextMark()
    this.#at += 1
    return mark
  }

  #nextMark(): number {
    while (this.#peek() === marks.nothing) {
      this.#at += 1
      this.#steps += 1
    }
    return this.#peek()
  }

  #peek(): number {
    const byte = this.#bytes(this.#at, 1)[0]
    if (byte === undefined) throw new Malformed('the values end too early', this.#at)
    return byte
  }

  #byte(): number {
    const byte = this.#peek()
    this.#at += 1
    return byte
  }

  #number(type: number): number {
    const size = sizes.get(type)
    if (size === undefined) throw new Malformed('a value has an unknown type', this.#at)
    const bytes = this.#bytes(this.#at, size)
    if (bytes.length < size) throw new Malformed('the values end too early', this.#at)
    const view = new DataView(bytes.buffer, bytes.byteOffset, size)
    this.#at += size
    switch (type) {
      case marks.int8:
        return view.getInt8(0)
      case marks.uint8:
        return view.getUint8(0)
      case marks.int16:
        return view.getInt16(0)
      case marks.int32:
        return view.getInt32(0)
      case marks.int64:
        return view.getInt32(0) * 2 ** 32 + view.getUint32(4)
      case marks.float32:
        return view.getFloat32(0)
      default:
        return view.getFloat64(0)
    }
  }

  #bytes(offset: number, length: number): Uint8Array {
    const start = offset - this.#windowStart
    if (start >= 0 && start + length <= this.#window.length) return this.#window.subarray(start, start + length)
    this.#window = this.#source.bytes(offset, Math.max(length, windowBytes))
    this.#windowStart = offset
    return this.#window.subarray(0, length)
  }
}

const marks = {
  object: 0x7b,
  closeObject: 0x7d,
  array: 0x5b,
  closeArray: 0x5d,
  typed: 0x24,
  counted: 0x23,
  null: 0x5a,
  nothing: 0x4e,
  true: 0x54,
  false: 0x46,
  int8: 0x69,
  uint8: 0x55,
  int16: 0x49,
  int32: 0x6c,
  int64: 0x4c,
  float32: 0x64,
  float64: 0x44,
  highPrecision: 0x48,
  character: 0x43,
  string: 0x53,
} as const

/** Bytes of a number of each type, big-endian. */
const sizes: ReadonlyMap<number, number> = new Map([
  [marks.int8, 1],
  [marks.uint8, 1],
  [marks.int16, 2],
  [marks.int32, 4],
  [marks.int64, 8],
  [marks.float32, 4],
  [marks.float64, 8],
])

function hasBytes(type: number): boolean {
  return type !== marks.null && type !== marks.nothing && type !== marks.true && type !== marks.false
}
