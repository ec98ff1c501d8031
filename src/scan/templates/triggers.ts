import { dottedName } from './fold.ts'
import { nodesOf, type TemplateNode } from './syntax-tree.ts'

/** What makes a branch run: a text that a message must hold, or a date. */
export interface Trigger {
  readonly text: string
  /** The branch that the text chooses: true for the body, false for what stands under `else`. */
  readonly when: boolean
}

/** Variables by their dotted name, as far as tests depend on what people write. */
export interface Tainted {
  /** Hold what stands in a message, or the date. */
  readonly content: ReadonlySet<string>
  /** Were set where a trigger holds. */
  readonly flags: ReadonlyMap<string, string>
}

const contentNames = new Set('content text query prompt question input user_input user_message last_message'.split(' '))
const searches = new Set(
  'startswith endswith find rfind index count split partition rpartition removeprefix'.split(' '),
)
const wordLike = /[\p{L}\p{N}]{2}/u

/** Triggers in a test: `'x' in message.content`, `==`, `startswith`, `selectattr('content', …)`, in any combination. */
export function triggersIn(test: TemplateNode, tainted: Tainted): readonly Trigger[] {
  const found: Trigger[] = []
  collect(test, true, tainted, found, 0)
  return found
}

function collect(node: TemplateNode, when: boolean, tainted: Tainted, found: Trigger[], depth: number): void {
  if (depth > 200) return
  const push = (text: string | undefined, whenText = when): void => {
    if (text !== undefined) found.push({ text, when: whenText })
  }
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'UnaryExpression':
      collect(node.argument, node.operator.value === 'not' ? !when : when, tainted, found, depth + 1)
      return
    case 'BinaryExpression': {
      const { value } = node.operator
      if (value === 'and' || value === 'or') {
        collect(node.left, when, tainted, found, depth + 1)
        collect(node.right, when, tainted, found, depth + 1)
        return
      }
      const isPositive = value !== '!=' && value !== 'not in'
      push(comparison(node.left, node.right, tainted), isPositive ? when : !when)
      for (const side of [node.left, node.right]) collect(side, when, tainted, found, depth + 1)
      return
    }
    case 'TestExpression':
      collect(node.operand, node.negate ? !when : when, tainted, found, depth + 1)
      return
    case 'CallExpression':
      push(searchOf(node, tainted))
      return
    case 'FilterExpression':
      push(selection(node))
      collect(node.operand, when, tainted, found, depth + 1)
      return
    case 'Identifier':
    case 'MemberExpression': {
      const name = dottedName(node)
      push(name === undefined ? undefined : tainted.flags.get(name))
      return
    }
    default:
  }
}

function comparison(left: TemplateNode, right: TemplateNode, tainted: Tainted): string | undefined {
  if (isContent(left, tainted)) return literalIn(right)
  return isContent(right, tainted) ? literalIn(left) : undefined
}

/** `message.content.lower().startswith('x')` */
function searchOf(node: TemplateNode & { type: 'CallExpression' }, tainted: Tainted): string | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined
  if (!searches.has(callee.property.value) || !isContent(callee.object, tainted)) return undefined
  return node.args.map(literalIn).find((text) => text !== undefined)
}

/** `messages|selectattr('content', 'search', 'x')` */
function selection(node: TemplateNode & { type: 'FilterExpression' }): string | undefined {
  const { filter } = node
  if (filter.type !== 'CallExpression' || filter.callee.type !== 'Identifier') return undefined
  if (!['selectattr', 'rejectattr', 'select', 'reject'].includes(filter.callee.value)) return undefined
  const [first, , third] = filter.args
  if (first?.type !== 'StringLiteral' || !contentNames.has(first.value.split('.').at(-1)!)) return undefined
  return third === undefined ? undefined : literalIn(third)
}

/**
 * Whether a value is, or is cut from, what a message says. The last name of a path decides: `content.type` is a kind of
 * content, not content.
 */
export function isContent(node: TemplateNode, tainted: Tainted): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'Identifier':
      return contentNames.has(node.value) || tainted.content.has(node.value)
    case 'MemberExpression': {
      const name = dottedName(node)
      if (name !== undefined && tainted.content.has(name)) return true
      const { property } = node
      if (node.computed && property.type === 'StringLiteral') return contentNames.has(property.value)
      if (!node.computed && property.type === 'Identifier') return contentNames.has(property.value)
      return isContent(node.object, tainted)
    }
    case 'CallExpression':
      // A macro that is given a message gives it back in another form.
      if (node.callee.type === 'Identifier') {
        return node.callee.value === 'strftime_now' || node.args.some((argument) => isContent(argument, tainted))
      }
      return node.callee.type === 'MemberExpression' && isContent(node.callee.object, tainted)
    case 'FilterExpression':
      return filterKeepsText(node.filter) && isContent(node.operand, tainted)
    case 'BinaryExpression':
      return '+~'.includes(node.operator.value) && (isContent(node.left, tainted) || isContent(node.right, tainted))
    case 'SelectExpression':
      return isContent(node.lhs, tainted)
    case 'Ternary':
      return isContent(node.trueExpr, tainted) || isContent(node.falseExpr, tainted)
    default:
      return false
  }
}

const countingFilters = new Set('length count int float sum wordcount'.split(' '))

function filterKeepsText(filter: TemplateNode): boolean {
  const name = filter.type === 'CallExpression' ? filter.callee : filter
  return name.type !== 'Identifier' || !countingFilters.has(name.value)
}

/** A text of the template that says something: not blank, not mere punctuation. */
function literalIn(root: TemplateNode): string | undefined {
  for (const node of nodesOf(root)) {
    if (node.type === 'StringLiteral' && wordLike.test(node.value)) return node.value
  }
  return undefined
}
