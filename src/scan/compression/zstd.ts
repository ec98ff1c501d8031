import { LimitReached, Malformed } from '../limits.ts'
import { type Codec, type CodecReport, Unsupported } from './codec.ts'
import { BackwardBits, type FseTable, fseTable, readFse, singleFse } from './fse.ts'
import type { Input } from './input.ts'
import { isSkippable, peekU32, skipFrame } from './lz4.ts'
import { Window, copyBack } from './window.ts'
import { Xxh64 } from './xxh64.ts'
import { type LiteralCode, readLiteralCode, readLiterals } from './zstd-literals.ts'
import { hex } from './zlib.ts'

/** RFC 8878. Our own, since the runtime's tells neither where a frame ends nor what came before an error. */
export const zstd: Codec = { name: 'zstd', decompress }

export const zstdMagic = 0xfd2fb528
const windowAtMost = 256 * 2 ** 20
const blockAtMost = 128 * 2 ** 10

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  const window = new Window(0)
  for (let isFirst = true; ; isFirst = false) {
    const magic = peekU32(input)
    if (magic === zstdMagic) yield* decodeFrame(input, report, window)
    else if (magic !== undefined && isSkippable(magic)) skipFrame(input, report)
    else if (isFirst) throw new Malformed('not a zstd header', input.position)
    else return
  }
}

const dictionaryBytes = [0, 1, 2, 4]

/** What one block leaves to the next. */
interface FrameState {
  readonly window: Window
  readonly isWindowCut: boolean
  literalCode: LiteralCode | undefined
  readonly tables: (FseTable | undefined)[]
  readonly offsets: [number, number, number]
}

function* decodeFrame(input: Input, report: CodecReport, window: Window): Generator<Uint8Array> {
  input.u32()
  const head = input.byte()
  const isSingle = (head & 0x20) !== 0
  if (head & 8) throw new Unsupported('a zstd frame with a bit that has no meaning yet')
  const descriptor = isSingle ? 0 : input.byte()
  const base = 2 ** (10 + (descriptor >> 3))
  if (input.take(dictionaryBytes[head & 3]!).some((byte) => byte !== 0)) {
    throw new Unsupported('the zstd frame needs a dictionary')
  }
  const contentSize = readContentSize(input, head >> 6, isSingle)
  const windowSize = isSingle ? contentSize! : base + (base / 8) * (descriptor & 7)
  window.restart(Math.min(windowAtMost, Math.max(1024, windowSize)))
  const state: FrameState = {
    window,
    isWindowCut: windowSize > windowAtMost,
    literalCode: undefined,
    tables: [undefined, undefined, undefined],
    offsets: [1, 4, 8],
  }
  const sum = head & 4 ? new Xxh64() : undefined
  let given = 0
  for (let isLast = false; !isLast;) {
    const field = input.byte() | (input.byte() << 8) | (input.byte() << 16)
    isLast = (field & 1) === 1
    for (const chunk of decodeBlock(input, state, (field >> 1) & 3, field >> 3)) {
      sum?.update(chunk)
      given += chunk.length
      yield chunk
    }
  }
  if (sum !== undefined) {
    const stated = input.u32()
    if (stated !== sum.digest())
      report.wrongChecksum(`the checksum is stated as ${hex(stated)} and is ${hex(sum.digest())}`)
  }
  if (contentSize !== undefined && contentSize !== given) {
    report.wrongChecksum(`the length is stated as ${contentSize} and is ${given}`)
  }
}

function readContentSize(input: Input, code: number, isSingle: boolean): number | undefined {
  if (code === 0) return isSingle ? input.byte() : undefined
  return code === 1 ? input.u16() + 256 : code === 2 ? input.u32() : input.u64()
}

function* decodeBlock(input: Input, state: FrameState, kind: number, size: number): Generator<Uint8Array> {
  const { window } = state
  if (kind === 3 || size > blockAtMost) throw new Malformed('a zstd block of no known kind', input.position)
  window.makeRoom(blockAtMost)
  if (kind === 1) {
    window.buffer.fill(input.byte(), window.at, window.at + size)
    window.at += size
  } else if (kind === 0) {
    const bytes = input.peek(size)
    window.buffer.set(bytes, window.at)
    window.at += bytes.length
    yield window.flush()
    input.take(size)
  } else {
    const bytes = input.take(size)
    try {
      decodeSequences(state, bytes)
    } catch (error) {
      yield window.flush()
      throw error
    }
  }
  yield window.flush()
}

/** Section 3.1.1.3.1: the literals, either plain, one byte repeated, or in one or four Huffman streams. */
function readLiteralSection(state: FrameState, bytes: Uint8Array): { literals: Uint8Array; length: number } {
  const head = bytes[0] ?? 0
  const kind = head & 3
  const format = (head >> 2) & 3
  const number = (head | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0
  if (kind < 2) {
    const width = format === 1 ? 2 : format === 3 ? 3 : 1
    const size = width === 1 ? head >> 3 : (number & (width === 2 ? 0xffff : 0xff_ffff)) >>> 4
    if (size > blockAtMost) throw new Malformed('a zstd block has too many literals')
    const length = width + (kind === 1 ? 1 : size)
    if (length > bytes.length) throw new Malformed('the literals of a zstd block end early')
    if (kind === 1) return { literals: new Uint8Array(size).fill(bytes[width]!), length }
    return { literals: bytes.subarray(width, length), length }
  }
  const width = format < 2 ? 3 : format + 2
  const sizeBits = format < 2 ? 10 : format === 2 ? 14 : 18
  const sizes = Math.floor((number + (bytes[4] ?? 0) * 2 ** 32) / 16)
  const size = sizes % 2 ** sizeBits
  const length = width + (Math.floor(sizes / 2 ** sizeBits) % 2 ** sizeBits)
  if (length > bytes.length || size > blockAtMost) throw new Malformed('the literals of a zstd block end early')
  let packed = bytes.subarray(width, length)
  if (kind === 2) {
    const read = readLiteralCode(packed)
    state.literalCode = read.code
    packed = packed.subarray(read.length)
  }
  if (state.literalCode === undefined) throw new Malformed('a zstd block reuses a code that is not there')
  const literals = new Uint8Array(size)
  if (format === 0) readLiterals(state.literalCode, packed, literals)
  else readFourStreams(state.literalCode, packed, literals)
  return { literals, length }
}

function readFourStreams(code: LiteralCode, packed: Uint8Array, literals: Uint8Array): void {
  const each = (literals.length + 3) >> 2
  let from = 6
  for (let stream = 0; stream < 4; stream++) {
    const stated = (packed[stream * 2] ?? 0) | ((packed[stream * 2 + 1] ?? 0) << 8)
    const to = stream === 3 ? packed.length : from + stated
    if (to > packed.length || from > to) throw new Malformed('the streams of a zstd block end early')
    readLiterals(
      code,
      packed.subarray(from, to),
      literals.subarray(stream * each, stream === 3 ? undefined : (stream + 1) * each),
    )
    from = to
  }
}

/** Literal lengths, offsets and match lengths: how codes become numbers, and the codes' own default codes (section 3.1.1.3.2). */
const literalBases = Uint32Array.of(
  ...Array.from({ length: 16 }, (_, code) => code),
  ...[16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536],
)
const literalExtra = Uint8Array.of(
  ...[
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
  ],
)
const matchBases = Uint32Array.of(
  ...Array.from({ length: 32 }, (_, code) => code + 3),
  ...[35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539],
)
const matchExtra = Uint8Array.of(
  ...new Uint8Array(32),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
)
interface CodeKind {
  readonly symbols: number
  readonly mostLog: number
  readonly usual: FseTable
}
const kinds: readonly [CodeKind, CodeKind, CodeKind] = [
  {
    symbols: 36,
    mostLog: 9,
    usual: fseTable(
      [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
      6,
    ),
  },
  {
    symbols: 32,
    mostLog: 8,
    usual: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
  },
  {
    symbols: 53,
    mostLog: 9,
    usual: fseTable(
      [
        ...[1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1],
      ],
      6,
    ),
  },
]

function decodeSequences(state: FrameState, bytes: Uint8Array): void {
  const { window } = state
  const { literals, length } = readLiteralSection(state, bytes)
  let at = length
  const first = bytes[at++] ?? 0
  let count = first
  if (first >= 128)
    count = first < 255 ? ((first - 128) << 8) + bytes[at++]! : 0x7f00 + bytes[at++]! + (bytes[at++]! << 8)
  const end = window.at + blockAtMost
  let used = 0
  if (count > 0) {
    const modes = bytes[at++] ?? 0
    for (let kind = 0; kind < 3; kind++) at += readTable(state, kind, (modes >> (6 - 2 * kind)) & 3, bytes.subarray(at))
    const [literalTable, offsetTable, matchTable] = state.tables as [FseTable, FseTable, FseTable]
    const bits = new BackwardBits(bytes.subarray(at))
    let literalState = bits.take(literalTable.log)
    let offsetState = bits.take(offsetTable.log)
    let matchState = bits.take(matchTable.log)
    for (let left = count; left > 0; left--) {
      const literalCode = literalTable.symbols[literalState]!
      const matchCode = matchTable.symbols[matchState]!
      const offsetCode = offsetTable.symbols[offsetState]!
      if (literalCode > 35 || matchCode > 52 || offsetCode > 31) throw new Malformed('a zstd sequence of no known code')
      const offsetValue = 2 ** offsetCode + bits.take(offsetCode)
      const matchLength = matchBases[matchCode]! + bits.take(matchExtra[matchCode]!)
      const literalLength = literalBases[literalCode]! + bits.take(literalExtra[literalCode]!)
      if (left > 1) {
        literalState = literalTable.bases[literalState]! + bits.take(literalTable.bits[literalState]!)
        matchState = matchTable.bases[matchState]! + bits.take(matchTable.bits[matchState]!)
        offsetState = offsetTable.bases[offsetState]! + bits.take(offsetTable.bits[offsetState]!)
      }
      if (bits.left < 0) throw new Malformed('the sequences of a zstd block end early')
      const distance = distanceOf(state.offsets, offsetValue, literalLength)
      if (used + literalLength > literals.length || window.at + literalLength + matchLength > end) {
        throw new Malformed('a zstd block gives more than a block may')
      }
      window.buffer.set(literals.subarray(used, used + literalLength), window.at)
      window.at += literalLength
      used += literalLength
      if (distance > window.at) throw tooFar(state)
      window.at = copyBack(window.buffer, window.at, distance, matchLength)
    }
    if (bits.left !== 0) throw new Malformed('the sequences of a zstd block do not fill their stream')
  }
  if (window.at + literals.length - used > end) throw new Malformed('a zstd block gives more than a block may')
  window.buffer.set(literals.subarray(used), window.at)
  window.at += literals.length - used
}

/** Sets the table of one kind of code for this block. Returns how many bytes it took. */
function readTable(state: FrameState, kind: number, mode: number, bytes: Uint8Array): number {
  const { symbols, mostLog, usual } = kinds[kind]!
  if (mode === 0) state.tables[kind] = usual
  else if (mode === 1) {
    if (bytes.length === 0) throw new Malformed('a zstd block ends early')
    state.tables[kind] = singleFse(bytes[0]!)
    return 1
  } else if (mode === 2) {
    const { table, length } = readFse(bytes, symbols, mostLog)
    state.tables[kind] = table
    return length
  } else if (state.tables[kind] === undefined) throw new Malformed('a zstd block reuses a table that is not there')
  return 0
}

/** Section 3.1.1.5: values up to 3 stand for the offsets used last, which move to the front. */
function distanceOf(offsets: [number, number, number], value: number, literalLength: number): number {
  if (value > 3) {
    offsets[2] = offsets[1]
    offsets[1] = offsets[0]
    offsets[0] = value - 3
    return offsets[0]
  }
  const index = value - 1 + (literalLength === 0 ? 1 : 0)
  if (index === 0) return offsets[0]
  const distance = index === 3 ? offsets[0] - 1 : offsets[index]!
  if (distance <= 0) throw new Malformed('a zstd offset of zero')
  if (index > 1) offsets[2] = offsets[1]
  offsets[1] = offsets[0]
  offsets[0] = distance
  return distance
}

function tooFar({ isWindowCut }: FrameState): Error {
  if (isWindowCut) return new LimitReached(`the window is longer than ${windowAtMost} bytes`)
  return new Malformed('a copy from before the start')
}
