import { Malformed } from '../limits.ts'
import { decodePythonEscapes } from './python-escapes.ts'

/** Names of `@huggingface/jinja`, whose parser reads these tokens. */
export type TemplateTokenType =
  | 'Text'
  | 'NumericLiteral'
  | 'StringLiteral'
  | 'Identifier'
  | 'OpenStatement'
  | 'CloseStatement'
  | 'OpenExpression'
  | 'CloseExpression'
  | OperatorType

type OperatorType =
  | 'Equals'
  | 'OpenParen'
  | 'CloseParen'
  | 'OpenSquareBracket'
  | 'CloseSquareBracket'
  | 'OpenCurlyBracket'
  | 'CloseCurlyBracket'
  | 'Comma'
  | 'Dot'
  | 'Colon'
  | 'Pipe'
  | 'AdditiveBinaryOperator'
  | 'MultiplicativeBinaryOperator'
  | 'ExponentiationBinaryOperator'
  | 'ComparisonBinaryOperator'

export interface TemplateToken {
  readonly type: TemplateTokenType
  readonly value: string
}

/** Two characters before one. */
const operators: readonly (readonly [string, OperatorType])[] = [
  ['**', 'ExponentiationBinaryOperator'],
  ['//', 'MultiplicativeBinaryOperator'],
  ['==', 'ComparisonBinaryOperator'],
  ['!=', 'ComparisonBinaryOperator'],
  ['<=', 'ComparisonBinaryOperator'],
  ['>=', 'ComparisonBinaryOperator'],
  ['<', 'ComparisonBinaryOperator'],
  ['>', 'ComparisonBinaryOperator'],
  ['=', 'Equals'],
  ['(', 'OpenParen'],
  [')', 'CloseParen'],
  ['[', 'OpenSquareBracket'],
  [']', 'CloseSquareBracket'],
  ['{', 'OpenCurlyBracket'],
  ['}', 'CloseCurlyBracket'],
  [',', 'Comma'],
  ['.', 'Dot'],
  [':', 'Colon'],
  ['|', 'Pipe'],
  ['+', 'AdditiveBinaryOperator'],
  ['-', 'AdditiveBinaryOperator'],
  ['~', 'AdditiveBinaryOperator'],
  ['*', 'MultiplicativeBinaryOperator'],
  ['/', 'MultiplicativeBinaryOperator'],
  ['%', 'MultiplicativeBinaryOperator'],
]

const word = /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]+/uy
const number = /(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9_]+)?)/y
const space = /\s+/y

/**
 * Tokens of a template as Jinja2's own lexer cuts them (jinja2.lexer, default delimiters), which is what decides: where two
 * lexers disagree, code hides from one of them. Comments and the `generation` marks of Transformers are left out.
 * Throws `Malformed`.
 */
export function lexTemplate(source: string): readonly TemplateToken[] {
  const tokens: TemplateToken[] = []
  let at = 0
  while (at < source.length) {
    const open = nextOpening(source, at)
    const text = source.slice(at, open)
    const strips = source[open + 2] === '-'
    if (text !== '') tokens.push({ type: 'Text', value: strips ? text.trimEnd() : text })
    if (open === source.length) break
    const kind = source[open + 1]
    const from = open + 2 + (strips || source[open + 2] === '+' ? 1 : 0)
    if (kind === '#') {
      const close = source.indexOf('#}', open + 2)
      if (close === -1) throw new Malformed('a comment has no end', open)
      at = source[close - 1] === '-' ? skipSpace(source, close + 2) : close + 2
    } else if (kind === '%') at = statement(source, from, tokens)
    else at = inside(source, from, '}}', 'OpenExpression', 'CloseExpression', tokens)
  }
  return tokens
}

function nextOpening(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    const next = source[at + 1]
    if (next === '%' || next === '{' || next === '#') return at
  }
  return source.length
}

const rawStart = /\s*raw\s*-?%\}/y
const rawEnd = /\{%[-+]?\s*endraw\s*[-+]?%\}/g

function statement(source: string, from: number, tokens: TemplateToken[]): number {
  rawStart.lastIndex = from
  const raw = rawStart.exec(source)
  if (raw !== null) {
    rawEnd.lastIndex = from + raw[0].length
    const end = rawEnd.exec(source)
    if (end === null) throw new Malformed('a raw block has no end', from)
    tokens.push({ type: 'Text', value: source.slice(from + raw[0].length, end.index) })
    return rawEnd.lastIndex
  }
  const before = tokens.length
  const end = inside(source, from, '%}', 'OpenStatement', 'CloseStatement', tokens)
  const name = tokens[before + 1]?.value
  if (tokens.length === before + 3 && (name === 'generation' || name === 'endgeneration')) tokens.length = before
  return end
}

/** Tokens up to the closing mark, which does not count while a bracket is open. Returns where the text goes on. */
function inside(
  source: string,
  from: number,
  closing: '}}' | '%}',
  open: TemplateTokenType,
  close: TemplateTokenType,
  tokens: TemplateToken[],
): number {
  tokens.push({ type: open, value: open === 'OpenStatement' ? '{%' : '{{' })
  let depth = 0
  let at = from
  for (;;) {
    at = skipSpace(source, at)
    if (at >= source.length) throw new Malformed('a statement or expression has no end', from)
    if (depth === 0) {
      const sign = source[at] === '-' || (source[at] === '+' && closing === '%}') ? 1 : 0
      if (source.startsWith(closing, at + sign)) {
        tokens.push({ type: close, value: closing })
        const end = at + sign + 2
        return source[at] === '-' ? skipSpace(source, end) : end
      }
    }
    const character = source[at]!
    if (character === '"' || character === "'") {
      const end = endOfString(source, at)
      tokens.push({ type: 'StringLiteral', value: decodePythonEscapes(source.slice(at + 1, end)) })
      at = end + 1
      continue
    }
    const matched = character >= '0' && character <= '9' ? match(number, source, at) : match(word, source, at)
    if (matched !== '') {
      const isNumber = character >= '0' && character <= '9'
      tokens.push({ type: isNumber ? 'NumericLiteral' : 'Identifier', value: matched.normalize('NFKC') })
      at += matched.length
      continue
    }
    const operator = operators.find(([text]) => source.startsWith(text, at))
    if (operator === undefined) throw new Malformed(`the character ${character} has no meaning in a template`, at)
    const [text, type] = operator
    if (text === '(' || text === '[' || text === '{') depth += 1
    else if (text === ')' || text === ']' || text === '}') depth = Math.max(0, depth - 1)
    tokens.push({ type, value: text })
    at += text.length
  }
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}

function skipSpace(source: string, at: number): number {
  return at + match(space, source, at).length
}

function endOfString(source: string, start: number): number {
  const quote = source[start]
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === quote) return at
  }
  throw new Malformed('a text has no end', start)
}
