const simple = new Map(
  Object.entries({
    n: '\n',
    t: '\t',
    r: '\r',
    b: '\b',
    f: '\f',
    v: '\v',
    a: '\u0007',
    '\\': '\\',
    "'": "'",
    '"': '"',
    '\n': '',
  }),
)
const hexadecimalDigits = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])
const letterName = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/

/** The text that a Python literal stands for: all escapes of a `str`, unknown ones left as they are. */
export function decodePythonEscapes(body: string): string {
  let back = body.indexOf('\\')
  if (back === -1) return body
  const pieces: string[] = []
  let from = 0
  while (back !== -1 && back + 1 < body.length) {
    pieces.push(body.slice(from, back))
    const [text, length] = escapeAt(body, back)
    pieces.push(text)
    from = back + length
    back = body.indexOf('\\', from)
  }
  pieces.push(body.slice(from))
  return pieces.join('')
}

function escapeAt(body: string, at: number): readonly [text: string, length: number] {
  const character = body[at + 1]!
  const plain = simple.get(character)
  if (plain !== undefined) return [plain, 2]
  const digits = hexadecimalDigits.get(character)
  if (digits !== undefined) {
    const code = Number.parseInt(body.slice(at + 2, at + 2 + digits), 16)
    if (code <= 0x10ffff) return [String.fromCodePoint(code), 2 + digits]
  }
  if (character >= '0' && character <= '7') {
    const octal = /^[0-7]{1,3}/.exec(body.slice(at + 1, at + 4))![0]
    return [String.fromCodePoint(Number.parseInt(octal, 8)), 1 + octal.length]
  }
  if (character === 'N' && body[at + 2] === '{') {
    const end = body.indexOf('}', at)
    if (end !== -1 && end - at < 100) return [named(body.slice(at + 3, end).toUpperCase()), end + 1 - at]
  }
  return [`\\${character}`, 2]
}

/** The characters that names are made of; any other becomes U+FFFD. */
function named(name: string): string {
  if (name === 'LOW LINE') return '_'
  const letter = letterName.exec(name)
  if (letter === null) return '\uFFFD'
  return letter[1] === 'SMALL' ? letter[2]!.toLowerCase() : letter[2]!
}
