import { Malformed } from '../limits.ts'
import type { Input } from './input.ts'
import { LzmaDecoder, longestMatch } from './lzma-decoder.ts'

/** LZMA2: chunks of LZMA or of plain bytes, each saying what it resets. `property` gives the size of the dictionary. */
export function* decodeLzma2(input: Input, property: number): Generator<Uint8Array> {
  const decoder = new LzmaDecoder(input, dictionarySize(property))
  const { window, range } = decoder
  let needsDictionary = true
  let needsProperties = true
  try {
    for (;;) {
      const control = input.byte()
      if (control === 0) break
      const isPlain = control < 0x80
      const resets = isPlain ? 0 : (control >> 5) & 3
      if (control === 1 || resets === 3) {
        yield window.flush()
        decoder.resetDictionary()
        needsDictionary = false
      } else if (needsDictionary) throw new Malformed('the first LZMA2 chunk keeps a dictionary', input.position)
      if (isPlain) {
        if (control > 2) throw new Malformed('an LZMA2 chunk of no known kind', input.position)
        let left = u16(input) + 1
        while (left > 0) {
          window.makeRoom(longestMatch)
          const count = Math.min(left, window.room)
          decoder.copyPlain(input.take(count))
          left -= count
          yield window.flush()
        }
        continue
      }
      let left = ((control & 0x1f) << 16) + u16(input) + 1
      const packed = u16(input) + 1
      if (resets >= 2) {
        decoder.setProperties(input.byte())
        needsProperties = false
      } else if (needsProperties) throw new Malformed('the first LZMA2 chunk keeps properties', input.position)
      else if (resets === 1) decoder.resetState()
      const end = input.position + packed
      range.start()
      while (left > 0) {
        window.makeRoom(longestMatch + 1)
        const { count, isEndMark } = decoder.decode(left)
        if (isEndMark) throw new Malformed('an LZMA2 chunk has an end mark', input.position)
        left -= count
        yield window.flush()
      }
      if (input.position !== end || !range.isAtEnd) throw new Malformed('an LZMA2 chunk lies about its size', end)
    }
  } catch (error) {
    yield window.flush()
    throw error
  }
}

function u16(input: Input): number {
  return (input.byte() << 8) | input.byte()
}

function dictionarySize(property: number): number {
  if (property > 40) throw new Malformed('the size of an LZMA2 dictionary is out of range')
  return property === 40 ? 0xffffffff : (2 | (property & 1)) * 2 ** ((property >> 1) + 11)
}
