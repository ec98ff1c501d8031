import { Malformed } from '../limits.ts'
import { type Codec, type CodecReport, Unsupported } from './codec.ts'
import type { Input } from './input.ts'
import { hex } from './zlib.ts'

/** The format of bzip2 1.0, as its decompressor reads it: any number of streams. */
export const bzip2: Codec = { name: 'bzip2', decompress }

const blockStart = [0x314159, 0x265359] as const
const streamEnd = [0x177245, 0x385090] as const
const outputBytes = 1 << 16
const groupLength = 50
const longestBlock = 900_000
const longestCode = 20

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  const bits = new Bits(input)
  const buffer = new Uint8Array(outputBytes + 256)
  let room: Uint8Array | undefined
  for (let isFirst = true; isStream(input) || isFirst; isFirst = false) {
    if (!isStream(input)) throw new Malformed('not a bzip2 header', input.position)
    const blockBytes = (input.take(4)[3]! - 0x30) * 100_000
    let combined = 0
    for (;;) {
      const high = bits.take(24)
      const low = bits.take(24)
      if (high === streamEnd[0] && low === streamEnd[1]) break
      if (high !== blockStart[0] || low !== blockStart[1]) throw new Malformed('a block does not start', input.position)
      const stated = bits.take32()
      room ??= new Uint8Array(longestBlock)
      const actual = yield* undoRuns(readBlock(bits, room.subarray(0, blockBytes)), buffer)
      if (actual !== stated)
        report.wrongChecksum(`the CRC of a block is stated as ${hex(stated)} and is ${hex(actual)}`)
      combined = ((combined << 1) | (combined >>> 31)) ^ actual
    }
    const stated = bits.take32()
    if (stated !== combined >>> 0)
      report.wrongChecksum(`the CRC of the stream is stated as ${hex(stated)} and is another`)
    bits.align()
  }
}

function isStream(input: Input): boolean {
  const [b, z, h, level = 0] = input.peek(4)
  return b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39
}

/** Bits from the highest to the lowest. */
class Bits {
  readonly #input: Input
  #hold = 0
  #count = 0

  constructor(input: Input) {
    this.#input = input
  }

  /** At most 24. */
  take(count: number): number {
    while (this.#count < count) {
      this.#hold = ((this.#hold & 0xff_ffff) << 8) | this.#input.byte()
      this.#count += 8
    }
    this.#count -= count
    return (this.#hold >>> this.#count) & ((1 << count) - 1)
  }

  take32(): number {
    return ((this.take(16) << 16) | this.take(16)) >>> 0
  }

  /** Drops the rest of a byte. No whole byte is ever read ahead. */
  align(): void {
    this.#count = 0
  }

  get position(): number {
    return this.#input.position
  }
}

/** One block before the transforms are undone: the links of the Burrows-Wheeler transform, and where they start. */
interface Block {
  /** Next index << 8 | byte. */
  readonly links: Uint32Array
  readonly length: number
  readonly start: number
}

function readBlock(bits: Bits, room: Uint8Array): Block {
  if (bits.take(1) === 1) throw new Unsupported('a bzip2 block is randomised, as versions before 1.0 did')
  const origin = bits.take(24)
  const used = readUsedBytes(bits)
  const symbols = used.length + 2
  const groups = bits.take(3)
  if (used.length === 0 || groups < 2 || groups > 6) throw malformed(bits)
  const selectors = readSelectors(bits, groups)
  const codes = Array.from({ length: groups }, () => readCode(bits, symbols))
  const bytes = readBytes(bits, { used, selectors, codes, room })
  if (origin >= bytes.length) throw malformed(bits)
  return { ...undoSort(bytes, origin), length: bytes.length }
}

function readUsedBytes(bits: Bits): Uint8Array {
  const sixteens = bits.take(16)
  const used: number[] = []
  for (let high = 0; high < 16; high++) {
    if (!(sixteens & (0x8000 >> high))) continue
    const ones = bits.take(16)
    for (let low = 0; low < 16; low++) if (ones & (0x8000 >> low)) used.push(high * 16 + low)
  }
  return Uint8Array.from(used)
}

/** Which code each group of 50 symbols uses, moved to the front. */
function readSelectors(bits: Bits, groups: number): Uint8Array {
  const count = bits.take(15)
  if (count === 0) throw malformed(bits)
  const order = Uint8Array.from({ length: groups }, (_, index) => index)
  const selectors = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    let place = 0
    while (bits.take(1) === 1) if (++place >= groups) throw malformed(bits)
    const chosen = order[place]!
    order.copyWithin(1, 0, place)
    order[0] = chosen
    selectors[at] = chosen
  }
  return selectors
}

/** Canonical, highest bit first: of each length the last code, what to subtract, and the symbols by code. */
interface Code {
  readonly limits: Int32Array
  readonly bases: Int32Array
  readonly symbols: Uint16Array
  readonly shortest: number
}

function readCode(bits: Bits, count: number): Code {
  const lengths = new Uint8Array(count)
  let length = bits.take(5)
  for (let symbol = 0; symbol < count; symbol++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw malformed(bits)
      if (bits.take(1) === 0) break
      length += bits.take(1) === 0 ? 1 : -1
    }
    lengths[symbol] = length
  }
  const limits = new Int32Array(longestCode + 1).fill(-1)
  const bases = new Int32Array(longestCode + 1)
  const symbols = new Uint16Array(count)
  let shortest = 0
  let code = 0
  let at = 0
  for (let size = 1; size <= longestCode; size++) {
    bases[size] = code - at
    const before = at
    for (let symbol = 0; symbol < count; symbol++) if (lengths[symbol] === size) symbols[at++] = symbol
    code += at - before
    if (at > before) {
      limits[size] = code - 1
      if (shortest === 0) shortest = size
    }
    code <<= 1
  }
  return { limits, bases, symbols, shortest }
}

interface Coding {
  readonly used: Uint8Array
  readonly selectors: Uint8Array
  readonly codes: readonly Code[]
  /** As long as a block may be. */
  readonly room: Uint8Array
}

/** Undoes the Huffman codes, the run lengths (in two digits, A and B), and the moves to the front. */
function readBytes(bits: Bits, { used, selectors, codes, room: bytes }: Coding): Uint8Array {
  const limit = bytes.length
  const order = Uint8Array.from(used)
  const endSymbol = used.length + 1
  let length = 0
  let run = 0
  let digit = 1
  let group = 0
  let left = 0
  let code = codes[0]!
  for (;;) {
    if (left === 0) {
      if (group >= selectors.length) throw malformed(bits)
      code = codes[selectors[group++]!]!
      left = groupLength
    }
    left -= 1
    const symbol = readSymbol(bits, code)
    if (symbol < 2) {
      run += digit << symbol
      if (run > limit) throw malformed(bits)
      digit <<= 1
      continue
    }
    if (run > 0) {
      if (length + run > limit) throw malformed(bits)
      bytes.fill(order[0]!, length, (length += run))
      run = 0
      digit = 1
    }
    if (symbol === endSymbol) return bytes.subarray(0, length)
    if (length >= limit) throw malformed(bits)
    const place = symbol - 1
    const byte = order[place]!
    order.copyWithin(1, 0, place)
    order[0] = byte
    bytes[length++] = byte
  }
}

function readSymbol(bits: Bits, { limits, bases, symbols, shortest }: Code): number {
  let value = bits.take(shortest)
  for (let length = shortest; length <= longestCode; length++) {
    if (value <= limits[length]!) {
      const symbol = symbols[value - bases[length]!]
      if (symbol !== undefined) return symbol
      break
    }
    value = (value << 1) | bits.take(1)
  }
  throw malformed(bits)
}

function undoSort(bytes: Uint8Array, origin: number): { links: Uint32Array; start: number } {
  const next = new Uint32Array(257)
  for (const byte of bytes) next[byte + 1]!++
  for (let byte = 1; byte < 257; byte++) next[byte]! += next[byte - 1]!
  const links = new Uint32Array(bytes.length)
  for (let at = 0; at < bytes.length; at++) links[at] = bytes[at]!
  for (let at = 0; at < bytes.length; at++) {
    const place = next[bytes[at]!]!++
    links[place]! |= at << 8
  }
  return { links, start: links[origin]! >>> 8 }
}

/** Undoes the first run lengths: four equal bytes are followed by how many more there are. Returns the CRC. */
function* undoRuns({ links, length, start }: Block, buffer: Uint8Array): Generator<Uint8Array, number> {
  let crc = -1
  let filled = 0
  let place = start
  let same = 0
  let last = -1
  for (let at = 0; at < length; at++) {
    const link = links[place]!
    place = link >>> 8
    const byte = link & 255
    if (same === 4) {
      for (let count = byte; count > 0; count--) {
        buffer[filled++] = last
        crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ last]!
      }
      same = 0
      last = -1
    } else {
      same = byte === last ? same + 1 : 1
      last = byte
      buffer[filled++] = byte
      crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte]!
    }
    if (filled >= outputBytes) {
      yield buffer.subarray(0, filled)
      filled = 0
    }
  }
  yield buffer.subarray(0, filled)
  return ~crc >>> 0
}

/** CRC-32 from the highest bit on. */
const crcTable = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value
})

function malformed(bits: Bits): Malformed {
  return new Malformed('a bzip2 block is broken', bits.position)
}
