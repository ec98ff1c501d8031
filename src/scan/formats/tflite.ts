import { ByteWindow } from '../byte-window.ts'
import { FlatBuffer, type Table, type Vector } from '../flatbuffer/table.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { ByteRuns } from './byte-runs.ts'
import { judgeOperator } from './tensorflow/operators.ts'

const tablesAtMost = 1_000_000
const customCode = 32

/**
 * TensorFlow Lite and Circle (schema.fbs, version 3): the structure is checked as a verifier does, operators by name, and
 * places of values against the file. Values are skipped.
 */
export const tfliteReader: FormatReader = {
  format: 'tflite',
  title: 'a TensorFlow Lite model',
  recognises: hasIdentifier,
  read: readModel,
}

function hasIdentifier({ bytes }: Head): boolean {
  const identifier = String.fromCharCode(...bytes.subarray(4, 8))
  return identifier === 'TFL3' || identifier === 'CIR0'
}

function readModel(source: ByteSource, scope: Scope): void {
  const window = new ByteWindow(source)
  const buffer = new FlatBuffer(window, scope.budget)
  const model = buffer.root()
  const description = model.text(3)
  if (description !== '') scope.text(description, 'description')
  scope.fact({ kind: 'property', name: 'tflite version', value: String(model.unsigned(0, 4)) })
  const codes = [...model.tables(1, tablesAtMost)].map((code) => codeOf(code))
  const sizes = readBuffers(model, source, scope, buffer)
  const used = new Set<number>()
  let isMain = true
  for (const graph of model.tables(2, tablesAtMost)) {
    readSubgraph(graph, { codes, sizes, scope, window, used, isMain })
    isMain = false
  }
  // An interpreter looks up every operator of the list, used or not.
  const told = new Set<string>()
  for (const [index, code] of codes.entries()) {
    if (used.has(index) || !isCustom(code)) continue
    judgeCustom(code.custom, undefined, model.at, told, { codes, sizes, scope, window, used, isMain })
  }
  for (const metadata of model.tables(6, tablesAtMost)) metadata.text(0)
  accountForEnd(source, scope, buffer)
}

interface Code {
  readonly builtin: number
  readonly custom: string
}

function codeOf(table: Table): Code {
  return { builtin: Math.max(table.signed(0, 1), table.signed(3, 4)), custom: table.text(1) }
}

function isCustom({ builtin, custom }: Code): boolean {
  return builtin === customCode || custom !== ''
}

/** Sizes of all buffers; their bytes are data, within the file. */
function readBuffers(model: Table, source: ByteSource, scope: Scope, flat: FlatBuffer): readonly number[] {
  const ranges: (readonly [start: number, end: number])[] = []
  const sizes: number[] = []
  for (const table of model.tables(4, tablesAtMost)) {
    const inside = table.vector(0, 1)
    const [offset, size] = [table.unsigned(1, 8), table.unsigned(2, 8)]
    if (inside !== undefined) ranges.push([inside.start, inside.start + inside.count])
    if (offset > 1) {
      if (!(offset + size <= source.size)) {
        const detail = `a buffer of ${size} bytes at ${offset} leads past the end of the file`
        scope.find('format/lying-size', { subject: 'buffer', detail, offset: table.at })
      } else {
        ranges.push([offset, offset + size])
        flat.end = Math.max(flat.end, offset + size)
      }
    }
    sizes.push(inside?.count ?? (offset > 1 ? size : 0))
  }
  const runs = new ByteRuns(scope)
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) runs.data(start, end)
  return sizes
}

interface GraphContext {
  readonly codes: readonly Code[]
  readonly sizes: readonly number[]
  readonly scope: Scope
  readonly window: ByteWindow
  /** Operators of the list that some graph has. */
  readonly used: Set<number>
  readonly isMain: boolean
}

function readSubgraph(graph: Table, context: GraphContext): void {
  const { scope } = context
  const tensors = [...graph.tables(0, tablesAtMost)]
  const ports = tensors.map((tensor) => readTensor(tensor, context))
  for (const [field, direction] of [
    [1, 'input'],
    [2, 'output'],
  ] as const) {
    for (const index of integers(graph.vector(field, 4), context.window)) {
      const port = ports[index]
      if (port === undefined) tellIndex(`an ${direction} of the graph`, index, graph, scope)
      else if (context.isMain) scope.fact({ kind: 'tensor-port', direction, ...port, shape: [...port.shape] })
    }
  }
  graph.text(4)
  const told = new Set<string>()
  for (const operator of graph.tables(3, tablesAtMost)) readOperator(operator, tensors.length, told, context)
}

interface Port {
  readonly name: string
  readonly type: string
  readonly shape: readonly number[]
}

const absurdCount = 2 ** 50

function readTensor(tensor: Table, { sizes, scope, window }: GraphContext): Port {
  const shape = [...integers(tensor.vector(0, 4), window)]
  const type = tensor.signed(1, 1)
  const buffer = tensor.unsigned(2, 4)
  const name = tensor.text(3)
  const count = shape.reduce((product, size) => product * size, 1)
  const size = sizes[buffer]
  if (shape.some((dimension) => dimension < -1) || Math.abs(count) > absurdCount) {
    const detail = `the tensor ${name} has the dimensions ${shape.slice(0, 8).join(' x ')}`
    scope.find('format/absurd-number', { subject: name, detail, offset: tensor.at })
  } else if (size === undefined) tellIndex(`the buffer of the tensor ${name}`, buffer, tensor, scope)
  else if (size > 0 && !tensor.has(6)) {
    const bytes = Math.ceil(count * (elementBytes[type] ?? 0))
    if (size < bytes) {
      const detail = `the tensor ${name} needs ${bytes} bytes, and its buffer has ${size}`
      scope.find('format/lying-size', { subject: name, detail, offset: tensor.at })
    }
  }
  return { name, type: typeNames[type] ?? `type ${type}`, shape }
}

function readOperator(operator: Table, tensors: number, told: Set<string>, context: GraphContext): void {
  const { codes, scope, window } = context
  const index = operator.unsigned(0, 4)
  const code = codes[index]
  if (code === undefined) return tellIndex('the code of an operator', index, operator, scope)
  context.used.add(index)
  for (const field of [1, 2, 8]) {
    for (const tensor of integers(operator.vector(field, 4), window)) {
      if (tensor < -1 || tensor >= tensors) tellIndex('a tensor of an operator', tensor, operator, scope)
    }
  }
  const options = operator.vector(5, 1)
  if (isCustom(code)) judgeCustom(code.custom, options, operator.at, told, context)
}

/** Operators that public tools write, and whose libraries are well known. */
const knownCustom = new Set(
  `TFLite_Detection_PostProcess Convolution2DTransposeBias MaxPoolingWithArgmax2D MaxUnpooling2D Landmarks2TransformMatrix
  TransformLandmarks TransformTensorBilinear AudioSpectrogram Mfcc Irfft2D Multinomial RandomStandardNormal RandomUniform
  Roll NumericVerify edgetpu-custom-op ethos-u TFSentencepieceTokenizeOp Cumsum HashTable Atan2 Sign`.split(/\s+/),
)

function judgeCustom(
  name: string,
  options: Vector | undefined,
  offset: number,
  told: Set<string>,
  context: GraphContext,
): void {
  const { scope, window } = context
  const isFlex = name.startsWith('Flex')
  const operator = isFlex ? name.slice(4) : name
  const kind = isFlex
    ? judgeOperator(operator)
    : knownCustom.has(name) || name.startsWith('TFText>')
      ? 'known-library'
      : 'library'
  const namesFile =
    isFlex && options !== undefined && mentionsFile(window.bytes(options.start, Math.min(options.count, 1 << 16)))
  if ((kind === 'pure' && !namesFile) || told.has(`${name} ${namesFile}`)) return
  told.add(`${name} ${namesFile}`)
  if (scope.allow.allows('graph-ops', name) || scope.allow.allows('graph-ops', operator)) return
  const detail = `an operator is the custom ${name}${namesFile ? ', whose options name a file or an address' : ''}`
  if (kind === 'host' || namesFile) scope.find('graph-ops/host-access', { subject: name, detail, offset })
  else {
    const rule = kind === 'unknown' ? 'graph-ops/unvetted-operator' : 'graph-ops/custom-library'
    scope.find(rule, { subject: name, detail, offset, ...(kind === 'known-library' ? { level: 'low' as const } : {}) })
  }
}

function mentionsFile(options: Uint8Array): boolean {
  return Buffer.from(options.buffer, options.byteOffset, options.length).includes('://')
}

function tellIndex(what: string, index: number, table: Table, scope: Scope): void {
  const detail = `${what} has the number ${index}, which there is not`
  scope.find('format/lying-size', { subject: what, detail, offset: table.at })
}

function* integers(vector: Vector | undefined, window: ByteWindow): Generator<number> {
  if (vector === undefined) return
  for (let index = 0; index < vector.count; index++) yield window.unsigned(vector.start + 4 * index, 4) | 0
}

const longestOptions = 1024

/** Options of operators have no end that is known without their schema; anything longer behind them is not of the model. */
function accountForEnd(source: ByteSource, scope: Scope, { end }: FlatBuffer): void {
  const rest = source.size - end
  const isOptions =
    rest <= longestOptions && !Buffer.from(source.bytes(end, rest)).includes('PK\u0003\u0004', 0, 'latin1')
  scope.account('parsed', 0, isOptions ? source.size : end)
}

/** Bytes of one element by TensorType; 0 where it has no fixed size. */
const elementBytes: readonly number[] = [4, 2, 4, 1, 8, 0, 1, 2, 8, 1, 8, 16, 8, 0, 0, 4, 2, 0.5, 2, 0.25, 0.5]
const typeNames: readonly string[] = [
  ...['float32', 'float16', 'int32', 'uint8', 'int64', 'string', 'bool', 'int16', 'complex64', 'int8', 'float64'],
  ...['complex128', 'uint64', 'resource', 'variant', 'uint32', 'uint16', 'int4', 'bfloat16', 'int2', 'uint4'],
]
