import type { ByteSource } from '../source.ts'
import { hasBinaryHead } from './recognise.ts'

const windowBytes = 1 << 18
const longestName = 200
/** How far a text pickle may begin before its first import: marks and empty containers. */
const mostLeading = 8

/** Places from `from` to `to` at which a pickle may begin: a PROTO, or what stands just before an import in text. */
export function* findPickles(
  source: ByteSource,
  from: number,
  to: number,
  spend: (steps: number) => void,
): Generator<number> {
  for (let base = from; base < to; base += windowBytes) {
    const bytes = source.bytes(base, windowBytes + 2 * longestName)
    spend(windowBytes >> 4)
    const end = Math.min(windowBytes, bytes.length, to - base)
    for (let at = 0; at < end; at++) {
      const byte = bytes[at]!
      if (byte === 0x80) {
        if (hasBinaryHead(bytes, at)) yield base + at
      } else if ((byte === 0x63 || byte === 0x69) && isImportAt(bytes, at)) {
        yield* leadingPlaces(bytes, at, base)
      }
    }
  }
}

/** `c` or `i`, then two lines that can be names. */
function isImportAt(bytes: Uint8Array, at: number): boolean {
  const moduleEnd = nameEnd(bytes, at + 1)
  if (moduleEnd === at + 1 || bytes[moduleEnd] !== 10) return false
  const end = nameEnd(bytes, moduleEnd + 1)
  return end > moduleEnd + 1 && bytes[end] === 10
}

function nameEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < from + longestName && isNameByte(bytes[at] ?? 0)) at++
  return at
}

function isNameByte(byte: number): boolean {
  return (
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 48 && byte <= 57) ||
    byte === 95 ||
    byte === 46
  )
}

/** The import itself, after the opcodes before it that a text pickle may begin with. */
function* leadingPlaces(bytes: Uint8Array, at: number, base: number): Generator<number> {
  let first = at
  while (first > 0 && at - first < mostLeading && isLeading(bytes[first - 1]!)) first--
  for (let place = first; place <= at; place++) yield base + place
}

/** `(`, `)`, `]`, `}`. */
function isLeading(byte: number): boolean {
  return byte === 0x28 || byte === 0x29 || byte === 0x5d || byte === 0x7d
}
