import { decodePythonEscapes } from '../templates/python-escapes.ts'

export interface PythonToken {
  readonly kind: 'name' | 'string' | 'number' | 'operator' | 'line'
  /** Decoded text of a string; indentation of the new line, in columns, for `line`. */
  readonly value: string
  readonly offset: number
  /** A string with replacement fields, whose expressions are listed at the end of the tokens. */
  readonly isFormatted?: boolean
}

export interface PythonTokens {
  readonly tokens: readonly PythonToken[]
  /** False where a string has no end: what follows is not looked at. */
  readonly isComplete: boolean
}

const name = /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]+/uy
const number = /(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]+)?[jJ]?)/y
const prefix = /^(?:[rbuft]|rb|br|fr|rf|tr|rt)$/i
const longOperators = [
  '**=',
  '//=',
  '>>=',
  '<<=',
  '...',
  '==',
  '!=',
  '<=',
  '>=',
  ':=',
  '->',
  '+=',
  '-=',
  '*=',
  '/=',
  '**',
  '//',
]
const deepestFormat = 16

/** Tokens of Python source (The Python Language Reference, chapter 2), without comments. Never throws. */
export function lexPython(source: string): PythonTokens {
  const lexer = new Lexer(source)
  const isComplete = lexer.run()
  return { tokens: lexer.tokens, isComplete }
}

class Lexer {
  readonly tokens: PythonToken[] = []
  readonly #source: string
  readonly #fields: (readonly [from: number, to: number])[] = []

  constructor(source: string) {
    this.#source = source
  }

  run(): boolean {
    let isComplete = this.#lex(0, this.#source.length)
    for (let at = 0; at < this.#fields.length; at += 1) {
      const [from, to] = this.#fields[at]!
      this.tokens.push({ kind: 'line', value: '1', offset: from })
      isComplete = this.#lex(from, to) && isComplete
    }
    this.tokens.push({ kind: 'line', value: '0', offset: this.#source.length })
    return isComplete
  }

  #lex(from: number, to: number): boolean {
    const source = this.#source
    const isWhole = to === source.length && from === 0
    let at = from
    let depth = 0
    if (isWhole) at = this.#line(0)
    while (at < to) {
      const character = source[at]!
      if (character === '\n' || character === '\r') {
        at = character === '\r' && source[at + 1] === '\n' ? at + 2 : at + 1
        if (depth === 0 && isWhole) at = this.#line(at)
      } else if (character === ' ' || character === '\t' || character === '\f' || character === '\uFEFF') at += 1
      else if (character === '#') {
        while (at < to && source[at] !== '\n' && source[at] !== '\r') at += 1
      } else if (character === '\\') at += source[at + 1] === '\r' && source[at + 2] === '\n' ? 3 : 2
      else if (character === '"' || character === "'") {
        const end = this.#string(at, at, '')
        if (end === undefined) return false
        at = end
      } else if (character >= '0' && character <= '9') {
        const text = match(number, source, at)
        this.tokens.push({ kind: 'number', value: text, offset: at })
        at += text.length
      } else {
        const text = match(name, source, at)
        const quote = source[at + text.length]
        if (text !== '' && (quote === '"' || quote === "'") && prefix.test(text)) {
          const end = this.#string(at, at + text.length, text.toLowerCase())
          if (end === undefined) return false
          at = end
        } else if (text !== '') {
          this.tokens.push({ kind: 'name', value: text.normalize('NFKC'), offset: at })
          at += text.length
        } else {
          const operator = longOperators.find((each) => source.startsWith(each, at)) ?? character
          if ('([{'.includes(operator)) depth += 1
          else if (')]}'.includes(operator)) depth = Math.max(0, depth - 1)
          this.tokens.push({ kind: 'operator', value: operator, offset: at })
          at += operator.length
        }
      }
    }
    return true
  }

  #line(from: number): number {
    let at = from
    let column = 0
    for (; this.#source[at] === ' ' || this.#source[at] === '\t'; at += 1) {
      column = this.#source[at] === '\t' ? (Math.floor(column / 8) + 1) * 8 : column + 1
    }
    const next = this.#source[at]
    if (next === '\n' || next === '\r' || next === '#' || next === undefined) return at
    this.tokens.push({ kind: 'line', value: String(column), offset: at })
    return at
  }

  /** Returns where the text goes on, undefined when the string has no end. */
  #string(start: number, quoteAt: number, kind: string): number | undefined {
    const fields: [number, number][] = []
    const end = endOfString(this.#source, quoteAt, kind.includes('f') || kind.includes('t'), fields, 0)
    if (end === undefined) return undefined
    const width = this.#source.startsWith(this.#source[quoteAt]!.repeat(3), quoteAt) && end - quoteAt >= 6 ? 3 : 1
    let body = this.#source.slice(quoteAt + width, end - width)
    if (fields.length > 0) body = withoutFields(this.#source, quoteAt + width, end - width, fields)
    this.#fields.push(...fields)
    const value = kind.includes('r') ? body : decodePythonEscapes(body)
    const isFormatted = fields.length > 0
    this.tokens.push({ kind: 'string', value, offset: start, ...(isFormatted ? { isFormatted } : {}) })
    return end
  }
}

/** Follows nested strings of replacement fields (PEP 701). `fields` gets the places of the outermost expressions. */
function endOfString(
  source: string,
  quoteAt: number,
  isFormatted: boolean,
  fields: [number, number][],
  level: number,
): number | undefined {
  const quote = source[quoteAt]!
  const triple = quote.repeat(3)
  const isTriple = source.startsWith(triple, quoteAt)
  let at = quoteAt + (isTriple ? 3 : 1)
  let depth = 0
  let field = 0
  while (at < source.length) {
    const character = source[at]!
    if (character === '\\') at += 2
    else if (depth === 0 && character === quote && (!isTriple || source.startsWith(triple, at))) {
      return at + (isTriple ? 3 : 1)
    } else if (!isTriple && depth === 0 && (character === '\n' || character === '\r')) return undefined
    else if (isFormatted && character === '{' && depth === 0 && source[at + 1] === '{') at += 2
    else if (isFormatted && character === '{') {
      if (depth === 0) field = at + 1
      depth += 1
      at += 1
    } else if (depth > 0 && character === '}') {
      depth -= 1
      if (depth === 0) fields.push([field, at])
      at += 1
    } else if (depth > 0 && (character === '"' || character === "'") && level < deepestFormat) {
      if (isTriple ? source.startsWith(triple, at) : false) return undefined
      const before = source[at - 1]?.toLowerCase()
      const end = endOfString(source, at, before === 'f' || before === 't', [], level + 1)
      if (end === undefined) return undefined
      at = end
    } else at += 1
  }
  return undefined
}

function withoutFields(
  source: string,
  from: number,
  to: number,
  fields: readonly (readonly [number, number])[],
): string {
  let text = ''
  let at = from
  for (const [start, end] of fields) {
    text += source.slice(at, start)
    at = end
  }
  return text + source.slice(at, to)
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}
