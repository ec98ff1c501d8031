import type { ByteSource } from '../source.ts'

/** How far a text is read; what lies beyond is data that nothing executes. */
export const sweptBytes = 64 * 2 ** 20

const windowBytes = 1 << 20

/** Whether the bytes are UTF-8 without control characters. The last character may be cut off. */
export function isText(bytes: Uint8Array): boolean {
  return hasTextBytes(bytes) && isUtf8(bytes)
}

/** Offset of the first window that is not text, up to `sweptBytes`; undefined when all is. Old one-byte encodings are text too. */
export function firstForeignWindow(source: ByteSource): number | undefined {
  const end = Math.min(source.size, sweptBytes)
  for (let start = 0; start < end; start += windowBytes) {
    if (!hasTextBytes(source.bytes(start, Math.min(windowBytes, end - start)))) return start
  }
  return undefined
}

/** No control characters but white space, backspace and escape, as logs of terminals have them. */
function hasTextBytes(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b) return false
  }
  return true
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The text of a source, if it is not longer than `cap`; a byte order mark is left out, broken characters become U+FFFD. */
export function textOf(source: ByteSource, cap: number): string | undefined {
  return source.size > cap ? undefined : new TextDecoder('utf-8').decode(source.bytes(0, source.size))
}
