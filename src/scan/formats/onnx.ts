import { Budget, Malformed } from '../limits.ts'
import { ByteWindow } from '../byte-window.ts'
import { WireCursor } from '../protobuf/wire-cursor.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'
import { ByteRuns } from './byte-runs.ts'
import { type GraphPorts, readFunction, readGraph } from './onnx/graph.ts'
import { type OnnxModel, passUnknown, readEntry } from './onnx/model.ts'
import { kindOfOperator } from './onnx/operators.ts'
import { readTensor } from './onnx/tensor.ts'

/** Fields of ModelProto and their wire types. */
const modelFields: ReadonlyMap<number, number> = new Map([
  ...[1, 5].map((field) => [field, 0] as const),
  ...[2, 3, 4, 6, 7, 8, 14, 20, 25, 26].map((field) => [field, 2] as const),
])

/**
 * ONNX, a ModelProto (github.com/onnx/onnx, onnx.proto): operators, paths and numbers of all graphs, wherever they are
 * nested. Tensor values are skipped, so size does not matter; fields may stand in any order.
 */
export const onnxReader: FormatReader = {
  format: 'onnx',
  title: 'an ONNX model',
  recognises: ({ source }) => looksLikeModel(source),
  async read(source, scope) {
    const model = modelOver(source, scope)
    const ports: GraphPorts = { inputs: [], outputs: [], initializers: new Set() }
    const end = readModel(source, model, ports)
    model.runs.parsedUpTo(end)
    for (const { name, type, shape } of ports.inputs) {
      if (!ports.initializers.has(name)) {
        scope.fact({ kind: 'tensor-port', direction: 'input', name, type, shape: [...shape] })
      }
    }
    for (const { name, type, shape } of ports.outputs) {
      scope.fact({ kind: 'tensor-port', direction: 'output', name, type, shape: [...shape] })
    }
    judgeOperators(model)
    await scanUnknown(model)
  },
}

/** A TensorProto on its own, as test data of models are kept. */
export const onnxTensorReader: FormatReader = {
  format: 'onnx-tensor',
  title: 'an ONNX tensor',
  recognises: (head) => looksLikeTensor(head),
  async read(source, scope) {
    const model = modelOver(source, scope)
    readTensor(new WireCursor(model.window, scope.budget), model)
    model.runs.parsedUpTo(source.size)
    await scanUnknown(model)
  },
}

/** Values that a model keeps beside it: numbers without a head, known by the names that exporters give them. */
export const onnxDataReader: FormatReader = {
  format: 'onnx-data',
  title: 'the values of an ONNX model',
  recognises: ({ name }) => /\.onnx[._]data(?:_\d{1,4})?$/.test(name),
  read: (source, scope) => scope.account('data', 0, source.size),
}

function modelOver(source: ByteSource, scope: Scope): OnnxModel {
  const [window, runs] = [new ByteWindow(source), new ByteRuns(scope)]
  return { scope, window, runs, operators: new Map(), functions: new Set(), unknown: [] }
}

/** Returns where the model ends; what lies behind is no part of it. */
function readModel(source: ByteSource, model: OnnxModel, ports: GraphPorts): number {
  const { scope } = model
  const cursor = new WireCursor(model.window, scope.budget)
  let producer = ''
  let version = ''
  let knownEnd = 0
  for (;;) {
    try {
      if (!cursor.next()) break
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      if (cursor.field === 7 && cursor.wire === 2 && cursor.start > cursor.tag) {
        readGraph(new WireCursor(model.window, scope.budget, cursor.start, source.size, 1), model, ports)
        throw error
      }
      if (knownEnd === 0) throw error
      const detail = `the model ends at ${knownEnd}, and other bytes follow`
      scope.find('format/malformed', { subject: 'trailing bytes', detail, offset: knownEnd })
      model.unknown.splice(0, Infinity, ...model.unknown.filter(({ start }) => start < knownEnd))
      return knownEnd
    }
    if (modelFields.get(cursor.field) === cursor.wire) {
      if (cursor.field === 2) producer = cursor.text()
      else if (cursor.field === 3) version = cursor.text()
      else readModelField(cursor, model, ports)
      knownEnd = cursor.end
    } else passUnknown(cursor, 'ModelProto', model)
  }
  if (producer !== '') scope.fact({ kind: 'producer', name: producer, version: version === '' ? null : version })
  return source.size
}

function readModelField(cursor: WireCursor, model: OnnxModel, ports: GraphPorts): void {
  const { scope } = model
  switch (cursor.field) {
    case 1:
      return scope.fact({ kind: 'property', name: 'ir_version', value: String(cursor.value) })
    case 6:
      return scope.text(cursor.text(), 'doc_string', cursor.start)
    case 7:
      return readGraph(cursor.message(), model, ports)
    case 8: {
      const { domain, version } = readOpset(cursor.message())
      return scope.fact({ kind: 'property', name: `opset ${domain === '' ? 'ai.onnx' : domain}`, value: version })
    }
    case 14: {
      const [key, value] = readEntry(cursor.message())
      if (value.length <= longestProperty) scope.fact({ kind: 'property', name: key, value })
      return scope.text(`${key}: ${value}`, 'metadata_props', cursor.start)
    }
    case 20:
      return readTraining(cursor.message(), model)
    case 25:
      return readFunction(cursor.message(), model)
    default:
  }
}

const longestProperty = 200

function readOpset(cursor: WireCursor): { readonly domain: string; readonly version: string } {
  let domain = ''
  let version = ''
  while (cursor.next()) {
    if (cursor.isBytes(1)) domain = cursor.text()
    else if (cursor.isVarint(2)) version = String(cursor.value)
  }
  return { domain, version }
}

/** TrainingInfoProto: two graphs, and names. */
function readTraining(cursor: WireCursor, model: OnnxModel): void {
  while (cursor.next()) if (cursor.isBytes(1) || cursor.isBytes(2)) readGraph(cursor.message(), model)
}

function judgeOperators(model: OnnxModel): void {
  const { scope } = model
  for (const [key, { domain, name, node, offset }] of model.operators) {
    const kind = kindOfOperator(domain, name)
    const shown = domain === '' ? name : `${domain}.${name}`
    if (kind === 'pure' || (kind !== 'python' && model.functions.has(key))) continue
    if (scope.allow.allows('graph-ops', shown) || scope.allow.allows('graph-ops', domain)) continue
    const detail = `the node ${node === '' ? 'without a name' : node} is of the operator ${shown}`
    if (kind === 'python')
      scope.find('graph-ops/host-access', { subject: shown, detail: `${detail}, which calls Python`, offset })
    else if (kind === 'unknown') scope.find('graph-ops/unvetted-operator', { subject: shown, detail, offset })
    else {
      const level = kind === 'known-library' ? ({ level: 'low' } as const) : {}
      scope.find('graph-ops/custom-library', { subject: shown, detail, offset, ...level })
    }
  }
}

/** Fields that the format does not have: told of, and looked into where there is room for something. */
async function scanUnknown(model: OnnxModel): Promise<void> {
  for (const { name, start, end } of model.unknown) {
    const detail = `${name} has ${end - start} bytes, and is not of the format`
    model.scope.find('format/unknown-field', { subject: name, detail, offset: start, length: end - start })
    if (end - start >= roomForContent) await model.scope.child(name, sliceOf(model.window.source, start, end - start))
  }
}

const roomForContent = 1024

/** A ModelProto from its first fields to its graph, by their numbers and wire types. */
function looksLikeModel(source: ByteSource): boolean {
  const window = new ByteWindow(source)
  const cursor = new WireCursor(window, new Budget())
  const seen = new Set<number>()
  let graph = -1
  let length = 0
  try {
    for (let count = 0; count < fieldsLookedAt && cursor.next(); count++) {
      // A field that the format does not have is passed over, as loaders do.
      if (modelFields.get(cursor.field) !== cursor.wire) continue
      if (cursor.field === 1 && !(cursor.value >= 1 && cursor.value < 1000)) return false
      if (cursor.field === 7) [graph, length] = [cursor.start, cursor.length]
      seen.add(cursor.field)
      if (graph >= 0 && (seen.has(1) || seen.has(8))) return looksLikeGraph(window, graph, length)
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    const isCut = cursor.field === 7 && cursor.wire === 2 && cursor.start > cursor.tag && seen.has(1)
    return isCut && looksLikeGraph(window, cursor.start, source.size - cursor.start)
  }
  return false
}

const fieldsLookedAt = 10_000

function looksLikeGraph(window: ByteWindow, start: number, length: number): boolean {
  const cursor = new WireCursor(window, new Budget(), start, start + length)
  try {
    for (let count = 0; count < 8; count++) {
      if (!cursor.next()) return count > 0 || length === 0
      if (cursor.wire === 2 && !graphFields.has(cursor.field)) return false
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return graphFields.has(cursor.field)
  }
  return true
}

const graphFields = new Set([1, 2, 5, 10, 11, 12, 13, 14, 15, 16])

function looksLikeTensor({ source, name }: Head): boolean {
  if (!name.endsWith('.pb') && !name.endsWith('.onnx')) return false
  const cursor = new WireCursor(new ByteWindow(source), new Budget())
  let hasType = false
  let hasValues = false
  try {
    for (let count = 0; count < 64 && cursor.next(); count++) {
      if (cursor.field > 16 || (cursor.field === 1 && cursor.wire !== 0 && cursor.wire !== 2)) return false
      if (cursor.field === 2) {
        if (cursor.wire !== 0 || !(cursor.value >= 1 && cursor.value <= 30)) return false
        hasType = true
      }
      if ([4, 5, 6, 7, 9, 10, 11].includes(cursor.field)) hasValues = cursor.wire === 2
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return false
  }
  return hasType && hasValues
}
