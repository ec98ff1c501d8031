import type { TemplateNode } from './syntax-tree.ts'

/** A value that is known without rendering; undefined when it is not. */
export type Constant = string | number | readonly Constant[]

/** Values of variables by their dotted name, where only one is ever given to them. */
export type Constants = ReadonlyMap<string, Constant>

/** Names are short; what grows longer, or lies deeper, counts as not known. */
const longest = 1000
const deepest = 64

/** Computes what a template would from its literals: `~`, `+`, `*`, `%`, slices, and the methods and filters that build texts. */
export function fold(node: TemplateNode, known: Constants, depth = 0): Constant | undefined {
  if (depth > deepest) return undefined
  const of = (child: TemplateNode): Constant | undefined => fold(child, known, depth + 1)
  const all = (children: readonly TemplateNode[]): readonly Constant[] | undefined => {
    if (children.length > longest) return undefined
    const values = children.map(of)
    return values.every((value) => value !== undefined) ? values : undefined
  }
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
  switch (node.type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return node.value
    case 'ArrayLiteral':
    case 'TupleLiteral':
      return all(node.value)
    case 'Identifier':
      return known.get(node.value)
    case 'BinaryExpression': {
      const left = of(node.left)
      const right = left === undefined ? undefined : of(node.right)
      return right === undefined ? undefined : binary(node.operator.value, left!, right)
    }
    case 'UnaryExpression': {
      const value = of(node.argument)
      return typeof value === 'number' && node.operator.value === '-' ? -value : undefined
    }
    case 'MemberExpression': {
      const name = dottedName(node)
      if (name !== undefined && known.has(name)) return known.get(name)
      return node.computed ? member(of(node.object), node.property, of) : undefined
    }
    case 'CallExpression': {
      if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return undefined
      const owner = of(node.callee.object)
      const args = all(node.args)
      return owner === undefined || args === undefined ? undefined : method(node.callee.property.value, owner, args)
    }
    case 'FilterExpression': {
      const owner = of(node.operand)
      if (owner === undefined) return undefined
      const { filter } = node
      if (filter.type === 'Identifier') return method(filter.value, owner, [], true)
      if (filter.type !== 'CallExpression' || filter.callee.type !== 'Identifier') return undefined
      const args = all(filter.args)
      return args === undefined ? undefined : method(filter.callee.value, owner, args, true)
    }
    default:
      return undefined
  }
}

/** `ns.key` for an attribute of a name, so that namespaces can be followed. */
export function dottedName(node: TemplateNode): string | undefined {
  if (node.type === 'Identifier') return node.value
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined
  if (!node.computed && node.property.type === 'Identifier') return `${node.object.value}.${node.property.value}`
  return node.computed && node.property.type === 'StringLiteral'
    ? `${node.object.value}.${node.property.value}`
    : undefined
}

function binary(operator: string, left: Constant, right: Constant): Constant | undefined {
  if (operator === '~') return bounded(textOf(left) + textOf(right))
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return bounded(left + right)
    if (typeof left === 'number' && typeof right === 'number') return left + right
    if (isList(left) && isList(right) && left.length + right.length <= longest) return [...left, ...right]
  }
  if (operator === '*' && typeof left === 'string' && typeof right === 'number') {
    return right * left.length > longest ? undefined : left.repeat(Math.max(0, Math.trunc(right)))
  }
  if (operator === '%' && typeof left === 'string') return percent(left, isList(right) ? right : [right])
  if (operator === '-' && typeof left === 'number' && typeof right === 'number') return left - right
  return undefined
}

function member(
  owner: Constant | undefined,
  property: TemplateNode,
  of: (node: TemplateNode) => Constant | undefined,
): Constant | undefined {
  if (owner === undefined || typeof owner === 'number') return undefined
  if (property.type === 'SliceExpression') {
    const bound = (node: TemplateNode | undefined): number | undefined => {
      const value = node === undefined ? undefined : of(node)
      return typeof value === 'number' ? value : undefined
    }
    return slice(owner, bound(property.start), bound(property.stop), bound(property.step) ?? 1)
  }
  const index = of(property)
  return typeof index === 'number' ? owner.at(index) : undefined
}

function slice(
  owner: string | readonly Constant[],
  start: number | undefined,
  stop: number | undefined,
  step: number,
): Constant | undefined {
  if (step === 0) return undefined
  const items: readonly Constant[] = typeof owner === 'string' ? Array.from(owner) : owner
  const clamp = (value: number): number =>
    Math.min(Math.max(value < 0 ? value + items.length : value, -1), items.length)
  const from = start === undefined ? (step > 0 ? 0 : items.length - 1) : clamp(start)
  const to = stop === undefined ? (step > 0 ? items.length : -1) : clamp(stop)
  const picked: Constant[] = []
  for (let at = from; step > 0 ? at < to : at > to; at += step) {
    const item = items[at]
    if (item !== undefined) picked.push(item)
  }
  return typeof owner === 'string' ? picked.join('') : picked
}

/** Methods and filters that build texts; `isFilter` where the two differ in the order of their arguments. */
function method(name: string, owner: Constant, args: readonly Constant[], isFilter = false): Constant | undefined {
  const [first, second] = args
  if (name === 'join') {
    const parts = isFilter ? owner : first
    const separator = isFilter ? (first ?? '') : owner
    if (typeof parts === 'number' || parts === undefined) return undefined
    return bounded(Array.from(parts, textOf).join(textOf(separator)))
  }
  if (name === 'list' && typeof owner === 'string') return Array.from(owner)
  if (name === 'reverse' || name === 'reversed') {
    if (typeof owner === 'string') return Array.from(owner).toReversed().join('')
    return typeof owner === 'number' ? undefined : owner.toReversed()
  }
  if (typeof owner === 'number') return name === 'string' ? String(owner) : undefined
  if (name === 'first') return owner.at(0)
  if (name === 'last') return owner.at(-1)
  if (typeof owner !== 'string') return undefined
  switch (name) {
    case 'format':
      return isFilter ? percent(owner, args) : braces(owner, args)
    case 'replace':
      return first === undefined ? undefined : bounded(owner.replaceAll(textOf(first) || '\0', textOf(second ?? '')))
    case 'lower':
      return owner.toLowerCase()
    case 'upper':
      return owner.toUpperCase()
    case 'strip':
    case 'trim':
      return typeof first === 'string' ? owner.split(first).filter(Boolean).join(first) : owner.trim()
    case 'split':
      return typeof first === 'string' && first !== '' ? owner.split(first) : owner.split(/\s+/)
    case 'string':
    case 'safe':
    case 'e':
    case 'escape':
      return owner
    default:
      return undefined
  }
}

/** `%s`, `%d`, `%c` and `%%`. */
function percent(pattern: string, args: readonly Constant[]): string | undefined {
  let next = 0
  return bounded(
    pattern.replaceAll(/%([sdcr%])/g, (whole, kind: string) => {
      if (kind === '%') return '%'
      const value = args[next++]
      if (value === undefined) return whole
      return kind === 'c' && typeof value === 'number' ? characterOf(value) : textOf(value)
    }),
  )
}

/** `{}`, `{0}`, `{:c}`. */
function braces(pattern: string, args: readonly Constant[]): string | undefined {
  let next = 0
  return bounded(
    pattern.replaceAll(/\{(\d{0,3})(?::(c))?\}/g, (whole, place: string, kind: string | undefined) => {
      const value = args[place === '' ? next++ : Number(place)]
      if (value === undefined) return whole
      return kind === 'c' && typeof value === 'number' ? characterOf(value) : textOf(value)
    }),
  )
}

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value)
}

function characterOf(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(Math.trunc(code)) : ''
}

function textOf(value: Constant): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : value.map(textOf).join(',')
}

function bounded(text: string): string | undefined {
  return text.length > longest ? undefined : text
}
