import type { Scope } from '../../scope.ts'
import type { XmlElement, XmlHandler } from './read-xml.ts'

/** Functions of PMML 4.4 ("Built-in Functions"), and those that jPMML adds under plain names. */
const builtIn = new Set(
  `+ - * / min max sum avg median product log10 ln sqrt abs exp pow threshold floor ceil round modulo isMissing
  isNotMissing isValid isNotValid equal notEqual lessThan lessOrEqual greaterThan greaterOrEqual isIn isNotIn and or not
  if uppercase lowercase stringLength substring trimBlanks concat replace matches formatNumber formatDatetime
  dateDaysSinceYear dateSecondsSinceYear dateSecondsSinceMidnight normalCDF normalPDF stdNormalCDF stdNormalPDF erf
  normalIDF stdNormalIDF expm1 hypot ln1p rint sin asin sinh cos acos cosh tan atan tanh atan2 count quantile
  x-lambda x-modulo`.split(/\s+/),
)

interface Call {
  readonly name: string
  readonly offset: number
}

/** PMML computes with functions by name: built in, or defined in the file. Others are looked up as classes by some loaders. */
export class PmmlHandler implements XmlHandler {
  readonly #scope: Scope
  readonly #defined = new Set<string>()
  readonly #calls = new Map<string, Call>()
  #extensions = 0

  constructor(scope: Scope) {
    this.#scope = scope
  }

  open({ name, attributes, offset }: XmlElement): void {
    const own = attributes.get('name') ?? ''
    if (name === 'PMML') this.#property('PMML version', attributes.get('version'))
    else if (name === 'Application' && own !== '') {
      this.#scope.fact({ kind: 'producer', name: own, version: attributes.get('version') ?? null })
    } else if (name === 'DefineFunction') this.#defined.add(own)
    else if (name === 'Apply' || name === 'Aggregate') this.#call(attributes.get('function') ?? '', offset)
    else if (name === 'Extension') this.#extension(attributes, offset)
    if (name === 'Extension') this.#extensions += 1
  }

  close(name: string): void {
    if (name === 'Extension') this.#extensions -= 1
  }

  text(text: string): void {
    if (text.trim() === '') return
    if (this.#extensions > 0) this.#judgeText(text, 'the content of an Extension', undefined)
    else if (text.length > 40) this.#scope.text(text, 'text')
  }

  finish(): void {
    for (const { name, offset } of this.#calls.values()) {
      if (builtIn.has(name) || this.#defined.has(name) || this.#scope.allow.allows('config-code', name)) continue
      if (namesClass(name)) {
        const detail = `the function ${name} is a class of Java, which some loaders make and call`
        this.#scope.find('config-code/runs-code', { subject: name, detail, offset, level: 'high', call: `${name}(…)` })
      } else {
        const detail = `the function ${name} is neither built in nor defined in the file`
        this.#scope.find('config-code/unvetted-class', { subject: name, detail, offset })
      }
    }
  }

  #call(name: string, offset: number): void {
    if (!this.#calls.has(name)) this.#calls.set(name, { name, offset })
  }

  #extension(attributes: ReadonlyMap<string, string>, offset: number): void {
    const value = [...attributes.values()].join(' ')
    this.#judgeText(value, `the Extension ${attributes.get('name') ?? ''}`, offset)
  }

  #judgeText(text: string, where: string, offset: number | undefined): void {
    const place = offset === undefined ? {} : { offset }
    this.#scope.text(text, where, offset)
    const code = codeMarks.find((mark) => text.includes(mark))
    if (code === undefined) return
    const detail = `${where} holds what looks like code: ${text.trim().slice(0, 200)}`
    this.#scope.find('config-code/carries-code', { subject: code, detail, ...place })
  }

  #property(name: string, value: string | undefined): void {
    if (value !== undefined) this.#scope.fact({ kind: 'property', name, value })
  }
}

const codeMarks = [
  ...[
    'java.lang.',
    'javax.script',
    'Runtime.getRuntime',
    'ProcessBuilder',
    '<script',
    'eval(',
    'exec(',
    'import os',
    '__import__',
  ],
  ...['${jndi:', '#{T(', 'Function('],
]

/** Dots between words, as in `org.example.Function`. */
function namesClass(name: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(name)
}
