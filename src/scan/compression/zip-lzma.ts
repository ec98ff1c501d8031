import { Malformed } from '../limits.ts'
import type { Codec } from './codec.ts'
import { decodeLzma } from './lzma-alone.ts'

const propertyBytes = 5

/** LZMA as zip has it (APPNOTE 5.8.8): a version, the properties, and the stream, whose size the zip knows. */
export function zipLzma(size: number, hasEndMark: boolean): Codec {
  return {
    name: 'lzma',
    *decompress(input) {
      input.u16()
      if (input.u16() !== propertyBytes) throw new Malformed('LZMA properties of no known length', input.position)
      const properties = input.byte()
      yield* decodeLzma(input, properties, input.u32(), hasEndMark ? undefined : size)
    },
  }
}
