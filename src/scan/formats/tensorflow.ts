import { Budget, Malformed } from '../limits.ts'
import { ByteWindow } from '../byte-window.ts'
import { WireCursor } from '../protobuf/wire-cursor.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { ByteRuns } from './byte-runs.ts'
import type { GraphReading } from './tensorflow/graph-reading.ts'
import { emptyGraph, readGraphField } from './tensorflow/graph.ts'
import { judgeGraph, noRoles } from './tensorflow/judge-graph.ts'
import { readMetadata, readMetaGraph } from './tensorflow/meta-graph.ts'

/** Field numbers and wire types of a message, with one that must be there and what its content looks like. */
interface Shape {
  readonly fields: ReadonlyMap<number, number>
  readonly needs: number
  readonly inner?: Shape
}

const bytesFields = (...fields: number[]): [number, number][] => fields.map((field) => [field, 2])

const node: Shape = { fields: new Map([...bytesFields(1, 2, 3, 4, 5, 6, 7)]), needs: 2 }
const graph: Shape = { fields: new Map([...bytesFields(1, 2, 4), [3, 0]]), needs: 1, inner: node }
const metaGraph: Shape = { fields: new Map(bytesFields(1, 2, 3, 4, 5, 6, 7)), needs: 2, inner: graph }
const savedModel: Shape = { fields: new Map([[1, 0], ...bytesFields(2)]), needs: 2, inner: { ...metaGraph, needs: 0 } }
const savedObject: Shape = { fields: new Map([...bytesFields(1, 3, 4, 5), [2, 0]]), needs: 4 }
const kerasMetadata: Shape = { fields: new Map(bytesFields(1)), needs: 1, inner: savedObject }
const fingerprint: Shape = { fields: new Map([[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], ...bytesFields(6, 7)]), needs: 1 }

/** SavedModel (tensorflow/core/protobuf/saved_model.proto), as `saved_model.pb` holds it. */
export const savedModelReader = protobufReader(
  'tensorflow-saved-model',
  'a SavedModel',
  savedModel,
  (cursor, source, reading) => {
    if (cursor.isBytes(2)) readMetaGraph(cursor.message(), source, reading)
  },
)

/** GraphDef: a frozen graph, or one written for training. */
export const graphDefReader: FormatReader = {
  format: 'tensorflow-graph',
  title: 'a TensorFlow graph',
  recognises: ({ source }) => hasShape(source, graph),
  read(source, scope) {
    const whole = emptyGraph()
    walk(source, scope, graph, (cursor, _, reading) => readGraphField(cursor, whole, reading))
    judgeGraph(whole, noRoles, scope)
  },
}

/** MetaGraphDef on its own, as checkpoints have it in `.meta` files. */
export const metaGraphReader: FormatReader = {
  format: 'tensorflow-meta-graph',
  title: 'a TensorFlow meta graph',
  recognises: ({ source }) => hasShape(source, metaGraph),
  read(source, scope) {
    const { reading, window } = readingOf(source, scope)
    readMetaGraph(new WireCursor(window, scope.budget), source, reading)
    reading.runs.parsedUpTo(source.size)
  },
}

/** `keras_metadata.pb` beside a SavedModel: JSON of every layer. */
export const kerasMetadataReader = protobufReader(
  'keras-metadata',
  'Keras metadata',
  kerasMetadata,
  (cursor, source, reading) => {
    if (!cursor.isBytes(1)) return
    const object = cursor.message()
    let identifier = ''
    let metadata: readonly [start: number, length: number] | undefined
    while (object.next()) {
      if (object.isBytes(4)) identifier = object.text()
      else if (object.isBytes(5)) metadata = [object.start, object.length]
    }
    if (metadata !== undefined) readMetadata(source, metadata[0], metadata[1], identifier, reading)
  },
)

/** `fingerprint.pb`: hashes of a SavedModel. */
export const fingerprintReader: FormatReader = {
  ...protobufReader('tensorflow-fingerprint', 'a fingerprint of a SavedModel', fingerprint, () => undefined),
  recognises: ({ name, source }) => name === 'fingerprint.pb' && hasShape(source, fingerprint),
}

export const tensorflowReaders: readonly FormatReader[] = [
  savedModelReader,
  metaGraphReader,
  graphDefReader,
  kerasMetadataReader,
  fingerprintReader,
]

type ReadField = (cursor: WireCursor, source: ByteSource, reading: GraphReading) => void

function protobufReader(format: string, title: string, shape: Shape, readField: ReadField): FormatReader {
  return {
    format,
    title,
    recognises: ({ source }) => hasShape(source, shape),
    read: (source, scope) => walk(source, scope, shape, readField),
  }
}

function readingOf(source: ByteSource, scope: Scope): { readonly reading: GraphReading; readonly window: ByteWindow } {
  return { reading: { scope, runs: new ByteRuns(scope), nodes: 0 }, window: new ByteWindow(source) }
}

/** Reads the fields of the outer message. Bytes that follow it are left for the driver to look at on their own. */
function walk(source: ByteSource, scope: Scope, shape: Shape, readField: ReadField): void {
  const { reading, window } = readingOf(source, scope)
  const cursor = new WireCursor(window, scope.budget)
  let end = 0
  for (;;) {
    try {
      if (!cursor.next()) break
    } catch (error) {
      if (!(error instanceof Malformed) || end === 0 || shape.fields.has(cursor.field)) throw error
      const detail = `the message ends at ${end}, and other bytes follow`
      scope.find('format/malformed', { subject: 'trailing bytes', detail, offset: end })
      return reading.runs.parsedUpTo(end)
    }
    if (shape.fields.get(cursor.field) !== cursor.wire) {
      const subject = `field ${cursor.field}`
      const detail = `${subject} at ${cursor.tag} is not of the format`
      scope.find('format/unknown-field', { subject, detail, offset: cursor.tag })
      continue
    }
    readField(cursor, source, reading)
    end = cursor.end
  }
  reading.runs.parsedUpTo(source.size)
}

const fieldsLookedAt = 200

/** Do the first fields have the numbers and wire types of this message, and is the one that it needs among them? */
function hasShape(source: ByteSource, shape: Shape): boolean {
  return matches(new ByteWindow(source), 0, source.size, shape)
}

function matches(window: ByteWindow, start: number, end: number, shape: Shape): boolean {
  const cursor = new WireCursor(window, new Budget(), start, end)
  let isThere = shape.needs === 0
  try {
    for (let count = 0; count < fieldsLookedAt && cursor.next(); count++) {
      const expected = shape.fields.get(cursor.field)
      if (expected !== undefined && expected !== cursor.wire) return isThere
      // A field that the format does not have is passed over, as loaders do.
      if (expected === undefined || cursor.field !== shape.needs || isThere) continue
      if (shape.inner !== undefined && !matches(window, cursor.start, cursor.end, shape.inner)) return false
      isThere = true
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    // Cut within the field that matters: recognised, so that it is told as malformed.
    const isCut = cursor.field === shape.needs && shape.fields.get(cursor.field) === cursor.wire && cursor.end >= end
    return isThere || (isCut && start > 0)
  }
  return isThere
}
