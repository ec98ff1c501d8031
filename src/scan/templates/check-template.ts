import { createHash } from 'node:crypto'
import { Malformed } from '../limits.ts'
import type { Scope } from '../scope.ts'
import { checkHiddenText } from './check-hidden-text.ts'
import { checkNames } from './check-names.ts'
import { checkTokens, hasKnownStatements } from './check-tokens.ts'
import { lexTemplate, type TemplateToken } from './lex-template.ts'
import { shorten, type TemplateObservation } from './observation.ts'
import { parseTemplate } from './syntax-tree.ts'

/** Characters; the longest templates of published models have less than a tenth of it. */
export const longestTemplate = 1 << 18

/**
 * Looks for ways out of a chat template, for calls that templates do not have, and for text that it hides. `name` tells the
 * templates of one model apart: `default`, `tool_use`.
 */
export async function checkTemplate(name: string, source: string, scope: Scope, offset?: number): Promise<void> {
  const at = offset === undefined ? {} : { offset }
  scope.text(source, `the chat template ${name}`, offset)
  scope.fact({ kind: 'template', name, sha256: createHash('sha256').update(source.trim()).digest('hex') })
  if (source.length > longestTemplate) {
    scope.gap('limit', `the chat template ${name} has more than ${longestTemplate} characters`)
    return
  }
  scope.budget.steps(source.length)
  const told = new Set<string>()
  for (const { rule, ...observation } of await observe(source)) {
    const key = `${rule} ${observation.subject}`
    if (told.has(key)) continue
    told.add(key)
    scope.find(rule, { ...observation, ...at })
  }
}

async function observe(source: string): Promise<readonly TemplateObservation[]> {
  let tokens: readonly TemplateToken[]
  try {
    tokens = lexTemplate(source)
  } catch (error) {
    if (error instanceof Malformed) return [unparsable(error.message, 'medium')]
    throw error
  }
  const byTokens = checkTokens(tokens)
  try {
    const tree = await parseTemplate(tokens)
    return [...byTokens, ...checkNames(tree), ...checkHiddenText(tree)]
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    const isOurFault = hasKnownStatements(tokens) && isBalanced(tokens)
    return [...byTokens, unparsable(error.message, isOurFault ? 'low' : 'medium')]
  }
}

/** Blocks that end as they began: what a parser of all of Jinja2 would accept in the main. */
function isBalanced(tokens: readonly TemplateToken[]): boolean {
  const open: string[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.type !== 'OpenStatement') continue
    const name = tokens[at + 1]?.value ?? ''
    if (name.startsWith('end')) {
      if (open.pop() !== name.slice(3)) return false
    } else if (blocks.has(name) || (name === 'set' && !hasEquals(tokens, at))) open.push(name)
  }
  return open.length === 0
}

const blocks = new Set('if for macro call filter with block autoescape trans'.split(' '))

function hasEquals(tokens: readonly TemplateToken[], from: number): boolean {
  for (let at = from; at < tokens.length && tokens[at]!.type !== 'CloseStatement'; at += 1) {
    if (tokens[at]!.type === 'Equals') return true
  }
  return false
}

function unparsable(why: string, level: 'low' | 'medium'): TemplateObservation {
  return {
    rule: 'templates/unparsable',
    subject: 'syntax',
    detail: `the template could be looked through by its tokens only: ${shorten(why)}`,
    level,
  }
}
