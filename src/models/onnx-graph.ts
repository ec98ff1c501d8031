import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { AirworthyError, messageOf } from '../core/errors.ts'
import { describe, elementType, freeName, type GraphValue, namesIn, tensorInfo } from './graph-values.ts'
import { widenOutputs } from './half-precision.ts'
import {
  type AttributeProto,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  type NodeProto,
  OperatorSetIdProtoSchema,
  type TensorProto,
} from './generated/onnx-ml_pb.ts'

export interface Graph {
  readonly model: ModelProto
  readonly inputs: readonly GraphValue[]
  /** With the matrix behind each ZipMap in place of its sequence of maps. */
  readonly outputs: readonly GraphValue[]
  /** The names of outputs that were sequences of maps, and of the matrices that stand for them. */
  readonly unzipped: ReadonlyMap<string, string>
  /** The names of outputs of half precision, and of those that stand for them in float32. */
  readonly widened: ReadonlyMap<string, string>
  /** Class labels by the name of the tensor that has a column for each. */
  readonly classLabels: ReadonlyMap<string, readonly string[]>
  /** Class labels wherever the graph tells them, if they are told once. */
  readonly onlyClassLabels: readonly string[] | null
  readonly usesExternalData: boolean
  /** Whether the model is no longer what the file holds. */
  readonly isEdited: boolean
}

/** Decodes a model and takes its ZipMaps out, whose sequences of maps ONNX Runtime cannot hand to Node. */
export function readGraph(bytes: Uint8Array, path: string): Graph {
  const model = decode(bytes, path)
  const { graph } = model
  if (graph === undefined || graph.output.length === 0) {
    throw new AirworthyError('MODEL_CORRUPT', { path, problem: 'it holds no graph with outputs' })
  }
  const classLabels = new Map<string, readonly string[]>()
  const unzipped = new Map<string, string>()
  for (const node of graph.node) readClassLabels(node, classLabels)
  for (const zipMap of graph.node.filter((node) => node.opType === 'ZipMap')) {
    const [matrix, sequence] = [zipMap.input[0], zipMap.output[0]]
    if (matrix === undefined || sequence === undefined) continue
    const output = graph.output.findIndex(({ name }) => name === sequence)
    if (output === -1) continue
    unzipped.set(sequence, matrix)
    graph.node.splice(graph.node.indexOf(zipMap), 1)
    if (graph.output.some(({ name }) => name === matrix)) graph.output.splice(output, 1)
    else graph.output[output] = tensorInfo(matrix, elementType.float32, [null, null])
  }
  const widened = widenOutputs(graph)
  for (const [name, wide] of widened) if (classLabels.has(name)) classLabels.set(wide, classLabels.get(name)!)
  const initializers = new Set(graph.initializer.map(({ name }) => name))
  const told = [
    ...new Map([...classLabels.values(), ...constantClasses(model)].map((names) => [names.join('\0'), names])).values(),
  ]
  return {
    model,
    inputs: graph.input.filter(({ name }) => !initializers.has(name)).map(describe),
    outputs: graph.output.map(describe),
    unzipped,
    widened,
    classLabels,
    onlyClassLabels: told.length === 1 ? told[0]! : null,
    usesExternalData: graph.initializer.some(isExternal),
    isEdited: unzipped.size + widened.size > 0,
  }
}

/** The names under which a string input is fed. */
export interface CodedInput {
  readonly codes: string
  readonly dictionary: string
}

/**
 * Lets each named string input arrive as int32 codes and a dictionary, joined by a Gather in the graph: the same
 * strings, without one crossing into the runtime for every row.
 */
export function codeStringInputs(model: ModelProto, names: readonly string[]): ReadonlyMap<string, CodedInput> {
  const graph = model.graph!
  const taken = namesIn(graph)
  const coded = new Map<string, CodedInput>()
  const gathers: NodeProto[] = []
  for (const name of names) {
    const at = graph.input.findIndex((input) => input.name === name)
    const { shape } = describe(graph.input[at]!)
    const codes = freeName(`${name}/codes`, taken)
    const dictionary = freeName(`${name}/dictionary`, taken)
    graph.input.splice(
      at,
      1,
      tensorInfo(codes, elementType.int32, shape),
      tensorInfo(dictionary, elementType.string, [null]),
    )
    gathers.push(create(NodeProtoSchema, { opType: 'Gather', input: [dictionary, codes], output: [name] }))
    coded.set(name, { codes, dictionary })
  }
  graph.node.unshift(...gathers)
  if (gathers.length > 0) importStandardOperators(model)
  return coded
}

/** A model of only ai.onnx.ml operators need not import the standard ones. */
export function importStandardOperators(model: ModelProto): void {
  if (model.opsetImport.some(({ domain }) => domain === '' || domain === 'ai.onnx')) return
  model.opsetImport.push(create(OperatorSetIdProtoSchema, { domain: '', version: 13n }))
}

/** The edited model as bytes; what this schema does not know is kept. */
export function encodeModel(model: ModelProto): Uint8Array {
  return toBinary(ModelProtoSchema, model)
}

/** The domains and names of operators that the graph takes from outside the standard ones and does not define itself. */
export function foreignOperators(model: ModelProto): readonly string[] {
  const defined = new Set(model.functions.map(({ domain, name }) => `${domain}:${name}`))
  const nodes = model.graph!.node.map(({ domain, opType }) => `${domain}:${opType}`)
  return [...new Set(nodes)].filter(
    (name) => !name.startsWith(':') && !/^(ai\.onnx|com\.microsoft)/.test(name) && !defined.has(name),
  )
}

function decode(bytes: Uint8Array, path: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes)
  } catch (error) {
    throw new AirworthyError('MODEL_CORRUPT', { path, problem: messageOf(error) }, error)
  }
}

/** ZipMap and the classifiers of ai.onnx.ml tell the classes in their attributes. */
function readClassLabels(node: NodeProto, classLabels: Map<string, readonly string[]>): void {
  const attribute = node.attribute.find(({ name }) => name.startsWith('classlabels_'))
  const labels = attribute === undefined ? [] : labelsOf(attribute)
  if (labels.length === 0) return
  const matrix = node.opType === 'ZipMap' ? node.input[0] : node.output[1]
  if (matrix !== undefined) classLabels.set(matrix, labels)
}

function labelsOf({ strings, ints }: AttributeProto): readonly string[] {
  return strings.length > 0 ? strings.map((bytes) => new TextDecoder().decode(bytes)) : ints.map(String)
}

/** Converters that choose the label by ArgMax keep the classes in a constant beside it. */
function constantClasses(model: ModelProto): readonly (readonly string[])[] {
  const graph = model.graph!
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]))
  return graph.node
    .filter(({ opType }) => opType === 'ArrayFeatureExtractor')
    .map(({ input }) => constants.get(input[0] ?? ''))
    .filter((tensor) => tensor !== undefined && /class/i.test(tensor.name))
    .map((tensor) => textsOf(tensor!))
    .filter((texts) => texts.length > 1)
}

function textsOf(tensor: TensorProto): readonly string[] {
  if (tensor.stringData.length > 0) return tensor.stringData.map((bytes) => new TextDecoder().decode(bytes))
  if (tensor.int64Data.length > 0) return tensor.int64Data.map(String)
  if (tensor.int32Data.length > 0) return tensor.int32Data.map(String)
  const raw = tensor.rawData.slice().buffer
  if (tensor.dataType === elementType.int64) return [...new BigInt64Array(raw)].map(String)
  if (tensor.dataType === elementType.int32) return [...new Int32Array(raw)].map(String)
  return []
}

function isExternal({ dataLocation }: TensorProto): boolean {
  return dataLocation === 1
}
