/** Digits beyond which a number is not worked out: it exceeds 2^53 in any base that Python reads. */
const mostDigits = 64

/**
 * `int(text, base)` of Python, without building large numbers: NaN where Python raises, undefined where it is too long.
 * The unpickler in C hands the line on as a C string, so that it ends at a NUL; the one in Python raises there.
 */
export function decodeInteger(written: string, base: 0 | 10): number | undefined {
  const end = written.indexOf('\0')
  const text = (end < 0 ? written : written.slice(0, end)).trim()
  const isNegative = text.startsWith('-')
  const unsigned = isNegative || text.startsWith('+') ? text.slice(1) : text
  const digits = unsigned.replaceAll('_', '')
  if (digits === '' || unsigned.endsWith('_') || unsigned.includes('__') || unsigned.startsWith('_')) return Number.NaN
  if (withoutLeadingZeros(digits).length > mostDigits) return undefined
  const value = base === 10 || !digits.startsWith('0') ? decimal(digits) : prefixed(digits)
  if (value > Number.MAX_SAFE_INTEGER) return undefined
  return isNegative ? -value : value
}

function withoutLeadingZeros(digits: string): string {
  let at = 0
  while (digits[at] === '0') at++
  return digits.slice(at)
}

function decimal(digits: string): number {
  return isAllOf(digits, '0123456789') ? Number(digits) : Number.NaN
}

/** With base 0: 0x, 0o, 0b, or zeros alone. */
function prefixed(digits: string): number {
  const rest = digits.slice(2).toLowerCase()
  const mark = digits.slice(1, 2).toLowerCase()
  if (mark === 'x') return inBase(rest, 16, '0123456789abcdef')
  if (mark === 'o') return inBase(rest, 8, '01234567')
  if (mark === 'b') return inBase(rest, 2, '01')
  return inBase(digits, 8, '01234567')
}

function inBase(digits: string, base: number, allowed: string): number {
  return digits !== '' && isAllOf(digits, allowed) ? Number.parseInt(digits, base) : Number.NaN
}

function isAllOf(text: string, allowed: string): boolean {
  for (const character of text) if (!allowed.includes(character)) return false
  return true
}

/** Little-endian two's complement of any length, as LONG1 and LONG4 hold it; undefined beyond 2^53. */
export function decodeLong(bytes: Uint8Array): number | undefined {
  if (bytes.length === 0) return 0
  if (bytes.length > 7) return decodeLongPadded(bytes)
  let value = 0
  for (let at = bytes.length - 1; at >= 0; at--) value = value * 256 + bytes[at]!
  return bytes[bytes.length - 1]! > 127 ? value - 2 ** (8 * bytes.length) : safe(value)
}

/** More than seven bytes fit only when the upper ones repeat the sign. Of a negative number the complement is read. */
function decodeLongPadded(bytes: Uint8Array): number | undefined {
  const sign = bytes[bytes.length - 1]! > 127 ? 255 : 0
  for (let at = 7; at < bytes.length; at++) if (bytes[at] !== sign) return undefined
  let value = 0
  for (let at = 6; at >= 0; at--) value = value * 256 + (bytes[at]! ^ sign)
  return safe(sign === 255 ? -value - 1 : value)
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined
}
