import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import { type ByteSource, sliceOf } from '../../source.ts'
import { kindOfPath } from '../data-path.ts'
import { scanKerasConfig } from '../keras/config.ts'
import type { GraphReading } from './graph-reading.ts'
import { emptyGraph, readGraphDef } from './graph.ts'
import { judgeGraph } from './judge-graph.ts'
import { nodeName } from './reach.ts'

interface MetaGraph {
  readonly saver: string[]
  readonly entries: string[]
  readonly assets: Set<string>
}

/** Operations that loaders run, by the collections that name them. */
const startingCollections = new Set([
  'init_op',
  'legacy_init_op',
  'main_op',
  'saved_model_main_op',
  'table_initializer',
])

/** MetaGraphDef (tensorflow/core/protobuf/meta_graph.proto). */
export function readMetaGraph(cursor: WireCursor, source: ByteSource, reading: GraphReading): void {
  const { scope } = reading
  const graph = emptyGraph()
  const meta: MetaGraph = { saver: [], entries: [], assets: new Set() }
  while (cursor.next()) {
    if (cursor.wire !== 2) continue
    if (cursor.field === 1) readInfo(cursor.message(), reading)
    else if (cursor.field === 2) readGraphDef(cursor.message(), graph, reading)
    else if (cursor.field === 3) meta.saver.push(...readSaver(cursor.message()))
    else if (cursor.field === 4) readCollection(cursor.message(), meta)
    else if (cursor.field === 5) readSignature(cursor.message(), meta, reading)
    else if (cursor.field === 6) readAsset(cursor.message(), meta, reading)
    else if (cursor.field === 7) readObjectGraph(cursor.message(), source, reading)
  }
  judgeGraph(graph, meta, scope)
}

function readInfo(cursor: WireCursor, { scope }: GraphReading): void {
  while (cursor.next()) {
    if (cursor.isBytes(5)) scope.fact({ kind: 'producer', name: 'tensorflow', version: cursor.text() })
  }
}

/** SaverDef: three names. */
function readSaver(cursor: WireCursor): readonly string[] {
  const names = ['', '', '']
  while (cursor.next()) if (cursor.wire === 2 && cursor.field <= 3) names[cursor.field - 1] = cursor.text()
  return names
}

function readCollection(cursor: WireCursor, meta: MetaGraph): void {
  let name = ''
  const nodes: string[] = []
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = cursor.text()
    else if (cursor.isBytes(2)) {
      const collection = cursor.message()
      while (collection.next()) {
        if (!collection.isBytes(1)) continue
        const list = collection.message()
        while (list.next()) if (list.isBytes(1) && nodes.length < 1000) nodes.push(list.text())
      }
    }
  }
  if (startingCollections.has(name)) meta.entries.push(...nodes)
}

/** An entry of the map of SignatureDefs: inputs, outputs, and how they are called. */
function readSignature(cursor: WireCursor, meta: MetaGraph, reading: GraphReading): void {
  while (cursor.next()) {
    if (!cursor.isBytes(2)) continue
    const signature = cursor.message()
    while (signature.next()) {
      if (signature.isBytes(1)) readTensorEntry(signature.message(), 'input', meta, reading)
      else if (signature.isBytes(2)) readTensorEntry(signature.message(), 'output', meta, reading)
    }
  }
}

function readTensorEntry(
  cursor: WireCursor,
  direction: 'input' | 'output',
  meta: MetaGraph,
  { scope }: GraphReading,
): void {
  let key = ''
  const info: TensorInfo = { names: [], type: 0, shape: [] }
  while (cursor.next()) {
    if (cursor.isBytes(1)) key = cursor.text()
    else if (cursor.isBytes(2)) readTensorInfo(cursor.message(), info)
  }
  if (direction === 'output') meta.entries.push(...info.names)
  if (info.type === 0) return
  scope.fact({
    kind: 'tensor-port',
    direction,
    name: key,
    type: typeNames[info.type] ?? `type ${info.type}`,
    shape: [...info.shape],
  })
}

interface TensorInfo {
  readonly names: string[]
  type: number
  readonly shape: (number | string)[]
}

function readTensorInfo(cursor: WireCursor, info: TensorInfo): void {
  while (cursor.next()) {
    if (cursor.isBytes(1)) info.names.push(cursor.text())
    else if (cursor.isVarint(2)) info.type = cursor.value
    else if (cursor.isBytes(3)) readShape(cursor.message(), info.shape)
    else if (cursor.isBytes(4)) {
      const sparse = cursor.message()
      while (sparse.next()) if (sparse.wire === 2) info.names.push(sparse.text())
    } else if (cursor.isBytes(5)) {
      const composite = cursor.message()
      while (composite.next()) if (composite.isBytes(2)) readTensorInfo(composite.message(), info)
    }
  }
}

function readShape(cursor: WireCursor, shape: (number | string)[]): void {
  while (cursor.next()) {
    if (!cursor.isBytes(2) || shape.length >= 64) continue
    const dim = cursor.message()
    let size: number | string = 0
    while (dim.next()) if (dim.isVarint(1)) size = Number.isSafeInteger(dim.value) ? dim.value : '?'
    shape.push(size)
  }
}

/** AssetFileDef: the tensor that gets the path, and the name within the folder of assets. */
function readAsset(cursor: WireCursor, meta: MetaGraph, { scope }: GraphReading): void {
  const info: TensorInfo = { names: [], type: 0, shape: [] }
  const offset = cursor.start
  let file = ''
  while (cursor.next()) {
    if (cursor.isBytes(1)) readTensorInfo(cursor.message(), info)
    else if (cursor.isBytes(2)) file = cursor.text()
  }
  for (const name of info.names) meta.assets.add(nodeName(name))
  if (kindOfPath(file) === 'plain') {
    scope.fact({ kind: 'reference', to: `assets/${file}`, why: 'asset' })
    return
  }
  const detail = `the asset ${file} leads outside the folder of assets`
  scope.find('external-data/escaping-path', { subject: file, detail, offset })
}

/** SavedObjectGraph: what Keras kept of its layers, as JSON. */
function readObjectGraph(cursor: WireCursor, source: ByteSource, reading: GraphReading): void {
  while (cursor.next()) {
    if (!cursor.isBytes(1)) continue
    const object = cursor.message()
    while (object.next()) if (object.isBytes(4)) readUserObject(object.message(), source, reading)
  }
}

/** SavedUserObject: an identifier, and metadata. */
function readUserObject(cursor: WireCursor, source: ByteSource, reading: GraphReading): void {
  let identifier = ''
  let metadata: readonly [start: number, length: number] | undefined
  while (cursor.next()) {
    if (cursor.isBytes(1)) identifier = cursor.text()
    else if (cursor.isBytes(3)) metadata = [cursor.start, cursor.length]
  }
  if (metadata !== undefined) readMetadata(source, metadata[0], metadata[1], identifier, reading)
}

/** Classes of SavedModels are looked up among those that the program knows, and never imported. */
export function readMetadata(
  source: ByteSource,
  start: number,
  length: number,
  identifier: string,
  reading: GraphReading,
): void {
  const content = sliceOf(source, start, length)
  if (content.bytes(0, 1)[0] !== 0x7b) return
  scanKerasConfig(
    content,
    reading.scope,
    `metadata of ${identifier === '' ? 'an object' : identifier}`,
    start,
    'known classes only',
  )
}

const typeNames: readonly string[] = [
  ...['invalid', 'float', 'double', 'int32', 'uint8', 'int16', 'int8', 'string', 'complex64', 'int64', 'bool', 'qint8'],
  ...['quint8', 'qint32', 'bfloat16', 'qint16', 'quint16', 'uint16', 'complex128', 'half', 'resource', 'variant'],
  ...['uint32', 'uint64'],
]
