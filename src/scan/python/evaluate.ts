import type { PythonToken } from './lex-python.ts'
import { riskOf, riskyModules } from './risky-names.ts'

/** What an expression is known to be: a name with its module, a text, a list. */
export type PythonValue =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly isFormatted?: boolean }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'list'; readonly items: readonly PythonValue[] }
  | { readonly kind: 'unknown' }

export interface Call {
  readonly path: string
  readonly args: readonly PythonValue[]
  /** Index of the token at which the expression begins. */
  readonly at: number
}

export interface Evaluated {
  readonly value: PythonValue
  /** Index of the token behind it. */
  readonly next: number
}

export const unknown: PythonValue = { kind: 'unknown' }
const longestText = 100_000
const deepest = 100
const builtinNames = new Set(
  'exec eval compile execfile __import__ getattr setattr globals locals vars open chr bytes bytearray str map __builtins__ __loader__'.split(
    ' ',
  ),
)

/** Follows names, attributes, subscripts and calls through one file, so that `getattr(__import__('o' + 's'), 'system')` is seen. */
export class Evaluator {
  readonly #tokens: readonly PythonToken[]
  readonly #known = new Map<string, PythonValue>()
  readonly #done = new Map<number, Evaluated>()
  readonly #onCall: (call: Call) => void
  readonly #onPath: (path: string, at: number, next: number) => void
  /** For an opening bracket the index of its closing one, for any other token its own. */
  readonly #closing: Int32Array
  #depth = 0

  constructor(
    tokens: readonly PythonToken[],
    onCall: (call: Call) => void,
    onPath: (path: string, at: number, next: number) => void,
  ) {
    this.#tokens = tokens
    this.#onCall = onCall
    this.#onPath = onPath
    this.#closing = closingBrackets(tokens)
  }

  /** A name that once stood for something risky goes on to do so: another function may give it another meaning. */
  define(name: string, value: PythonValue): void {
    if (value.kind === 'unknown' && builtinNames.has(name)) return
    const known = this.#known.get(name)
    if (known?.kind === 'path' && (riskyModules.has(known.path) || riskOf(known.path) !== undefined)) return
    this.#known.set(name, value)
  }

  /** An operand with its attributes, subscripts and calls. */
  primary(at: number): Evaluated {
    const done = this.#done.get(at)
    if (done !== undefined) return done
    if (this.#depth > deepest) return { value: unknown, next: at + 1 }
    this.#depth += 1
    const evaluated = this.#trailers(at, this.#atom(at))
    this.#depth -= 1
    this.#done.set(at, evaluated)
    return evaluated
  }

  /** Operands joined by `+`, `%` and `*`. */
  expression(at: number): Evaluated {
    let { value, next } = this.primary(at)
    for (let token = this.#tokens[next]; token?.kind === 'operator'; token = this.#tokens[next]) {
      if (token.value !== '+' && token.value !== '%') break
      const right = this.primary(next + 1)
      value = token.value === '+' ? added(value, right.value) : unknown
      next = Math.max(right.next, next + 1)
    }
    return { value, next }
  }

  #is(at: number, operator: string): boolean {
    const token = this.#tokens[at]
    return token?.kind === 'operator' && token.value === operator
  }

  #atom(at: number): Evaluated {
    const token = this.#tokens[at]
    if (token === undefined) return { value: unknown, next: at }
    if (token.kind === 'name') return { value: this.#name(token.value), next: at + 1 }
    if (token.kind === 'number') return { value: { kind: 'number', number: Number(token.value) }, next: at + 1 }
    if (token.kind === 'string') {
      let text = token.value
      let isFormatted = token.isFormatted === true
      let next = at + 1
      for (let more = this.#tokens[next]; more?.kind === 'string'; more = this.#tokens[++next]) {
        text = (text + more.value).slice(0, longestText)
        isFormatted ||= more.isFormatted === true
      }
      return { value: { kind: 'text', text, ...(isFormatted ? { isFormatted } : {}) }, next }
    }
    if (this.#is(at, '(') || this.#is(at, '[')) {
      const { items, next } = this.#list(at + 1, token.value === '(' ? ')' : ']')
      const isGroup = token.value === '(' && items.length === 1
      return { value: isGroup ? items[0]! : { kind: 'list', items }, next }
    }
    return { value: unknown, next: at + 1 }
  }

  #name(name: string): PythonValue {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    if (builtinNames.has(name)) return { kind: 'path', path: `builtins.${name}` }
    return name === 'os' || name === 'subprocess' ? { kind: 'path', path: name } : unknown
  }

  /** Values between commas up to the closing bracket. What is no expression is passed over. */
  #list(from: number, closing: ')' | ']'): { readonly items: readonly PythonValue[]; readonly next: number } {
    const items: PythonValue[] = []
    let next = from
    while (next < this.#tokens.length && !this.#is(next, closing)) {
      const isKeyword = this.#tokens[next]?.kind === 'name' && this.#is(next + 1, '=')
      const evaluated = this.expression(isKeyword ? next + 2 : next)
      next = evaluated.next
      let value = evaluated.value
      for (; next < this.#tokens.length; next = this.#closing[next]! + 1) {
        const token = this.#tokens[next]!
        if (token.kind === 'line') return { items, next }
        if (token.kind === 'operator' && ',)]}'.includes(token.value)) break
        value = unknown
      }
      items.push(value)
      if (this.#is(next, ',')) next += 1
      else if (!this.#is(next, closing)) break
    }
    return { items, next: next + 1 }
  }

  #trailers(start: number, atom: Evaluated): Evaluated {
    let { value, next } = atom
    for (;;) {
      if (this.#is(next, '.') && this.#tokens[next + 1]?.kind === 'name') {
        const name = this.#tokens[next + 1]!.value
        next += 2
        if (this.#is(next, '(') && value.kind !== 'path') {
          const { items, next: behind } = this.#list(next + 1, ')')
          value = method(value, name, items)
          next = behind
        } else value = value.kind === 'path' ? { kind: 'path', path: attribute(value.path, name) } : unknown
      } else if (this.#is(next, '(')) {
        const { items, next: behind } = this.#list(next + 1, ')')
        if (value.kind === 'path') {
          this.#onCall({ path: value.path, args: items, at: start })
          value = this.#result(value.path, items)
        } else value = unknown
        next = behind
      } else if (this.#is(next, '[')) {
        const isReversed = this.#is(next + 1, ':') && this.#is(next + 2, ':') && this.#is(next + 3, '-')
        const { items, next: behind } = this.#list(next + 1, ']')
        value = isReversed && value.kind === 'text' ? reversed(value.text) : this.#item(value, items)
        next = behind
      } else break
    }
    if (value.kind === 'path') this.#onPath(value.path, start, next)
    return { value, next }
  }

  #result(path: string, args: readonly PythonValue[]): PythonValue {
    const [first, second] = args
    switch (path) {
      case 'builtins.__import__':
      case 'importlib.import_module':
      case 'importlib.__import__':
        return first?.kind === 'text' ? { kind: 'path', path: first.text } : unknown
      case 'builtins.getattr':
        return first?.kind === 'path' && second?.kind === 'text'
          ? { kind: 'path', path: attribute(first.path, second.text) }
          : unknown
      case 'builtins.vars':
        return first?.kind === 'path' ? { kind: 'path', path: `${first.path}.__dict__` } : unknown
      case 'builtins.chr':
        return first?.kind === 'number' ? { kind: 'text', text: characterOf(first.number) } : unknown
      case 'builtins.bytes':
        return first?.kind === 'list' ? joined('', first.items.map(asCharacter)) : unknown
      case 'base64.b64decode':
        return first?.kind === 'text'
          ? { kind: 'text', text: Buffer.from(first.text, 'base64').toString('latin1') }
          : unknown
      default:
        return { kind: 'path', path: path.length > 500 ? path.slice(0, 500) : `${path}()` }
    }
  }

  #item(owner: PythonValue, items: readonly PythonValue[]): PythonValue {
    const [index] = items
    if (owner.kind === 'list' && index?.kind === 'number') return owner.items[index.number] ?? unknown
    if (owner.kind !== 'path' || index?.kind !== 'text') return unknown
    if (owner.path === 'sys.modules') return { kind: 'path', path: index.text }
    if (owner.path === 'builtins.globals()' || owner.path === 'builtins.locals()') return this.#name(index.text)
    return { kind: 'path', path: attribute(owner.path, index.text) }
  }
}

function attribute(path: string, name: string): string {
  if (path === 'builtins.__builtins__' || path === '__builtins__') return `builtins.${name}`
  if (name === '__dict__') return path
  return path.length > 500 ? path : `${path}.${name}`
}

function added(left: PythonValue, right: PythonValue): PythonValue {
  if (left.kind === 'text' && right.kind === 'text' && left.text.length < longestText) {
    const isFormatted = left.isFormatted === true || right.isFormatted === true
    return { kind: 'text', text: left.text + right.text, ...(isFormatted ? { isFormatted } : {}) }
  }
  // A text with something unknown behind is still told by its beginning.
  return left.kind === 'text' ? { ...left, isFormatted: true } : unknown
}

function method(owner: PythonValue, name: string, args: readonly PythonValue[]): PythonValue {
  if (owner.kind !== 'text') return unknown
  const [first, second] = args
  switch (name) {
    case 'join':
      return first?.kind === 'list' ? joined(owner.text, first.items) : unknown
    case 'replace':
      return first?.kind === 'text' && second?.kind === 'text' && first.text !== ''
        ? { kind: 'text', text: owner.text.replaceAll(first.text, second.text).slice(0, longestText) }
        : unknown
    case 'lower':
      return { kind: 'text', text: owner.text.toLowerCase() }
    case 'strip':
      return { kind: 'text', text: owner.text.trim() }
    case 'decode':
    case 'encode':
      return owner
    case 'format':
      return { ...owner, isFormatted: true }
    default:
      return unknown
  }
}

function joined(separator: string, items: readonly PythonValue[]): PythonValue {
  const texts = items.map((item) => (item.kind === 'text' ? item.text : undefined))
  return texts.every((text) => text !== undefined)
    ? { kind: 'text', text: texts.join(separator).slice(0, longestText) }
    : unknown
}

function asCharacter(value: PythonValue): PythonValue {
  return value.kind === 'number' ? { kind: 'text', text: characterOf(value.number) } : unknown
}

function characterOf(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(Math.trunc(code)) : ''
}

function reversed(text: string): PythonValue {
  return { kind: 'text', text: Array.from(text).toReversed().join('') }
}

function closingBrackets(tokens: readonly PythonToken[]): Int32Array {
  const closing = Int32Array.from(tokens, (_, at) => at)
  const open: number[] = []
  for (const [at, { kind, value }] of tokens.entries()) {
    if (kind !== 'operator') continue
    if (value === '(' || value === '[' || value === '{') {
      open.push(at)
      closing[at] = tokens.length
    } else if (value === ')' || value === ']' || value === '}') {
      const from = open.pop()
      if (from !== undefined) closing[from] = at
    }
  }
  return closing
}
