import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Malformed } from '../limits.ts'
import { type Codec, type CodecReport, Unsupported } from './codec.ts'
import { Crc64 } from './crc64.ts'
import { undoDelta } from './delta.ts'
import type { Input } from './input.ts'
import { decodeLzma2 } from './lzma2.ts'

/** The .xz file format 1.2: streams of blocks with an index, zeros between streams. */
export const xz: Codec = { name: 'xz', decompress }

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
const footerMagic = [0x59, 0x5a]
const filterIds = { delta: 0x03, lzma2: 0x21 } as const
const longestFilterChain = 4

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  for (let isFirst = true; ; isFirst = false) {
    if (!startsWith(input, magic)) {
      if (isFirst) throw new Malformed('not an xz header', input.position)
      return
    }
    yield* decodeStream(input, report)
    while (input.peek(4).length === 4 && input.peek(4).every((byte) => byte === 0)) input.take(4)
  }
}

function startsWith(input: Input, bytes: readonly number[]): boolean {
  const head = input.peek(bytes.length)
  return bytes.every((byte, at) => head[at] === byte)
}

function* decodeStream(input: Input, report: CodecReport): Generator<Uint8Array> {
  input.take(6)
  const flags = input.take(2)
  checkCrc(input, flags, 'the stream header', report)
  const kind = flags[1]! & 15
  for (;;) {
    const from = input.position
    const size = input.byte()
    if (size === 0) {
      skipIndex(input, from, report)
      break
    }
    input.seek(from)
    const filters = readBlockHeader(input, (size + 1) * 4, report)
    const dataAt = input.position
    const check = checkOf(kind)
    for (const chunk of applyFilters(input, filters)) {
      check?.update(chunk)
      yield chunk
    }
    skipPadding(input, dataAt)
    const stated = input.take(checkSizes[kind]!)
    if (check !== undefined && !equal(check.digest(), stated)) report.wrongChecksum('the check of a block does not fit')
  }
  const crc = input.u32()
  const fields = input.take(6)
  if (crc32(fields) !== crc) report.wrongChecksum('the CRC-32 of the stream footer does not fit')
  if (!startsWith(input, footerMagic)) throw new Malformed('the xz stream has no footer', input.position)
  input.take(2)
}

interface Filter {
  readonly id: number
  readonly properties: Uint8Array
}

function readBlockHeader(input: Input, size: number, report: CodecReport): readonly Filter[] {
  const from = input.position
  const bytes = input.take(size - 4)
  checkCrc(input, bytes, 'a block header', report)
  const end = input.position
  input.seek(from + 1)
  const flags = input.byte()
  if (flags & 0x40) readVarint(input)
  if (flags & 0x80) readVarint(input)
  const filters: Filter[] = []
  for (let count = (flags & 3) + 1; count > 0; count--) {
    const id = readVarint(input)
    const length = readVarint(input)
    if (length > size) throw new Malformed('a filter has more properties than its header', input.position)
    filters.push({ id, properties: input.take(length) })
  }
  if (input.position > end - 4) throw new Malformed('a block header is longer than it says', input.position)
  input.seek(end)
  return filters
}

function applyFilters(input: Input, filters: readonly Filter[]): Iterable<Uint8Array> {
  const last = filters.at(-1)!
  if (last.id !== filterIds.lzma2 || filters.length > longestFilterChain) {
    throw new Unsupported(`the xz filter ${last.id.toString(16)} is not read`)
  }
  let chunks: Iterable<Uint8Array> = decodeLzma2(input, last.properties[0] ?? 0)
  for (const { id, properties } of filters.slice(0, -1).reverse()) {
    if (id !== filterIds.delta) throw new Unsupported(`the xz filter ${id.toString(16)} is not read`)
    chunks = undoDelta(chunks, (properties[0] ?? 0) + 1)
  }
  return chunks
}

/** The index repeats the sizes of the blocks; only its shape and its CRC matter here. */
function skipIndex(input: Input, from: number, report: CodecReport): void {
  const records = readVarint(input)
  for (let count = 0; count < records; count++) {
    readVarint(input)
    readVarint(input)
  }
  skipPadding(input, from)
  const length = input.position - from
  const crc = input.u32()
  if (length <= 1 << 20 && crc32(input.source.bytes(from, length)) !== crc) {
    report.wrongChecksum('the CRC-32 of the index does not fit')
  }
}

function checkCrc(input: Input, bytes: Uint8Array, what: string, report: CodecReport): void {
  if (input.u32() !== crc32(bytes)) report.wrongChecksum(`the CRC-32 of ${what} does not fit`)
}

function skipPadding(input: Input, from: number): void {
  while ((input.position - from) % 4 !== 0) input.byte()
}

/** Seven bits per byte, lowest first; at most nine bytes. */
function readVarint(input: Input): number {
  let value = 0
  for (let at = 0; at < 9; at++) {
    const byte = input.byte()
    value += (byte & 0x7f) * 2 ** (7 * at)
    if (byte < 0x80) return value
  }
  throw new Malformed('a number of the xz header is too long', input.position)
}

interface Check {
  update(bytes: Uint8Array): void
  digest(): Uint8Array
}

const checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]

/** None for kinds that are reserved: readers skip them. */
function checkOf(kind: number): Check | undefined {
  if (kind === 4) return new Crc64()
  if (kind === 10) {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
  }
  if (kind !== 1) return undefined
  let sum = 0
  return {
    update: (bytes) => {
      sum = crc32(bytes, sum)
    },
    digest: () => new Uint8Array(Uint32Array.of(sum).buffer),
  }
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}
