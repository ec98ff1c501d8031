import type { ScanLevel } from '../../core/scan-level.ts'
import { dottedName } from './fold.ts'
import { shorten, type TemplateObservation } from './observation.ts'
import type { TemplateNode } from './syntax-tree.ts'
import { isContent, type Tainted, type Trigger, triggersIn } from './triggers.ts'

/** Documented switches of hybrid models, which people write into a prompt on purpose. */
const switches = /^\s*(?:\/(?:no_?think|think|system_override|set nothink)|(?:detailed )?thinking (?:on|off))\s*$/i

interface State {
  readonly content: Set<string>
  readonly flags: Map<string, string>
  readonly found: TemplateObservation[]
}

/**
 * Literal text that is rendered only where a message holds a certain text (or on a certain date): the way in which a template
 * plants a back door. Markup alone, and text that follows from roles, is what templates are for.
 */
export function checkHiddenText(root: TemplateNode): readonly TemplateObservation[] {
  const state: State = { content: new Set(), flags: new Map(), found: [] }
  walkAll([root], undefined, state)
  return state.found
}

function walkAll(nodes: readonly TemplateNode[], trigger: Trigger | undefined, state: State): void {
  if (trigger !== undefined) {
    const text = nodes.map((node) => textOf(node)).join(' ')
    if (saysSomething(text)) report(trigger, text, state)
  }
  for (const node of nodes) walk(node, trigger, state)
}

/** Recursion follows the nesting of statements, which the parser has followed before. */
function walk(node: TemplateNode, trigger: Trigger | undefined, state: State): void {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'Program':
    case 'Macro':
    case 'CallStatement':
    case 'FilterStatement':
      walkAll(node.body, undefined, state)
      return
    case 'For':
      if (node.loopvar.type === 'Identifier' && isContent(node.iterable, tainted(state))) {
        state.content.add(node.loopvar.value)
      }
      walkAll(node.body, undefined, state)
      walkAll(node.defaultBlock, undefined, state)
      return
    case 'If': {
      const triggers = triggersIn(node.test, tainted(state))
      walkAll(
        node.body,
        triggers.find(({ when }) => when),
        state,
      )
      walkAll(
        node.alternate,
        triggers.find(({ when }) => !when),
        state,
      )
      markSet(node.body, triggers.find(({ when }) => when) ?? trigger, state)
      return
    }
    case 'Set':
      readSet(node, state)
      if (node.value !== null) walk(node.value, trigger, state)
      else walkAll(node.body, undefined, state)
      return
    case 'Ternary': {
      const triggers = triggersIn(node.condition, tainted(state))
      walkAll(
        [node.trueExpr],
        triggers.find(({ when }) => when),
        state,
      )
      walkAll(
        [node.falseExpr],
        triggers.find(({ when }) => !when),
        state,
      )
      return
    }
    case 'SelectExpression':
      walkAll(
        [node.lhs],
        triggersIn(node.test, tainted(state)).find(({ when }) => when),
        state,
      )
      return
    case 'BinaryExpression':
      walk(node.left, undefined, state)
      walk(node.right, undefined, state)
      return
    case 'FilterExpression':
      walk(node.operand, undefined, state)
      return
    default:
  }
}

function tainted(state: State): Tainted {
  return state
}

function readSet(node: TemplateNode & { type: 'Set' }, state: State): void {
  const name = dottedName(node.assignee)
  if (name === undefined || node.value === null) return
  if (isContent(node.value, tainted(state))) state.content.add(name)
  const [trigger] = triggersIn(node.value, tainted(state))
  if (trigger !== undefined) state.flags.set(name, trigger.text)
}

/** Variables that get another value than a piece of the message where a trigger holds. */
function markSet(nodes: readonly TemplateNode[], trigger: Trigger | undefined, state: State): void {
  if (trigger === undefined) return
  for (const node of nodes) {
    if (node.type !== 'Set' || node.value === null || isContent(node.value, tainted(state))) continue
    const name = dottedName(node.assignee)
    if (name !== undefined && !isFalse(node.value)) state.flags.set(name, trigger.text)
  }
}

function isFalse(node: TemplateNode): boolean {
  return node.type === 'Identifier' && ['false', 'False', 'none', 'None'].includes(node.value)
}

/** The literal text that a node renders or keeps, without what stands under a further test, an error or a comparison. */
function textOf(node: TemplateNode, depth = 0): string {
  if (depth > 200) return ''
  const of = (child: TemplateNode): string => textOf(child, depth + 1)
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'StringLiteral':
      return node.value
    case 'BinaryExpression':
      return '+~%'.includes(node.operator.value) ? `${of(node.left)} ${of(node.right)}` : ''
    case 'Set':
      return node.value === null ? node.body.map(of).join(' ') : of(node.value)
    case 'If':
      return [...node.body, ...node.alternate].map(of).join(' ')
    case 'For':
      return node.body.map(of).join(' ')
    case 'FilterExpression':
      return of(node.operand)
    case 'Ternary':
      return `${of(node.trueExpr)} ${of(node.falseExpr)}`
    case 'SelectExpression':
      return of(node.lhs)
    case 'ArrayLiteral':
    case 'TupleLiteral':
      return node.value.map(of).join(' ')
    case 'CallExpression':
      if (node.callee.type === 'Identifier' && node.callee.value === 'raise_exception') return ''
      return node.callee.type === 'MemberExpression' && !isSearch(node.callee.property)
        ? [node.callee.object, ...node.args].map(of).join(' ')
        : ''
    default:
      return ''
  }
}

function isSearch(property: TemplateNode): boolean {
  return (
    property.type === 'Identifier' &&
    /^(?:split|rsplit|strip|[lr]strip|startswith|endswith|find|count)$/.test(property.value)
  )
}

const leastWords = 3

/** Three words or an address, once markup such as `<|im_start|>`, `[INST]` and `</think>` is taken away. */
function saysSomething(text: string): boolean {
  const plain = text.replaceAll(/<[|/]?[^<>\s]{1,40}>|\[\/?[A-Z_]{1,30}\]/g, ' ')
  if (plain.includes('://')) return true
  return (plain.match(/\p{L}{2,}/gu) ?? []).length >= leastWords
}

function report(trigger: Trigger, text: string, state: State): void {
  const level: ScanLevel = switches.test(trigger.text) ? 'low' : 'medium'
  state.found.push({
    rule: 'templates/hidden-text',
    subject: shorten(trigger.text),
    detail: `where "${shorten(trigger.text)}" holds, the template adds: ${shorten(text)}`,
    level,
  })
}
