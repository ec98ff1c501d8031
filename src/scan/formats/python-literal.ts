import { Malformed } from '../limits.ts'

/** A Python literal. Lists and tuples are told apart, since NumPy gives them different meanings. */
export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly PythonLiteral[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[] }

const deepest = 32

/** The literal that is all of the text: what `repr` gives for dicts, lists, tuples, texts, whole numbers and constants. */
export function parsePythonLiteral(text: string): PythonLiteral {
  const parser = new LiteralParser(text)
  const value = parser.value(0)
  parser.end()
  return value
}

class LiteralParser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): PythonLiteral {
    if (depth > deepest) throw new Malformed(`a header nests more than ${deepest} deep`)
    const next = this.#peek()
    if (next === '{') return this.#dict(depth)
    if (next === '[') return { kind: 'list', items: this.#items('[', ']', depth).items }
    if (next === '(') {
      const { items, hasComma } = this.#items('(', ')', depth)
      return items.length === 1 && !hasComma ? items[0]! : { kind: 'tuple', items }
    }
    if (next === "'" || next === '"') return this.#string(next)
    if (/^[-0-9]$/.test(next)) return this.#number()
    return this.#word()
  }

  end(): void {
    if (this.#peek() !== '') throw this.#unexpected()
  }

  #dict(depth: number): PythonLiteral {
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = []
    this.#take('{')
    while (this.#peek() !== '}') {
      const key = this.value(depth + 1)
      this.#take(':')
      entries.push([key, this.value(depth + 1)])
      if (this.#peek() !== '}') this.#take(',')
    }
    this.#take('}')
    return { kind: 'dict', entries }
  }

  #items(open: string, close: string, depth: number): { items: PythonLiteral[]; hasComma: boolean } {
    const items: PythonLiteral[] = []
    let hasComma = false
    this.#take(open)
    while (this.#peek() !== close) {
      items.push(this.value(depth + 1))
      hasComma = this.#peek() === ','
      if (this.#peek() !== close) this.#take(',')
    }
    this.#take(close)
    return { items, hasComma }
  }

  #string(quote: string): string {
    let value = ''
    this.#take(quote)
    for (;;) {
      const character = this.#text[this.#at]
      if (character === undefined || character === '\n') throw new Malformed('a text of the header has no end')
      this.#at += 1
      if (character === quote) return value
      value += character === '\\' ? this.#escape() : character
    }
  }

  #escape(): string {
    const name = this.#text[this.#at] ?? ''
    this.#at += 1
    const plain = escapes.get(name)
    if (plain !== undefined) return plain
    const digits = hexDigits.get(name)
    const hex = digits === undefined ? '' : this.#text.slice(this.#at, this.#at + digits)
    const point = /^[0-9a-f]+$/i.test(hex) ? Number.parseInt(hex, 16) : Number.NaN
    if (hex.length !== digits || !(point <= 0x10ffff)) throw new Malformed('a text of the header has an unknown escape')
    this.#at += digits
    return String.fromCodePoint(point)
  }

  #number(): number {
    const start = this.#at
    if (this.#text[this.#at] === '-') this.#at += 1
    while (isDigit(this.#text[this.#at])) this.#at += 1
    const digits = this.#text.slice(start, this.#at)
    // Python 2 wrote long integers as `3L`.
    if (this.#text[this.#at] === 'L') this.#at += 1
    if (digits === '-' || digits.length > 400) throw this.#unexpected()
    return Number(digits)
  }

  #word(): boolean | null {
    for (const [word, value] of constants) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    throw this.#unexpected()
  }

  #take(character: string): void {
    if (this.#peek() !== character) throw this.#unexpected()
    this.#at += 1
  }

  /** The next character that is no white space; empty at the end. */
  #peek(): string {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at += 1
    return this.#text[this.#at] ?? ''
  }

  #unexpected(): Malformed {
    return new Malformed(`the header is not a plain literal at character ${this.#at}`)
  }
}

const constants = [
  ['True', true],
  ['False', false],
  ['None', null],
] as const
const escapes = new Map(Object.entries({ '\\': '\\', "'": "'", '"': '"', n: '\n', r: '\r', t: '\t' }))
const hexDigits = new Map(Object.entries({ x: 2, u: 4, U: 8 }))

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
