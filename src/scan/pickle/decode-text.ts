/** How the text of a string opcode is written. */
export type TextEncoding =
  /** BINUNICODE and its like: UTF-8 in which lone surrogates are allowed ("surrogatepass"). */
  | 'utf8'
  /** BINSTRING and its like. CPython takes ASCII unless told otherwise; bytes beyond it stand for themselves here. */
  | 'latin1'
  /** STRING: a quoted literal of Python 2, escapes included. */
  | 'quoted'
  /** UNICODE: "raw-unicode-escape". */
  | 'raw-unicode'
  /** Lines of GLOBAL and INST: strict UTF-8. */
  | 'strict-utf8'

/** Text as CPython decodes it; undefined where CPython raises. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  switch (encoding) {
    case 'utf8':
      return decodeUtf8(bytes)
    case 'strict-utf8':
      return decodeStrictUtf8(bytes)
    case 'latin1':
      return latin1(bytes)
    case 'quoted':
      return decodeQuoted(bytes)
    case 'raw-unicode':
      return decodeRawUnicode(bytes)
  }
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeStrictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return undefined
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.length < 64) {
    const ascii = asciiOf(bytes)
    if (ascii !== undefined) return ascii
  }
  return decodeStrictUtf8(bytes) ?? decodeWithSurrogates(bytes)
}

function asciiOf(bytes: Uint8Array): string | undefined {
  let text = ''
  for (const byte of bytes) {
    if (byte > 127) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

/** The three-byte forms ED A0 80 to ED BF BF are lone surrogates; all around them is strict UTF-8. */
function decodeWithSurrogates(bytes: Uint8Array): string | undefined {
  let text = ''
  let from = 0
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0xed || bytes[at + 1]! < 0xa0 || bytes[at + 1]! > 0xbf || (bytes[at + 2]! & 0xc0) !== 0x80)
      continue
    const before = decodeStrictUtf8(bytes.subarray(from, at))
    if (before === undefined) return undefined
    text += before + String.fromCharCode(0xd000 | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f))
    at += 2
    from = at + 1
  }
  const rest = decodeStrictUtf8(bytes.subarray(from))
  return rest === undefined ? undefined : text + rest
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

const backslash = 0x5c

function decodeQuoted(bytes: Uint8Array): string | undefined {
  const quote = bytes[0]
  if (bytes.length < 2 || (quote !== 0x27 && quote !== 0x22) || bytes[bytes.length - 1] !== quote) return undefined
  const inner = bytes.subarray(1, -1)
  return inner.includes(backslash) ? unescape(inner) : latin1(inner)
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['b', '\b'],
  ['f', '\f'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['v', '\v'],
  ['a', '\u0007'],
])

/** `codecs.escape_decode`. */
function unescape(bytes: Uint8Array): string | undefined {
  const written = latin1(bytes)
  let text = ''
  for (let at = 0; at < written.length; at++) {
    if (written[at] !== '\\') {
      text += written[at]
      continue
    }
    at += 1
    const escaped = written[at]
    if (escaped === undefined) return undefined
    const simple = simpleEscapes.get(escaped)
    const octal = simple === undefined ? leading(written, at, 3, isOctal) : ''
    if (simple !== undefined) text += simple
    else if (octal !== '') {
      text += String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      at += octal.length - 1
    } else if (escaped === 'x') {
      const hex = leading(written, at + 1, 2, isHexadecimal)
      if (hex.length < 2) return undefined
      text += String.fromCharCode(Number.parseInt(hex, 16))
      at += 2
    } else text += `\\${escaped}`
  }
  return text
}

/** "raw-unicode-escape": only \uXXXX and \UXXXXXXXX mean something; a pair of backslashes stands for itself. */
function decodeRawUnicode(bytes: Uint8Array): string | undefined {
  const written = latin1(bytes)
  if (!bytes.includes(backslash)) return written
  let text = ''
  for (let at = 0; at < written.length; at++) {
    const next = written[at + 1]
    if (written[at] !== '\\' || next === undefined) {
      text += written[at]
      continue
    }
    at += 1
    const digits = next === 'u' ? 4 : next === 'U' ? 8 : 0
    if (digits === 0) {
      text += `\\${next}`
      continue
    }
    const hex = leading(written, at + 1, digits, isHexadecimal)
    const code = Number.parseInt(hex, 16)
    if (hex.length < digits || code > 0x10ffff) return undefined
    text += String.fromCodePoint(code)
    at += digits
  }
  return text
}

function leading(text: string, from: number, most: number, allows: (code: number) => boolean): string {
  let end = from
  while (end < from + most && end < text.length && allows(text.charCodeAt(end))) end++
  return text.slice(from, end)
}

function isOctal(code: number): boolean {
  return code >= 48 && code <= 55
}

function isHexadecimal(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)
}
