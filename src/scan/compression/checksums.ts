/** Adler-32 (RFC 1950) of `bytes`, continued from `value`; starts at 1. */
export function adler32(bytes: Uint8Array, value: number): number {
  let low = value & 0xffff
  let high = value >>> 16
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(at + 3800, bytes.length)
    for (; at < end; at++) {
      low += bytes[at]!
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}
