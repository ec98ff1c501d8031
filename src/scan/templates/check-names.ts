import { type Constant, type Constants, dottedName, fold } from './fold.ts'
import { escape, type TemplateObservation } from './observation.ts'
import { nodesOf, type TemplateNode } from './syntax-tree.ts'
import { attributeFilters, escapeNameIn, isEscapeName } from './vocabulary.ts'

const builders = new Set('join format replace reverse lower upper string list map batch slice'.split(' '))

/** Attributes whose names are computed: what can be folded is judged, what cannot is told where texts were put together. */
export function checkNames(root: TemplateNode): readonly TemplateObservation[] {
  const { known, built } = namesGiven(root)
  const found: TemplateObservation[] = []
  for (const node of nodesOf(root)) {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are alike
    switch (node.type) {
      case 'BinaryExpression':
      case 'FilterExpression':
      case 'CallExpression': {
        const value = fold(node, known)
        const name = typeof value === 'string' ? escapeNameIn(value) : undefined
        if (name !== undefined) found.push(escape(name, 'puts together the name'))
        if (node.type === 'FilterExpression') checkFilter(node.filter, known, found)
        break
      }
      case 'FilterStatement':
        checkFilter(node.filter, known, found)
        break
      case 'MemberExpression':
        if (node.computed) checkComputed(node.property, known, built, found)
        break
      default:
    }
  }
  return found
}

interface NamesGiven {
  readonly known: Constants
  /** Names whose values are texts put together from parts that are not known. */
  readonly built: ReadonlySet<string>
}

/** Follows `set` and `namespace(...)` in the order of the text; a name that is given two values is not known. */
function namesGiven(root: TemplateNode): NamesGiven {
  const known = new Map<string, Constant>()
  const seen = new Set<string>()
  const built = new Set<string>()
  const give = (name: string, value: TemplateNode): void => {
    const constant = fold(value, known)
    if (constant === undefined && buildsText(value)) built.add(name)
    if (constant === undefined || seen.has(name)) known.delete(name)
    else known.set(name, constant)
    seen.add(name)
  }
  for (const node of nodesOf(root)) {
    if (node.type === 'Set' && node.value !== null) {
      const name = dottedName(node.assignee)
      if (name !== undefined) give(name, node.value)
      if (name !== undefined && node.value.type === 'CallExpression') {
        for (const part of node.value.args) {
          if (part.type === 'KeywordArgumentExpression' && part.key.type === 'Identifier') {
            give(`${name}.${part.key.value}`, part.value)
          }
        }
      }
      if (node.assignee.type === 'TupleLiteral' && node.value.type === 'TupleLiteral') {
        for (const [at, part] of node.assignee.value.entries()) {
          const value = node.value.value[at]
          if (part.type === 'Identifier' && value !== undefined) give(part.value, value)
        }
      }
    } else if (node.type === 'For' && node.loopvar.type === 'Identifier') seen.add(node.loopvar.value)
  }
  return { known, built }
}

/** Whether an expression puts texts together: `~`, `+` beside a text, or a method or filter that does. */
function buildsText(root: TemplateNode): boolean {
  for (const node of nodesOf(root)) {
    if (node.type === 'BinaryExpression') {
      const { value } = node.operator
      if (value === '~') return true
      if (value === '+' && (node.left.type === 'StringLiteral' || node.right.type === 'StringLiteral')) return true
    }
    if (node.type === 'FilterExpression' && builders.has(filterName(node.filter) ?? '')) return true
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { property } = node.callee
      if (property.type === 'Identifier' && builders.has(property.value)) return true
    }
  }
  return false
}

function checkComputed(
  property: TemplateNode,
  known: Constants,
  built: ReadonlySet<string>,
  found: TemplateObservation[],
): void {
  if (property.type === 'SliceExpression') return
  const value = fold(property, known)
  if (typeof value === 'string') {
    if (isEscapeName(value)) found.push(escape(value, 'reads the attribute'))
    return
  }
  const name = dottedName(property)
  if (value !== undefined || !(buildsText(property) || (name !== undefined && built.has(name)))) return
  found.push({
    ...escape(name ?? 'computed name', 'reads an attribute by a name that it puts together:'),
    level: 'high',
  })
}

function checkFilter(filter: TemplateNode, known: Constants, found: TemplateObservation[]): void {
  const name = filterName(filter)
  const shape = name === undefined ? undefined : attributeFilters.get(name)
  if (shape === undefined || filter.type !== 'CallExpression') return
  const places = filter.args.filter(({ type }) => type !== 'KeywordArgumentExpression')
  for (const [at, node] of places.entries()) {
    if (name === 'map' ? at <= 1 : at === shape.place) checkAttribute(name!, node, known, found)
  }
  for (const node of filter.args) {
    if (node.type !== 'KeywordArgumentExpression' || node.key.type !== 'Identifier') continue
    if (node.key.value === 'attribute' || node.key.value === 'name') checkAttribute(name!, node.value, known, found)
  }
}

/** Such a filter follows dotted paths. */
function checkAttribute(filter: string, node: TemplateNode, known: Constants, found: TemplateObservation[]): void {
  const value = fold(node, known)
  if (typeof value === 'string') {
    const name = value.split('.').find(isEscapeName)
    if (name !== undefined) found.push(escape(name, `reads with the filter ${filter} the attribute`))
  } else if (value === undefined) {
    found.push(escape(filter, 'reads an attribute by a computed name with the filter'))
  }
}

function filterName(filter: TemplateNode): string | undefined {
  if (filter.type === 'Identifier') return filter.value
  return filter.type === 'CallExpression' && filter.callee.type === 'Identifier' ? filter.callee.value : undefined
}
