import type { ByteSource } from '../../source.ts'

/** POSIX.1-1988 ustar, with GNU's numbers in base 256. */
export interface TarHeader {
  readonly name: string
  readonly size: number
  readonly type: string
  readonly linkName: string
  readonly isChecksumRight: boolean
}

export const blockBytes = 512
const latin1 = new TextDecoder('latin1')
const utf8 = new TextDecoder('utf-8', { fatal: true })

export function readHeader(source: ByteSource, at: number): TarHeader | undefined {
  const block = source.bytes(at, blockBytes)
  if (block.length < blockBytes) return undefined
  const size = readNumber(block.subarray(124, 136))
  if (size === undefined) return undefined
  const isUstar = latin1.decode(block.subarray(257, 262)) === 'ustar'
  const isPosix = isUstar && block[262] === 0
  const prefix = isPosix ? readText(block.subarray(345, 500)) : ''
  const name = readText(block.subarray(0, 100))
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(block[156]!),
    linkName: readText(block.subarray(157, 257)),
    isChecksumRight: isChecksumRight(block),
  }
}

export function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  const text = end < 0 ? bytes : bytes.subarray(0, end)
  try {
    return utf8.decode(text)
  } catch {
    return latin1.decode(text)
  }
}

/** Octal digits, or base 256 when the first bit is set. Undefined when it is neither, or negative. */
function readNumber(field: Uint8Array): number | undefined {
  if (field[0]! & 0x80) {
    if (field[0] !== 0x80) return undefined
    return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0)
  }
  const text = latin1.decode(field).replaceAll('\0', ' ').trim()
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : undefined
}

/** The sum of all bytes, its own field taken as spaces; some writers took the bytes as signed. */
export function isChecksumRight(block: Uint8Array): boolean {
  const stated = readNumber(block.subarray(148, 156))
  let unsigned = 0
  let signed = 0
  for (let at = 0; at < blockBytes; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : block[at]!
    unsigned += byte
    signed += (byte << 24) >> 24
  }
  return stated !== undefined && (stated === unsigned || stated === signed)
}
