export type ScriptEvent =
  /** A call of a name; `prefix` is the character before it: `^` for Python, `.` for a method. */
  | { readonly kind: 'call'; readonly path: string; readonly prefix: string; readonly offset: number }
  | { readonly kind: 'comment'; readonly text: string; readonly offset: number }

/** Calls and comments of a program in TorchScript's subset of Python, in one pass. Literals are left out. */
export function* scriptEvents(text: string): Generator<ScriptEvent> {
  let previous = ''
  for (let at = 0; at < text.length;) {
    const character = text[at]!
    if (character === '"' || character === "'") {
      at = endOfLiteral(text, at)
      previous = character
    } else if (character === '#') {
      const end = text.indexOf('\n', at)
      const comment = text.slice(at, end < 0 ? text.length : end)
      yield { kind: 'comment', text: comment, offset: at }
      at += comment.length
    } else if (isNameStart(character)) {
      const end = endOfPath(text, at)
      const path = text.slice(at, end)
      let next = end
      while (text[next] === ' ' || text[next] === '\t') next += 1
      if (text[next] === '(' && !isDeclaration(text, at)) yield { kind: 'call', path, prefix: previous, offset: at }
      at = end
      previous = 'a'
    } else {
      if (character > ' ') previous = character
      at += 1
    }
  }
}

/** Behind the closing quote; a line end closes a literal that is not in triple quotes. */
function endOfLiteral(text: string, start: number): number {
  const quote = text[start]!
  const triple = quote.repeat(3)
  if (text.startsWith(triple, start)) {
    const end = text.indexOf(triple, start + 3)
    return end < 0 ? text.length : end + 3
  }
  let at = start + 1
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

/** Behind `a.b.c`; spaces around the dots, which Python allows, are followed. */
function endOfPath(text: string, start: number): number {
  let at = start
  while (at < text.length && (isNameStart(text[at]!) || isDigit(text[at]!) || text[at] === '.')) at += 1
  return at
}

/** `def name(` and `class Name(` call nothing. */
function isDeclaration(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 6), start)
  return before.endsWith('def ') || before.endsWith('class ')
}

function isNameStart(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    character === '_' ||
    character > '\x7f'
  )
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}
