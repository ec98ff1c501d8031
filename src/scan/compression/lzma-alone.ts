import { Malformed } from '../limits.ts'
import type { Codec } from './codec.ts'
import type { Input } from './input.ts'
import { LzmaDecoder, longestMatch } from './lzma-decoder.ts'

/** The old format of LZMA Utils: properties, dictionary size, size, stream (LZMA specification, section "lzma file format"). */
export const lzmaAlone: Codec = { name: 'lzma', decompress }

const headerBytes = 13
const sizeUnknown = 2 ** 64

function* decompress(input: Input): Generator<Uint8Array> {
  const properties = input.byte()
  const dictionarySize = input.u32()
  const size = input.u64()
  yield* decodeLzma(input, properties, dictionarySize, size >= 2 ** 63 ? undefined : size)
}

/** A stream that ends by its size, by an end mark, or, where the size is not known, by an end mark only. */
export function* decodeLzma(
  input: Input,
  properties: number,
  dictionarySize: number,
  size: number | undefined,
): Generator<Uint8Array> {
  const decoder = new LzmaDecoder(input, dictionarySize)
  const { window, range } = decoder
  decoder.setProperties(properties)
  range.start()
  let left = size ?? sizeUnknown
  try {
    while (left > 0) {
      const { count, isEndMark } = decoder.decode(left)
      left -= count
      if (isEndMark) {
        if (size !== undefined && left > 0) throw new Malformed('the stream ends before its size', input.position)
        break
      }
      yield window.flush()
      window.makeRoom(longestMatch + 1)
    }
  } catch (error) {
    yield window.flush()
    throw error
  }
  yield window.flush()
  if (size !== undefined && !range.isAtEnd) skipEndMark(decoder)
}

/** A stream of known size may have an end mark all the same. Anything else there is left for others to look at. */
function skipEndMark(decoder: LzmaDecoder): void {
  decoder.decode(1)
}

/** By the constraints that xz puts on such a header, since it has no magic. */
export function isLzmaHeader(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes + 1) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const properties = bytes[0]!
  const dictionarySize = view.getUint32(1, true)
  const high = view.getUint32(9, true)
  const isUnknown = high === 0xffffffff && view.getUint32(5, true) === 0xffffffff
  const context = (properties % 9) + (Math.floor(properties / 9) % 5)
  const ones = dictionarySize.toString(2).replace(/0+$/, '')
  return (
    properties < 225 &&
    context <= 4 &&
    dictionarySize >= 4096 &&
    (ones === '1' || ones === '11' || dictionarySize === 0xffffffff) &&
    (isUnknown || high < 64) &&
    bytes[headerBytes] === 0
  )
}
