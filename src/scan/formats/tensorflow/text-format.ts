import { LimitReached, Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'

export interface TextToken {
  readonly kind: 'name' | 'text' | 'open' | 'close' | 'sign'
  readonly text: string
  readonly offset: number
}

const longest = 64 * 2 ** 20
const word = /[\w.+-]/

/**
 * Tokens of the text format of Protocol Buffers, without `:`, `,` and `;`. Texts that stand side by side are one text, and
 * escapes are resolved, as parsers do.
 */
export function* textTokens(source: ByteSource, scope: Scope): Generator<TextToken> {
  if (source.size > longest) throw new LimitReached(`a text of more than ${longest} bytes`)
  const text = Buffer.from(source.bytes(0, source.size)).toString('latin1')
  let pending: TextToken | undefined
  let at = 0
  while (at < text.length) {
    const letter = text[at]!
    if (letter === '"' || letter === "'") {
      const [content, end] = quoted(text, at)
      pending = { kind: 'text', text: (pending?.text ?? '') + content, offset: pending?.offset ?? at }
      scope.budget.steps(1)
      at = end
      continue
    }
    if (letter === '#') {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end
      continue
    }
    if (letter <= ' ') {
      at += 1
      continue
    }
    if (pending !== undefined) yield pending
    pending = undefined
    const start = at
    while (at < text.length && word.test(text[at]!)) at += 1
    if (at > start) yield { kind: 'name', text: text.slice(start, at), offset: start }
    else {
      at += 1
      if (letter === '{' || letter === '<') yield { kind: 'open', text: letter, offset: start }
      else if (letter === '}' || letter === '>') yield { kind: 'close', text: letter, offset: start }
      else if (letter !== ':' && letter !== ',' && letter !== ';') yield { kind: 'sign', text: letter, offset: start }
    }
  }
  if (pending !== undefined) yield pending
}

const simple: ReadonlyMap<string, string> = new Map(
  'abfnrtv'.split('').map((name, index) => [name, '\u0007\b\f\n\r\t\v'[index]!]),
)

function quoted(text: string, start: number): readonly [content: string, end: number] {
  const quote = text[start]!
  let content = ''
  let at = start + 1
  for (;;) {
    const letter = text[at]
    if (letter === undefined || letter === '\n') throw new Malformed('a text has no end', start)
    if (letter === quote) return [content, at + 1]
    if (letter !== '\\') {
      content += letter
      at += 1
      continue
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
    const hex = /^[xX][0-9a-fA-F]{1,2}/.exec(text.slice(at + 1, at + 4))?.[0]
    const code =
      octal === undefined
        ? hex === undefined
          ? undefined
          : Number.parseInt(hex.slice(1), 16)
        : Number.parseInt(octal, 8)
    if (code !== undefined) content += String.fromCharCode(code & 0xff)
    else content += simple.get(text[at + 1] ?? '') ?? text[at + 1] ?? ''
    at += 1 + (octal?.length ?? hex?.length ?? 1)
  }
}
