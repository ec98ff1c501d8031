import type { ScanLevel } from '../../../core/scan-level.ts'
import type { Scope } from '../../scope.ts'
import { kindOfPath } from '../data-path.ts'
import type { Graph, GraphBody, GraphNode } from './graph.ts'
import { assetOperators, judgeOperator, saverOperators } from './operators.ts'
import { ancestorsOf, nodeName, reachOf, type Reach } from './reach.ts'

/** What a MetaGraphDef says of its graph. A frozen graph says nothing. */
export interface GraphRoles {
  /** From the SaverDef: the tensor of the file name, the tensor that saves, the operation that restores. */
  readonly saver: readonly string[]
  /** Outputs of signatures, and operations that run when the model is loaded. */
  readonly entries: readonly string[]
  /** Tensors that hold paths of assets. */
  readonly assets: ReadonlySet<string>
}

export const noRoles: GraphRoles = { saver: [], entries: [], assets: new Set() }

interface Context {
  readonly graph: Graph
  readonly roles: GraphRoles
  readonly scope: Scope
  readonly saver: Reach
  readonly entries: Reach
  readonly told: Set<string>
}

/** Tells every operator that is not pure, once for each kind of use. */
export function judgeGraph(graph: Graph, roles: GraphRoles, scope: Scope): void {
  const [saver, entries] = [reachOf(graph, roles.saver), reachOf(graph, roles.entries)]
  const context: Context = { graph, roles, scope, saver, entries, told: new Set() }
  for (const body of [graph.main, ...graph.functions.values()]) {
    scope.budget.steps(body.nodes.size)
    for (const node of body.nodes.values()) judgeNode(node, body, context)
  }
}

function judgeNode(node: GraphNode, body: GraphBody, context: Context): void {
  const { operator } = node
  if (operator === 'CacheDataset' || operator === 'CacheDatasetV2') return judgeCache(node, body, context)
  const kind = judgeOperator(operator)
  if (kind === 'pure' || context.graph.functions.has(operator)) return
  if (context.scope.allow.allows('graph-ops', operator)) return
  if (saverOperators.has(operator)) return judgeSaver(node, body, context)
  if (assetOperators.has(operator)) return judgeAsset(node, body, context)
  if (kind === 'host') return tellHost(node, body, context, 'critical', 'reaches outside of the graph')
  const rule = kind === 'unknown' ? 'graph-ops/unvetted-operator' : 'graph-ops/custom-library'
  tell(rule, node, body, context, kind === 'known-library' ? 'low' : 'medium', 'is of a library outside of TensorFlow')
}

/** Legal when the saver of the model uses it, with the path that it is given. */
function judgeSaver(node: GraphNode, body: GraphBody, context: Context): void {
  const { entries, saver, roles } = context
  const isMain = body.name === ''
  const isEntry = isMain ? entries.nodes.has(node.name) : entries.functions.has(body.name)
  if (isEntry) return tellHost(node, body, context, 'critical', 'runs when the model is used or loaded')
  const prefix = sourcesOf(node.inputs[0], body, roles)
  const foreign = prefix.texts.find((text) => !isHarmlessPrefix(text))
  if (foreign !== undefined) {
    return tellHost(node, body, context, 'critical', `uses the path ${foreign} of its own`)
  }
  if (!prefix.isGiven && node.inputs.length > 0 && prefix.texts.length === 0) {
    return tellHost(node, body, context, 'critical', 'uses a path that cannot be followed')
  }
  const isSaver = isMain ? saver.nodes.has(node.name) : saver.functions.has(body.name)
  if (isSaver) return
  if (!isMain) return tellHost(node, body, context, 'critical', 'is used by a function that is not the saver')
  const level = roles.saver.length > 0 ? 'low' : 'medium'
  tellHost(node, body, context, level, 'belongs to a saver that the model does not name')
}

/** A table of words is read from an asset of the model, which an argument or a named tensor tells. */
function judgeAsset(node: GraphNode, body: GraphBody, context: Context): void {
  const { isGiven, texts } = sourcesOf(node.inputs[1], body, context.roles)
  if (texts.length === 0 && isGiven) return
  const path = texts[0] ?? ''
  const level = texts.length > 0 && texts.every((text) => kindOfPath(text) === 'plain') ? 'medium' : 'critical'
  tellHost(node, body, context, level, `reads the file ${path}, which is no asset of the model`)
}

/** A cache on disk is one with a file name; without it lies in memory. */
function judgeCache(node: GraphNode, body: GraphBody, context: Context): void {
  const { texts } = sourcesOf(node.inputs[1], body, context.roles)
  if (texts.some((text) => text !== '')) tellHost(node, body, context, 'critical', `writes the file ${texts[0]}`)
}

interface Sources {
  /** Constants that the value is made of. */
  readonly texts: readonly string[]
  /** Is it made of something that the caller gives? */
  readonly isGiven: boolean
}

function sourcesOf(input: string | undefined, body: GraphBody, roles: GraphRoles): Sources {
  const texts: string[] = []
  let isGiven = false
  if (input === undefined) return { texts, isGiven }
  const saverFile = roles.saver[0] === undefined ? '' : nodeName(roles.saver[0])
  for (const name of ancestorsOf(body, input)) {
    const node = body.nodes.get(name)
    if (body.args.has(name) || name === saverFile || node?.operator.startsWith('Placeholder') === true) isGiven = true
    if (roles.assets.has(name)) isGiven = true
    else if (node?.operator === 'Const' && name !== saverFile) texts.push(...node.texts)
  }
  return { texts, isGiven }
}

/** What savers put behind the path that they are given, and TensorFlow's default of one that was not given. */
function isHarmlessPrefix(text: string): boolean {
  if (text === '/part' || text === '.part' || text === '^s3://.*') return true
  return kindOfPath(text) === 'plain' || text === ''
}

function tellHost(node: GraphNode, body: GraphBody, context: Context, level: ScanLevel, what: string): void {
  tell('graph-ops/host-access', node, body, context, level, what)
}

function tell(
  rule: 'graph-ops/host-access' | 'graph-ops/unvetted-operator' | 'graph-ops/custom-library',
  node: GraphNode,
  body: GraphBody,
  context: Context,
  level: ScanLevel,
  what: string,
): void {
  const { scope, told } = context
  const call = `${node.operator}(${node.inputs
    .slice(0, 8)
    .map((input) => shown(input, body))
    .join(', ')})`
  const key = `${rule} ${node.operator} ${level} ${rule === 'graph-ops/host-access' ? call : ''}`
  if (told.has(key)) return
  told.add(key)
  const where = body.name === '' ? '' : ` in the function ${body.name}`
  const detail = `the node ${node.name}${where} of the operator ${node.operator} ${what}`
  scope.find(rule, { subject: node.operator, detail, offset: node.offset, level, call })
}

/** An input as people read it: a constant text for itself. */
function shown(input: string, body: GraphBody): string {
  const node = body.nodes.get(nodeName(input))
  if (node?.operator !== 'Const' || node.texts.length === 0) return input
  return node.texts.length === 1 ? JSON.stringify(node.texts[0]) : JSON.stringify(node.texts)
}
