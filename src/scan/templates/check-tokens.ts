import type { TemplateToken } from './lex-template.ts'
import { escape, shorten, type TemplateObservation } from './observation.ts'
import {
  ambiguousNames,
  escapeNameIn,
  filters,
  harmlessCalls,
  helperCalls,
  isEscapeName,
  keywords,
  methods,
  outsideStatements,
  statements,
} from './vocabulary.ts'

/**
 * What can be told from the tokens alone: attributes that lead out of the template, and calls of things that templates do not
 * have. Holds for templates that no parser of ours understands.
 */
export function checkTokens(tokens: readonly TemplateToken[]): readonly TemplateObservation[] {
  const found: TemplateObservation[] = []
  const macros = macroNames(tokens)
  const lists = macroLists(tokens, macros)
  for (let at = 0; at < tokens.length; at += 1) {
    const { type, value } = tokens[at]!
    if (type === 'StringLiteral') checkText(value, tokens[at + 1], tokens[at + 2], found)
    if (type === 'Identifier') checkName(tokens, at, macros, found)
    if (type === 'OpenParen' && !isItemOf(lists, tokens, at - 1)) checkCallee(tokens[at - 1], found)
  }
  return found
}

/** Whether every statement is one of Jinja2's own, so that only our parser is to blame for not knowing it. */
export function hasKnownStatements(tokens: readonly TemplateToken[]): boolean {
  return tokens.every(({ type }, at) => {
    const name = tokens[at + 1]?.value ?? ''
    return type !== 'OpenStatement' || statements.has(name) || outsideStatements.has(name)
  })
}

function macroNames(tokens: readonly TemplateToken[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (let at = 1; at < tokens.length; at += 1) {
    if (tokens[at - 1]!.value === 'macro' && tokens[at - 2]?.type === 'OpenStatement') names.add(tokens[at]!.value)
  }
  return names
}

/** Names that are only ever set to lists of macros of the template: `set steps = steps + [show]`. */
function macroLists(tokens: readonly TemplateToken[], macros: ReadonlySet<string>): ReadonlySet<string> {
  const lists = new Set<string>()
  const others = new Set<string>()
  for (let at = 2; at + 1 < tokens.length; at += 1) {
    const name = tokens[at]!.value
    const before = tokens[at - 1]!.value
    if (tokens[at - 2]!.type === 'OpenStatement' && givesNames.has(before)) {
      for (let given = at; given < tokens.length && !endsNames(tokens[given]!); given += 1)
        others.add(tokens[given]!.value)
    }
    if (before !== 'set' || tokens[at - 2]!.type !== 'OpenStatement' || tokens[at + 1]!.type !== 'Equals') continue
    let next = at + 2
    while (next < tokens.length && ('[],+'.includes(tokens[next]!.value) || isListed(tokens[next]!, name, macros)))
      next += 1
    if (tokens[next]?.type === 'CloseStatement') lists.add(name)
    else others.add(name)
  }
  return lists.difference(others)
}

const givesNames = new Set(['for', 'macro', 'call', 'with'])

function endsNames({ type, value }: TemplateToken): boolean {
  return type === 'CloseStatement' || (type === 'Identifier' && value === 'in')
}

function isListed({ type, value }: TemplateToken, name: string, macros: ReadonlySet<string>): boolean {
  return type === 'Identifier' && (value === name || macros.has(value))
}

/** Whether a list of macros with one plain index ends here: `steps[i]`. */
function isItemOf(lists: ReadonlySet<string>, tokens: readonly TemplateToken[], end: number): boolean {
  if (tokens[end]?.type !== 'CloseSquareBracket' || tokens[end - 2]?.type !== 'OpenSquareBracket') return false
  if (tokens[end - 1]?.type !== 'Identifier' && tokens[end - 1]?.type !== 'NumericLiteral') return false
  return lists.has(tokens[end - 3]?.value ?? '') && tokens[end - 4]?.type !== 'Dot'
}

function checkText(
  text: string,
  next: TemplateToken | undefined,
  afterNext: TemplateToken | undefined,
  found: TemplateObservation[],
): void {
  const name = escapeNameIn(text)
  if (name !== undefined) found.push(escape(name, 'has a text with the name'))
  else if (next?.type === 'Dot' && (afterNext?.value === 'format' || afterNext?.value === 'format_map')) {
    const field = /\{[^{}]{0,100}[.[]_[^{}]{0,100}\}/.exec(text)
    if (field !== null) found.push(escape(field[0], 'formats with the field'))
  }
}

function checkName(
  tokens: readonly TemplateToken[],
  at: number,
  macros: ReadonlySet<string>,
  found: TemplateObservation[],
): void {
  const name = tokens[at]!.value
  const before = tokens[at - 1]
  const isCall = tokens[at + 1]?.type === 'OpenParen'
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (before?.type) {
    case 'Dot':
      if (isEscapeName(name)) found.push(escape(name, 'reads the attribute'))
      else if (ambiguousNames.has(name) && isHelper(tokens, at - 2)) found.push(escape(name, 'reads the attribute'))
      else if (isCall && !methods.has(name)) found.push(unknownCall(`.${name}`))
      return
    case 'Pipe':
      if (!filters.has(name) && name !== 'attr') {
        const detail = `the template uses the filter ${name}, which Jinja does not have`
        found.push({ rule: 'templates/unknown-call', subject: name, detail, level: 'low' })
      }
      return
    case 'OpenStatement':
      if (outsideStatements.has(name)) found.push(unknownCall(name, `the template takes in another one with ${name}`))
      return
    default:
  }
  if (!isCall || keywords.has(name) || before?.value === 'macro' || before?.value === 'is') return
  if (before?.value === 'filter' || (before?.value === 'not' && tokens[at - 2]?.value === 'is')) return
  if (helperCalls.has(name) || macros.has(name)) return
  if (harmlessCalls.has(name)) {
    const detail = `the template calls ${name}, which Jinja does not have`
    found.push({ rule: 'templates/unknown-call', subject: name, detail, level: 'low' })
  } else found.push(unknownCall(name))
}

/** A literal, the result of a call, or one of Jinja's own functions; anything else is data. */
function isHelper(tokens: readonly TemplateToken[], at: number): boolean {
  const owner = tokens[at]
  if (owner === undefined) return false
  if (owner.type === 'StringLiteral' || owner.type === 'CloseParen') return true
  return owner.type === 'Identifier' && tokens[at - 1]?.type !== 'Dot' && isJinjaObject(owner.value)
}

function isJinjaObject(name: string): boolean {
  return name !== 'loop' && (helperCalls.has(name) || name === 'self' || name === 'lipsum')
}

/** What stands before an opening parenthesis: a value that is itself computed is called. */
function checkCallee(before: TemplateToken | undefined, found: TemplateObservation[]): void {
  const type = before?.type
  if (
    type === 'CloseParen' ||
    type === 'CloseSquareBracket' ||
    type === 'StringLiteral' ||
    type === 'CloseCurlyBracket'
  ) {
    found.push(unknownCall(`${before!.value}(`, 'the template calls a value that it computes'))
  }
}

function unknownCall(
  name: string,
  detail = `the template calls ${shorten(name)}, which templates do not have`,
): TemplateObservation {
  return { rule: 'templates/unknown-call', subject: shorten(name), detail }
}
