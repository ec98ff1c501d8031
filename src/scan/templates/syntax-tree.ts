import { Malformed } from '../limits.ts'
import type { TemplateToken } from './lex-template.ts'

/** The nodes that `@huggingface/jinja` makes, as far as they are looked at. */
export type TemplateNode =
  | { readonly type: 'Program'; readonly body: readonly TemplateNode[] }
  | {
      readonly type: 'If'
      readonly test: TemplateNode
      readonly body: readonly TemplateNode[]
      readonly alternate: readonly TemplateNode[]
    }
  | {
      readonly type: 'For'
      readonly loopvar: TemplateNode
      readonly iterable: TemplateNode
      readonly body: readonly TemplateNode[]
      readonly defaultBlock: readonly TemplateNode[]
    }
  | {
      readonly type: 'Set'
      readonly assignee: TemplateNode
      readonly value: TemplateNode | null
      readonly body: readonly TemplateNode[]
    }
  | {
      readonly type: 'Macro'
      readonly name: TemplateNode
      readonly args: readonly TemplateNode[]
      readonly body: readonly TemplateNode[]
    }
  | { readonly type: 'CallStatement'; readonly call: TemplateNode; readonly body: readonly TemplateNode[] }
  | { readonly type: 'FilterStatement'; readonly filter: TemplateNode; readonly body: readonly TemplateNode[] }
  | { readonly type: 'Break' | 'Continue' | 'Comment' }
  | {
      readonly type: 'MemberExpression'
      readonly object: TemplateNode
      readonly property: TemplateNode
      readonly computed: boolean
    }
  | { readonly type: 'CallExpression'; readonly callee: TemplateNode; readonly args: readonly TemplateNode[] }
  | { readonly type: 'Identifier'; readonly value: string }
  | { readonly type: 'StringLiteral'; readonly value: string }
  | { readonly type: 'IntegerLiteral' | 'FloatLiteral'; readonly value: number }
  | { readonly type: 'ArrayLiteral' | 'TupleLiteral'; readonly value: readonly TemplateNode[] }
  | { readonly type: 'ObjectLiteral'; readonly value: ReadonlyMap<TemplateNode, TemplateNode> }
  | {
      readonly type: 'BinaryExpression'
      readonly operator: TemplateToken
      readonly left: TemplateNode
      readonly right: TemplateNode
    }
  | { readonly type: 'FilterExpression'; readonly operand: TemplateNode; readonly filter: TemplateNode }
  | { readonly type: 'SelectExpression'; readonly lhs: TemplateNode; readonly test: TemplateNode }
  | {
      readonly type: 'TestExpression'
      readonly operand: TemplateNode
      readonly negate: boolean
      readonly test: TemplateNode
    }
  | { readonly type: 'UnaryExpression'; readonly operator: TemplateToken; readonly argument: TemplateNode }
  | {
      readonly type: 'SliceExpression'
      readonly start?: TemplateNode
      readonly stop?: TemplateNode
      readonly step?: TemplateNode
    }
  | { readonly type: 'KeywordArgumentExpression'; readonly key: TemplateNode; readonly value: TemplateNode }
  | { readonly type: 'SpreadExpression' | 'KeywordSpreadExpression'; readonly argument: TemplateNode }
  | {
      readonly type: 'Ternary'
      readonly condition: TemplateNode
      readonly trueExpr: TemplateNode
      readonly falseExpr: TemplateNode
    }

/** Throws `Malformed` when the parser does not know what it sees. */
export async function parseTemplate(tokens: readonly TemplateToken[]): Promise<TemplateNode> {
  const { parse } = await import('@huggingface/jinja')
  try {
    return parse([...tokens]) as TemplateNode
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : 'not a template')
  }
}

/** The nodes directly below a node. */
export function childrenOf(node: TemplateNode): readonly TemplateNode[] {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'Program':
      return node.body
    case 'If':
      return [node.test, ...node.body, ...node.alternate]
    case 'For':
      return [node.loopvar, node.iterable, ...node.body, ...node.defaultBlock]
    case 'Set':
      return [node.assignee, ...(node.value === null ? [] : [node.value]), ...node.body]
    case 'Macro':
      return [...node.args, ...node.body]
    case 'CallStatement':
      return [node.call, ...node.body]
    case 'FilterStatement':
      return [node.filter, ...node.body]
    case 'MemberExpression':
      return [node.object, node.property]
    case 'CallExpression':
      return [node.callee, ...node.args]
    case 'ArrayLiteral':
    case 'TupleLiteral':
      return node.value
    case 'ObjectLiteral':
      return [...node.value.keys(), ...node.value.values()]
    case 'BinaryExpression':
      return [node.left, node.right]
    case 'FilterExpression':
      return [node.operand, node.filter]
    case 'SelectExpression':
      return [node.lhs, node.test]
    case 'TestExpression':
      return [node.operand]
    case 'UnaryExpression':
    case 'SpreadExpression':
    case 'KeywordSpreadExpression':
      return [node.argument]
    case 'SliceExpression':
      return [node.start, node.stop, node.step].filter((part) => part !== undefined)
    case 'KeywordArgumentExpression':
      return [node.value]
    case 'Ternary':
      return [node.condition, node.trueExpr, node.falseExpr]
    default:
      return []
  }
}

/** Every node, parents first, without recursion. */
export function* nodesOf(root: TemplateNode): Generator<TemplateNode> {
  const waiting = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    const children = childrenOf(node)
    for (let at = children.length - 1; at >= 0; at -= 1) waiting.push(children[at]!)
  }
}
