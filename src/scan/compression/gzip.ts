import { crc32 } from 'node:zlib'
import { Malformed } from '../limits.ts'
import type { Codec, CodecReport } from './codec.ts'
import { inflate } from './inflate.ts'
import type { Input } from './input.ts'
import { hex } from './zlib.ts'

/** RFC 1952: any number of members, each with its header; zeros may follow. */
export const gzip: Codec = { name: 'gzip', decompress }

const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16 }
/** Header fields that nobody fills with more than this are skipped; longer ones are looked at as content. */
const shortField = 256

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  for (let isFirst = true; ; isFirst = false) {
    const head = input.peek(3)
    if (!(head[0] === 0x1f && head[1] === 0x8b)) {
      if (isFirst) throw new Malformed('not a gzip header', input.position)
      return
    }
    readHeader(input, report)
    let sum = 0
    let size = 0
    for (const chunk of inflate(input)) {
      sum = crc32(chunk, sum)
      size = (size + chunk.length) >>> 0
      yield chunk
    }
    const stated = input.u32()
    if (stated !== sum) report.wrongChecksum(`the CRC-32 is stated as ${hex(stated)} and is ${hex(sum)}`)
    const statedSize = input.u32()
    if (statedSize !== size) report.wrongChecksum(`the length is stated as ${statedSize} and is ${size}`)
    skipZeros(input)
  }
}

function readHeader(input: Input, report: CodecReport): void {
  const at = input.position
  const head = input.take(10)
  if (head[2] !== 8) throw new Malformed(`the gzip method ${head[2]} does not exist`, at + 2)
  const set = head[3]!
  if (set & flags.extra) skipField(input, report, input.u16())
  if (set & flags.name) skipField(input, report, lengthOfText(input))
  if (set & flags.comment) skipField(input, report, lengthOfText(input))
  if (set & flags.headerChecksum) input.u16()
}

function skipField(input: Input, report: CodecReport, length: number): void {
  if (length > shortField) report.aside(input.position, length)
  input.take(length)
}

function lengthOfText(input: Input): number {
  const from = input.position
  while (input.byte() !== 0) continue
  const length = input.position - from
  input.seek(from)
  return length
}

/** Padding as tape drives leave it: up to a block. Anything else is left for others to look at. */
function skipZeros(input: Input): void {
  const next = input.peek(1 << 16)
  const end = next.findIndex((byte) => byte !== 0)
  input.seek(input.position + (end === -1 ? next.length : end))
}
