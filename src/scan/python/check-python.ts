import type { ScanLevel } from '../../core/scan-level.ts'
import type { Observation } from '../scope.ts'
import { type Call, Evaluator, type PythonValue, unknown } from './evaluate.ts'
import { lexPython, type PythonToken } from './lex-python.ts'
import { readImport } from './read-imports.ts'
import { privatePath, type Risk, riskOf, riskyModules } from './risky-names.ts'

export interface PythonCheck {
  readonly observations: readonly Observation[]
  /** False where the source breaks off in a string. */
  readonly isComplete: boolean
}

/**
 * What Python source does besides computing: processes, code made at run time, network, native code, and names that are hidden
 * behind computed ones. Works on tokens; nothing is run. Each name is told once, at its worst.
 */
export function checkPython(source: string): PythonCheck {
  const { tokens, isComplete } = lexPython(source)
  const check = new Check(source, tokens)
  check.run()
  const observations = [...check.found.values()]
  const encoding = foreignEncoding(source)
  if (encoding !== undefined) {
    const detail = `the source says that it is encoded as ${encoding}, which hides what it says`
    observations.push({ subject: 'encoding', detail, offset: 0, level: 'high' })
  }
  return { observations, isComplete }
}

const usualEncoding = /^(?:utf[-_]?8|latin|iso|ascii|us-ascii|cp\d|windows|gb|big5|euc|shift|sjis|koi8|mac)/i

/** PEP 263: a comment in the first two lines. */
function foreignEncoding(source: string): string | undefined {
  const lines = source.slice(0, 400).split('\n', 2)
  for (const line of lines) {
    const found = /^\s*#.{0,200}coding[:=]\s*([-\w.]{1,40})/.exec(line)
    if (found !== null && !usualEncoding.test(found[1]!)) return found[1]
  }
  return undefined
}

const mostFound = 200
const statementStarts = new Set([';', ':'])
const escapingAttributes = new Set([
  '__globals__',
  '__builtins__',
  '__subclasshook__',
  'gi_frame',
  'f_globals',
  'f_builtins',
])

class Check {
  readonly found = new Map<string, Observation>()
  readonly #source: string
  readonly #tokens: readonly PythonToken[]
  readonly #evaluator: Evaluator
  readonly #starModules: string[] = []
  /** Indentation of the functions that the line lies in, -1 for none. */
  #functionIndent = -1

  constructor(source: string, tokens: readonly PythonToken[]) {
    this.#source = source
    this.#tokens = tokens
    this.#evaluator = new Evaluator(
      tokens,
      (call) => this.#called(call),
      (path, at, next) => this.#named(path, at, next),
    )
  }

  run(): void {
    const tokens = this.#tokens
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]!
      if (token.kind === 'line') this.#line(Number(token.value), tokens[at + 1])
      else if (token.kind === 'string') this.#text(token)
      if (token.kind === 'name') at = this.#nameAt(at)
      else if (token.value === '(' || token.value === '[') this.#evaluator.primary(at)
      else if (token.kind === 'string' && tokens[at - 1]?.kind !== 'string') this.#evaluator.primary(at)
    }
  }

  #line(indent: number, first: PythonToken | undefined): void {
    if (indent <= this.#functionIndent) this.#functionIndent = -1
    const isFunction = first?.value === 'def' || first?.value === 'async'
    if (isFunction && this.#functionIndent === -1) this.#functionIndent = indent
  }

  /** Returns the index of the last token that was used up. */
  #nameAt(at: number): number {
    const tokens = this.#tokens
    const { value } = tokens[at]!
    const before = tokens[at - 1]
    const next = tokens[at + 1]
    const isStart = before === undefined || before.kind === 'line' || statementStarts.has(before.value)
    if (before?.value === '.') {
      if (escapingAttributes.has(value)) this.#tell(value, `reaches for ${value}`, 'high', at)
      return at
    }
    if (isStart && (value === 'import' || value === 'from')) return this.#import(at)
    if ((value === 'def' || value === 'class') && next?.kind === 'name') {
      this.#evaluator.define(next.value, unknown)
      return at + 1
    }
    if (isStart && value === 'exec' && (next?.kind === 'string' || next?.kind === 'name')) {
      this.#tell('exec', 'runs code that it is given', 'high', at)
    }
    const isAssigned = next?.value === '=' || next?.value === ':='
    if (isAssigned && (isStart || next.value === ':=' || before?.value === '=')) {
      this.#evaluator.define(value, this.#evaluator.expression(at + 2).value)
      return at + 1
    }
    if (isAssigned) return at
    this.#evaluator.primary(at)
    if (next?.value === '(') {
      for (const module of this.#starModules) this.#called({ path: `${module}.${value}`, args: [], at })
    }
    return at
  }

  #import(at: number): number {
    const { imports, next } = readImport(this.#tokens, at)
    for (const { name, path } of imports) {
      if (name === '*') this.#starModules.push(path)
      else this.#evaluator.define(name, { kind: 'path', path })
      if (riskOf(path)?.named === true) this.#named(path, at, next)
    }
    return Math.max(at, next - 1)
  }

  #text(token: PythonToken): void {
    if (token.value.length > 2000) return
    const found = privatePath.exec(token.value)
    if (found !== null && !token.value.includes('\n')) {
      this.#tellAt(found[0], `names the private place ${found[0]}`, 'high', token.offset)
    }
  }

  #named(path: string, at: number, next: number): void {
    const risk = riskOf(path)
    if (risk?.named !== true) return
    const before = this.#tokens[at - 1]?.value
    const isCalled = this.#tokens[next]?.value === '('
    // `eval` and `compile` are also names of parameters and keys.
    const isBuiltin = path.startsWith('builtins.')
    if (path === 'builtins.compile' && !isCalled) return
    if (isBuiltin && !isCalled && before !== '=' && before !== '(' && before !== ',' && before !== '[') return
    if (isBuiltin && !isCalled && (before === '(' || before === ',') && this.#isParameter(at)) return
    this.#tell(path, risk.what, risk.level, at)
  }

  /** Whether a name stands in the brackets of a `def`, or behind `lambda`. */
  #isParameter(at: number): boolean {
    for (let back = at - 1, depth = 0; back > 0 && back > at - 200; back -= 1) {
      const { value, kind } = this.#tokens[back]!
      if (kind === 'line') return false
      if (value === ')' || value === ']') depth += 1
      else if (value === '(' || value === '[') depth -= 1
      if (depth < 0) return this.#tokens[back - 2]?.value === 'def'
    }
    return false
  }

  #called(call: Call): void {
    const { path, args, at } = call
    const [first, second] = args
    if (path === 'builtins.__import__' || path === 'importlib.import_module') {
      this.#imported(path, first, at)
      return
    }
    if (path === 'builtins.getattr') {
      const isRisky = first?.kind === 'path' && riskyModules.has(first.path.split('.')[0]!)
      if (isRisky && second?.kind !== 'text') {
        this.#tell('getattr', `takes an attribute of ${first.path} by a computed name`, 'high', at)
      }
      return
    }
    const risk = riskOf(path)
    if (risk === undefined) return
    this.#tell(path, risk.what, this.#levelOf(risk, path, args), at, `${path}(${args.map(show).join(', ')})`)
  }

  #imported(path: string, module: PythonValue | undefined, at: number): void {
    const isPlain = path === 'importlib.import_module'
    if (module?.kind !== 'text') {
      if (!isPlain) this.#tell('__import__', 'imports a module by a computed name', 'high', at)
      return
    }
    if (!riskyModules.has(module.text.split('.')[0]!)) return
    this.#tell(
      `${isPlain ? 'import_module' : '__import__'} ${module.text}`,
      `imports ${module.text} by a text`,
      'high',
      at,
    )
  }

  #levelOf(risk: Risk, path: string, args: readonly PythonValue[]): ScanLevel {
    const [first] = args
    if (risk.what === 'unpickles') return first?.kind === 'text' || isDecoded(first) ? 'high' : risk.level
    if (risk.fetches !== true) return risk.level
    if (this.#functionIndent === -1) return 'high'
    if (first?.kind !== 'text') return 'low'
    return isDataAddress(first) ? 'low' : path.endsWith('head') ? 'medium' : 'high'
  }

  #tell(subject: string, what: string, level: ScanLevel, at: number, call?: string): void {
    this.#tellAt(subject, what, level, this.#tokens[at]?.offset ?? 0, call)
  }

  #tellAt(subject: string, what: string, level: ScanLevel, at: number, call?: string): void {
    if (this.found.size >= mostFound) return
    const known = this.found.get(subject)
    const isWorse =
      known === undefined ||
      (known.level === 'low' && level !== 'low') ||
      (known.call === undefined && call !== undefined)
    if (!isWorse) return
    const line = lineOf(this.#source, at)
    const worst = known?.level === 'high' ? known.level : level
    const detail = `line ${line} ${what}: ${subject}`
    this.found.set(subject, { subject, detail, offset: at, level: worst, ...(call === undefined ? {} : { call }) })
  }
}

const dataEnding =
  /^https?:\/\/[^?{}%]+\.(?:jpe?g|png|gif|webp|json|txt|csv|model|bin|safetensors|pth?|onnx|wav|mp3|flac|mp4|gz|zip)$/i

function isDataAddress(value: PythonValue & { kind: 'text' }): boolean {
  return value.isFormatted !== true && dataEnding.test(value.text)
}

function isDecoded(value: PythonValue | undefined): boolean {
  return value?.kind === 'path' && /^(?:base64|zlib|bz2|lzma|codecs|binascii|gzip)\./.test(value.path)
}

function lineOf(source: string, offset: number): number {
  let line = 1
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) line += 1
  return line
}

function show(value: PythonValue): string {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.text.slice(0, 200))
    case 'number':
      return String(value.number)
    case 'path':
      return value.path
    case 'list':
      return `[${value.items.slice(0, 8).map(show).join(', ')}]`
    case 'unknown':
      return '…'
  }
}
