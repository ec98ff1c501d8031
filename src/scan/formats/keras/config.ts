import { Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'
import { isAddress, kindOfPath } from '../data-path.ts'
import { JsonTokens } from '../json-tokens.ts'
import { isMap, readValue, type Value, type ValueMap } from '../value-tokens.ts'
import { judgeNode, type KerasNode } from './nodes.ts'
import { judgeOperator } from '../tensorflow/operators.ts'

/** Whether a loader imports classes that it does not know, or looks only among those that the program told it of. */
export type ClassTrust = 'any class' | 'known classes only'

interface Walk {
  readonly scope: Scope
  /** The member or attribute, for people. */
  readonly where: string
  readonly offset: number
  readonly trust: ClassTrust
  /** What was told, so that a model of a thousand equal layers says it once. */
  readonly told: Set<string>
}

/**
 * The JSON of a Keras model, as it stands in `.keras` archives, HDF5 attributes and SavedModel metadata: every node that
 * names a class, wherever it is nested. Keys that stand twice are told, since one of them hides the other.
 */
export function scanKerasConfig(
  content: ByteSource,
  scope: Scope,
  where: string,
  offset = 0,
  trust: ClassTrust = 'any class',
): void {
  const onDuplicate = (key: string, at: number): void => {
    const detail = `${where} has the key ${key} twice in one object`
    scope.find('format/duplicate-key', { subject: key, detail, offset: offset + at })
  }
  const tokens = new JsonTokens(content, scope.budget, { nonFinite: true, depth: 256, onDuplicate })
  let value: Value
  try {
    value = readValue(tokens, tokens.next())
    tokens.next()
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new Malformed(`${where}: ${error.message}`, offset + (error.offset ?? 0))
  }
  walkValue(value, { scope, where, offset, trust, told: new Set() }, '')
}

function walkValue(value: Value, walk: Walk, key: string): void {
  walk.scope.budget.steps(1)
  if (isMap(value)) {
    const className = value.get('class_name')
    if (typeof className === 'string') tellNode(value, className, walk)
    for (const [name, item] of value) walkValue(item, walk, name)
  } else if (Array.isArray(value)) {
    judgeShape(value, walk, key)
    for (const item of value) walkValue(item as Value, walk, key)
  } else if (typeof value === 'string') judgeText(value, walk, key)
  else if (typeof value === 'number') judgeNumber(value, walk, key)
}

function tellNode(map: ValueMap, className: string, walk: Walk): void {
  const { scope } = walk
  const node: KerasNode = {
    module: textOf(map.get('module')),
    className,
    registeredName: textOf(map.get('registered_name')),
    symbol: symbolOf(map),
  }
  const shown = node.module === undefined ? className : `${node.module}.${className}`
  const subject = node.symbol === undefined ? shown : `${shown}(${node.symbol.slice(0, 100)})`
  if (!isNew(walk, subject)) return
  if (className === 'TensorFlowOpLayer') return tellTensorFlowOperator(map, walk)
  const verdict = judgeNode(node)
  if (verdict === undefined) return
  if (scope.allow.allows('config-code', shown) || scope.allow.allows('config-code', node.registeredName ?? shown))
    return
  const { rule, why } = verdict
  const level = rule === 'config-code/unvetted-class' && walk.trust === 'known classes only' ? 'low' : verdict.level
  const name = nameOf(map)
  const detail = `${walk.where}${name === undefined ? '' : `, ${name}`}: ${why}`
  scope.find(rule, { subject, detail, offset: walk.offset, level, call: callOf(map, shown) })
}

/** Layers of old models hold a node of a graph as JSON. */
function tellTensorFlowOperator(map: ValueMap, walk: Walk): void {
  const config = map.get('config')
  const text = isMap(config) ? config.get('node_def') : undefined
  // Of operators that stand twice a loader takes one or the other: the first that is not pure is told.
  const operators =
    typeof text === 'string' ? Array.from(text.matchAll(/"op"\s{0,9}:\s{0,9}"(\w{1,100})"/g), ([, name]) => name!) : []
  const operator = operators.find((name) => judgeOperator(name) !== 'pure') ?? operators[0]
  const kind = operator === undefined ? 'unknown' : judgeOperator(operator)
  if (kind === 'pure') return
  const rule = kind === 'host' ? 'graph-ops/host-access' : 'graph-ops/unvetted-operator'
  const subject = operator ?? 'TensorFlowOpLayer'
  walk.scope.find(rule, {
    subject,
    detail: `${walk.where} has a layer of the operator ${subject}`,
    offset: walk.offset,
  })
}

/** The name of a function node, or the symbol that a wrapper layer calls. */
function symbolOf(map: ValueMap): string | undefined {
  const config = map.get('config')
  if (map.get('class_name') === 'function') {
    return typeof config === 'string' ? config : isMap(config) ? textOf(config.get('name')) : undefined
  }
  if (!isMap(config)) return undefined
  return textOf(config.get('function')) ?? textOf(config.get('cls_symbol')) ?? textOf(config.get('attr_name'))
}

const pathKeys = new Set(
  'cache_dir cache_subdir file_path filename filepath fname handle idf_weights path vocabulary weights url origin'.split(
    ' ',
  ),
)

function judgeText(text: string, walk: Walk, key: string): void {
  if (isAddress(text)) {
    if (!isNew(walk, text)) return
    const detail = `${walk.where} names the address ${text} as ${key}`
    walk.scope.find('external-data/remote-address', { subject: text, detail, offset: walk.offset })
    return
  }
  if (!pathKeys.has(key) || text === '' || !isNew(walk, `${key} ${text}`)) return
  const kind = kindOfPath(text)
  if (kind === 'plain') {
    if (key !== 'vocabulary' && key !== 'idf_weights') return
    const detail = `${walk.where} reads ${key} from the file ${text}`
    walk.scope.find('external-data/missing', { subject: text, detail, offset: walk.offset })
  } else {
    const detail = `${walk.where} reads ${key} from ${text}, which leads outside the model`
    walk.scope.find('external-data/escaping-path', { subject: text, detail, offset: walk.offset })
  }
}

const sizeKeys = new Set(
  'units filters input_dim output_dim num_bins max_tokens num_tokens vocabulary_size num_heads key_dim depth size n'.split(
    ' ',
  ),
)
const largestSize = 2 ** 31

function judgeNumber(value: number, walk: Walk, key: string): void {
  if (!sizeKeys.has(key) || Math.abs(value) < largestSize) return
  tellAbsurd(`${key} ${value}`, walk, key)
}

const largestShape = 2 ** 40

function judgeShape(value: readonly unknown[], walk: Walk, key: string): void {
  if (!key.endsWith('shape') && !key.endsWith('dims')) return
  let product = 1
  for (const size of value) if (typeof size === 'number') product *= Math.max(1, Math.abs(size))
  if (product >= largestShape) tellAbsurd(`${key} ${value.slice(0, 8).map(String).join(' x ')}`, walk, key)
}

function tellAbsurd(shown: string, walk: Walk, key: string): void {
  if (!isNew(walk, shown)) return
  const detail = `${walk.where} has the ${shown}, which would take all memory`
  walk.scope.find('format/absurd-number', { subject: key, detail, offset: walk.offset })
}

function isNew(walk: Walk, subject: string): boolean {
  if (walk.told.has(subject)) return false
  walk.told.add(subject)
  return true
}

function nameOf(map: ValueMap): string | undefined {
  const config = map.get('config')
  const name = (isMap(config) ? textOf(config.get('name')) : undefined) ?? textOf(map.get('name'))
  return name === undefined ? undefined : `layer ${name.slice(0, 100)}`
}

/** As far as a line goes. */
function callOf(map: ValueMap, shown: string): string {
  const config = map.get('config')
  if (typeof config === 'string') return `${shown}(${JSON.stringify(config.slice(0, 200))})`
  if (!isMap(config)) return `${shown}()`
  const parts = [...config].slice(0, 8).map(([key, value]) => `${key}=${shortOf(value)}`)
  return `${shown}(${parts.join(', ')})`
}

function shortOf(value: Value): string {
  if (isMap(value)) return '{…}'
  if (Array.isArray(value))
    return `[${value
      .slice(0, 4)
      .map((item) => shortOf(item as Value))
      .join(', ')}]`
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
