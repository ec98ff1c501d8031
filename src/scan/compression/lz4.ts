import { Malformed } from '../limits.ts'
import { type Codec, type CodecReport, Unsupported } from './codec.ts'
import type { Input } from './input.ts'
import { Window, copyBack } from './window.ts'
import { Xxh32 } from './xxh32.ts'

/** LZ4 frame format 1.6 and the legacy frame, with the block format of LZ4 within. */
export const lz4: Codec = { name: 'lz4', decompress }

export const lz4Magics = { frame: 0x184d2204, legacy: 0x184c2102 } as const
const legacyBlock = 8 * 2 ** 20
const windowBytes = 1 << 16

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  for (let isFirst = true; ; isFirst = false) {
    const magic = peekU32(input)
    if (magic === lz4Magics.frame) yield* decodeFrame(input, report)
    else if (magic === lz4Magics.legacy) yield* decodeLegacy(input)
    else if (magic !== undefined && isSkippable(magic) && !isFirst) skipFrame(input, report)
    else if (isFirst) throw new Malformed('not an lz4 header', input.position)
    else return
  }
}

export function isSkippable(magic: number): boolean {
  return magic >>> 4 === 0x184d2a5
}

/** A frame of the user's own, whose content is none of ours, but may be anyone's. */
export function skipFrame(input: Input, report: CodecReport): void {
  input.u32()
  const length = input.u32()
  report.aside(input.position, length)
  input.take(length)
}

export function peekU32(input: Input): number | undefined {
  const bytes = input.peek(4)
  return bytes.length < 4 ? undefined : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
}

const flags = { dictionary: 1, contentChecksum: 4, contentSize: 8, blockChecksum: 16 } as const
const plainBit = 0x8000_0000

function* decodeFrame(input: Input, report: CodecReport): Generator<Uint8Array> {
  input.u32()
  const from = input.position
  const set = input.byte()
  const blockCode = (input.byte() >> 4) & 7
  if (set >> 6 !== 1 || blockCode < 4) throw new Malformed('an lz4 header of no known version', input.position)
  const blockMost = 1 << (8 + 2 * blockCode)
  if (set & flags.contentSize) input.take(8)
  if (set & flags.dictionary) throw new Unsupported('the lz4 frame needs a dictionary')
  const header = input.source.bytes(from, input.position - from)
  if (((new Xxh32().update(header).digest() >>> 8) & 255) !== input.byte()) {
    report.wrongChecksum('the checksum of the lz4 header does not fit')
  }
  const sum = set & flags.contentChecksum ? new Xxh32() : undefined
  const window = new Window(windowBytes)
  for (;;) {
    const field = input.u32()
    if (field === 0) break
    const length = field % plainBit
    if (length > blockMost) throw new Malformed('an lz4 block is longer than its frame allows', input.position)
    for (const chunk of readBlock(input, window, length, field >= plainBit)) {
      sum?.update(chunk)
      yield chunk
    }
    if (set & flags.blockChecksum) input.u32()
  }
  if (sum !== undefined && sum.digest() !== input.u32())
    report.wrongChecksum('the checksum of the content does not fit')
}

/** Blocks of 8 MiB, each for itself, until the input ends or another frame begins. */
function* decodeLegacy(input: Input): Generator<Uint8Array> {
  input.u32()
  for (;;) {
    const length = peekU32(input)
    if (length === undefined || length > legacyBlock + legacyBlock / 255 + 16) return
    input.u32()
    yield* readBlock(input, new Window(legacyBlock), length, false)
  }
}

function* readBlock(input: Input, window: Window, length: number, isPlain: boolean): Generator<Uint8Array> {
  const bytes = input.peek(length)
  input.seek(input.position + bytes.length)
  try {
    if (isPlain) yield* writePlain(bytes, window)
    else yield* decodeBlock(bytes, window, bytes.length < length)
  } catch (error) {
    yield window.flush()
    throw error
  }
  yield window.flush()
  if (bytes.length < length) throw input.endsEarly()
}

function* writePlain(bytes: Uint8Array, window: Window): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length;) {
    if (window.room === 0) {
      yield window.flush()
      window.makeRoom(1 << 12)
    }
    const count = Math.min(window.room, bytes.length - from)
    window.buffer.set(bytes.subarray(from, from + count), window.at)
    window.at += count
    from += count
  }
}

/** Sequences of literals and a copy; the last has literals only. */
function* decodeBlock(bytes: Uint8Array, window: Window, isCut: boolean): Generator<Uint8Array> {
  let from = 0
  while (from < bytes.length) {
    const token = bytes[from++]!
    let count = token >> 4
    if (count === 15) {
      let more: number
      do count += more = bytes[from++] ?? 0
      while (more === 255)
    }
    if (from + count > bytes.length && !isCut) throw new Malformed('the literals of an lz4 block end early')
    const literalEnd = Math.min(from + count, bytes.length)
    while (from < literalEnd) {
      if (window.room === 0) {
        yield window.flush()
        window.makeRoom(1 << 12)
      }
      const length = Math.min(window.room, literalEnd - from)
      window.buffer.set(bytes.subarray(from, from + length), window.at)
      window.at += length
      from += length
    }
    if (from >= bytes.length) return
    if (from + 2 > bytes.length) throw new Malformed('an lz4 block ends within a copy')
    const distance = bytes[from]! | (bytes[from + 1]! << 8)
    from += 2
    let length = (token & 15) + 4
    if (length === 19) {
      let more: number
      do length += more = bytes[from++] ?? 0
      while (more === 255)
    }
    if (distance === 0 || distance > window.at) throw new Malformed('a copy from before the start')
    while (length > 0) {
      if (window.room === 0) {
        yield window.flush()
        window.makeRoom(1 << 12)
      }
      const part = Math.min(window.room, length)
      window.at = copyBack(window.buffer, window.at, distance, part)
      length -= part
    }
  }
}
