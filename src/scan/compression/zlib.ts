import { Malformed } from '../limits.ts'
import { adler32 } from './checksums.ts'
import type { Codec, CodecReport } from './codec.ts'
import { inflate } from './inflate.ts'
import type { Input } from './input.ts'

/** RFC 1950. */
export const zlib: Codec = { name: 'zlib', decompress }

export function isZlibHeader(first: number, second: number): boolean {
  return (first & 15) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0
}

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  const first = input.byte()
  const second = input.byte()
  if (!isZlibHeader(first, second)) throw new Malformed('not a zlib header', 0)
  if (second & 0x20) throw new Malformed('it needs a dictionary that is not there', 2)
  let sum = 1
  for (const chunk of inflate(input)) {
    sum = adler32(chunk, sum)
    yield chunk
  }
  const stated = new DataView(Uint8Array.from(input.take(4)).buffer).getUint32(0)
  if (stated !== sum) report.wrongChecksum(`the Adler-32 is stated as ${hex(stated)} and is ${hex(sum)}`)
}

export function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
