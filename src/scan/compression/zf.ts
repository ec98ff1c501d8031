import { Malformed } from '../limits.ts'
import type { Codec, CodecReport } from './codec.ts'
import type { Input } from './input.ts'
import { zlib } from './zlib.ts'

/** What joblib wrote before 0.10: "ZF", the length in hexadecimal padded to 19 characters, a zlib stream. */
export const zf: Codec = { name: 'ZF', decompress }

const lengthField = 19
const space = 0x20

export function isZfHeader(bytes: Uint8Array): boolean {
  return /^ZF0x[0-9a-f]{1,16}L? +$/.test(String.fromCharCode(...bytes.subarray(0, 2 + lengthField)))
}

function* decompress(input: Input, report: CodecReport): Generator<Uint8Array> {
  const head = input.peek(2 + lengthField)
  if (!isZfHeader(head)) throw new Malformed('not a ZF header', 0)
  const stated = Number.parseInt(String.fromCharCode(...head.subarray(2)), 16)
  input.take(head.length)
  if (input.peek(1)[0] === space) input.byte()
  let given = 0
  for (const chunk of zlib.decompress(input, report)) {
    given += chunk.length
    yield chunk
  }
  if (given !== stated) report.wrongChecksum(`the length is stated as ${stated} and is ${given}`)
}
