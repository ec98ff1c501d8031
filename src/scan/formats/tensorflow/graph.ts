import type { Scope } from '../../scope.ts'
import { LimitReached } from '../../limits.ts'
import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import type { GraphReading } from './graph-reading.ts'
import { anyPathAttributes, pathAttributes } from './operators.ts'
import { readTensor } from './tensor.ts'

/** A NodeDef, as far as it matters for what the graph does. */
export interface GraphNode {
  readonly name: string
  readonly operator: string
  /** Names of nodes, with `^` for control and `:1` for outputs. */
  readonly inputs: readonly string[]
  /** Functions of the library that its attributes name. */
  readonly functions: readonly string[]
  /** The texts of a constant, the first of them. */
  readonly texts: readonly string[]
  readonly offset: number
}

/** The main graph, or the body of a function. */
export interface GraphBody {
  /** Empty for the main graph. */
  readonly name: string
  readonly args: Set<string>
  readonly nodes: Map<string, GraphNode>
}

export interface Graph {
  readonly main: GraphBody
  readonly functions: Map<string, GraphBody>
}

const nodesAtMost = 3_000_000

export function emptyGraph(): Graph {
  return { main: emptyBody(''), functions: new Map() }
}

function emptyBody(name: string): GraphBody {
  return { name, args: new Set(), nodes: new Map() }
}

/** GraphDef (tensorflow/core/framework/graph.proto): nodes, and a library of functions. */
export function readGraphDef(cursor: WireCursor, graph: Graph, reading: GraphReading): void {
  while (cursor.next()) readGraphField(cursor, graph, reading)
}

export function readGraphField(cursor: WireCursor, graph: Graph, reading: GraphReading): void {
  if (cursor.isBytes(1)) addNode(graph.main, readNode(cursor.message(), reading), reading)
  else if (cursor.isBytes(2)) readLibrary(cursor.message(), graph, reading)
}

function readLibrary(cursor: WireCursor, graph: Graph, reading: GraphReading): void {
  while (cursor.next()) if (cursor.isBytes(1)) readFunction(cursor.message(), graph, reading)
}

/** FunctionDef: signature (an OpDef) and nodes. */
function readFunction(cursor: WireCursor, graph: Graph, reading: GraphReading): void {
  const nodes: GraphNode[] = []
  const args = new Set<string>()
  let name = ''
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = readSignature(cursor.message(), args) ?? name
    else if (cursor.isBytes(3)) nodes.push(readNode(cursor.message(), reading))
  }
  const body = graph.functions.get(name) ?? emptyBody(name)
  for (const arg of args) body.args.add(arg)
  for (const node of nodes) addNode(body, node, reading)
  graph.functions.set(name, body)
}

function readSignature(cursor: WireCursor, args: Set<string>): string | undefined {
  let name: string | undefined
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = cursor.text()
    else if (cursor.isBytes(2)) {
      const arg = cursor.message()
      while (arg.next()) if (arg.isBytes(1)) args.add(arg.text())
    }
  }
  return name
}

function addNode(body: GraphBody, node: GraphNode, reading: GraphReading): void {
  if (++reading.nodes > nodesAtMost) throw new LimitReached(`more than ${nodesAtMost} nodes`)
  // Loaders refuse two nodes of one name; both are kept.
  body.nodes.set(body.nodes.has(node.name) ? `${node.name} at ${node.offset}` : node.name, node)
}

interface Attributes {
  readonly functions: string[]
  readonly texts: string[]
  readonly paths: [attribute: string, value: string][]
}

function readNode(cursor: WireCursor, reading: GraphReading): GraphNode {
  const offset = cursor.start
  let name = ''
  let operator = ''
  const inputs: string[] = []
  const attributes: Attributes = { functions: [], texts: [], paths: [] }
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = cursor.text()
    else if (cursor.isBytes(2)) operator = cursor.text()
    else if (cursor.isBytes(3)) inputs.push(cursor.text())
    else if (cursor.isBytes(5)) readAttribute(cursor.message(), attributes, reading)
  }
  tellPaths(name, operator, offset, attributes, reading.scope)
  return { name, operator, inputs, functions: attributes.functions, texts: attributes.texts, offset }
}

/** An entry of the map from names to AttrValue. */
function readAttribute(cursor: WireCursor, attributes: Attributes, reading: GraphReading): void {
  let name = ''
  const values: string[] = []
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = cursor.text()
    else if (cursor.isBytes(2)) readValue(cursor.message(), attributes, values, reading)
  }
  if (!pathNames.has(name)) return
  for (const value of values) attributes.paths.push([name, value])
}

const pathNames = new Set([...anyPathAttributes, ...[...pathAttributes.values()].flatMap((names) => [...names.keys()])])
const textsAtMost = 16
const longestText = 4096

function readValue(cursor: WireCursor, attributes: Attributes, values: string[], reading: GraphReading): void {
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    if (cursor.field === 1) readList(cursor.message(), attributes, values, reading)
    else if (cursor.field === 2 && cursor.length <= longestText) values.push(cursor.text())
    else if (cursor.field === 8) readTensor(cursor.message(), attributes.texts, textsAtMost, reading)
    else if (cursor.field === 10) readFunctionName(cursor.message(), attributes, reading)
  }
}

function readList(cursor: WireCursor, attributes: Attributes, values: string[], reading: GraphReading): void {
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    if (cursor.field === 2 && cursor.length <= longestText && values.length < 100) values.push(cursor.text())
    else if (cursor.field === 8) readTensor(cursor.message(), attributes.texts, textsAtMost, reading)
    else if (cursor.field === 9) readFunctionName(cursor.message(), attributes, reading)
  }
}

/** NameAttrList: a function and attributes of its own. */
function readFunctionName(cursor: WireCursor, attributes: Attributes, reading: GraphReading): void {
  while (cursor.next()) {
    if (cursor.isBytes(1)) attributes.functions.push(cursor.text())
    else if (cursor.isBytes(2)) readAttribute(cursor.message(), attributes, reading)
  }
}

function tellPaths(node: string, operator: string, offset: number, { paths }: Attributes, scope: Scope): void {
  const special = pathAttributes.get(operator)
  for (const [attribute, value] of paths) {
    const harmless = special?.get(attribute) ?? (anyPathAttributes.has(attribute) ? [] : undefined)
    if (harmless === undefined || value === '' || harmless.includes(value)) continue
    scope.find('graph-ops/host-access', {
      subject: `${operator} ${attribute}`,
      detail: `the node ${node} of the operator ${operator} has the ${attribute} ${value}`,
      offset,
      call: `${operator}(${attribute}=${JSON.stringify(value)})`,
    })
  }
}
