import type { AttributeProto, GraphProto, ModelProto, NodeProto } from './generated/onnx-ml_pb.ts'

/**
 * What a model can tell apart in a column, read off its graph: values that fall together are given the very same
 * answer, so they need to be asked about once.
 */
export type Resolution = TextResolution | NumberResolution

/** Texts outside of `known` are all one to the encoders that read them; `other` stands for them. */
export interface TextResolution {
  readonly kind: 'texts'
  readonly known: ReadonlySet<string>
  readonly other: string
}

/** Trees compare with the cuts, ascending, and nothing else reads the numbers. */
export interface NumberResolution {
  readonly kind: 'cuts'
  readonly cuts: Float32Array
  /** A number below the first cut, between each two, and above the last. */
  readonly between: Float32Array
}

/** What can be told apart in a column of an input, by its place; null where every difference may count. */
export type InputResolution = (column: number) => Resolution | null

/** The resolution of each input, where the graph tells one. */
export function resolutionsOf(model: ModelProto): ReadonlyMap<string, InputResolution> {
  const graph = model.graph!
  const resolutions = new Map<string, InputResolution>()
  // A graph in an attribute may read any tensor by its name, and a function may have the name of an operator.
  const hasInnerGraph = graph.node.some(({ attribute }) =>
    attribute.some(({ g, graphs }) => g !== undefined || graphs.length > 0),
  )
  if (hasInnerGraph || model.functions.length > 0) return resolutions
  const readers = readersOf(graph)
  for (const { name } of graph.input) {
    const resolution = textsOf(name, readers) ?? cutsOf(name, graph, readers)
    if (resolution !== null) resolutions.set(name, resolution)
  }
  return resolutions
}

/** Puts the number that stands for its like in place of each; cuts, and what is no number, stand for themselves. */
export function resolveNumbers(values: Float32Array, { cuts, between }: NumberResolution): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const at = (low + high) >>> 1
      if (cuts[at]! < value) low = at + 1
      else high = at
    }
    values[i] = cuts[low] === value ? value : between[low]!
  }
}

/** The nodes that read a tensor; null where it leaves the graph, and anybody may read it. */
type Readers = (tensor: string) => readonly NodeProto[] | null

function readersOf(graph: GraphProto): Readers {
  const outputs = new Set(graph.output.map(({ name }) => name))
  const byTensor = new Map<string, NodeProto[]>()
  for (const node of graph.node) {
    for (const tensor of new Set(node.input)) byTensor.set(tensor, [...(byTensor.get(tensor) ?? []), node])
  }
  return (tensor) => (outputs.has(tensor) ? null : (byTensor.get(tensor) ?? []))
}

/** Encoders, with the attribute that lists the texts they know; each other text is the same to them. */
const encoders: Readonly<Record<string, string>> = {
  OneHotEncoder: 'cats_strings',
  LabelEncoder: 'keys_strings',
  CategoryMapper: 'cats_strings',
}
/** Operators that only move texts about. */
const movers = new Set([
  'ArrayFeatureExtractor',
  'Concat',
  'Flatten',
  'Identity',
  'Reshape',
  'Split',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
])
const standardDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml'])

function textsOf(input: string, readers: Readers): InputResolution | null {
  const known = new Set<string>()
  const isRead = (tensor: string): boolean => {
    const nodes = readers(tensor)
    return nodes !== null && nodes.every((node) => (isMover(node) ? node.output.every(isRead) : learn(node)))
  }
  const isMover = (node: NodeProto) => movers.has(node.opType) && standardDomains.has(node.domain)
  const learn = (node: NodeProto): boolean => {
    if (!standardDomains.has(node.domain)) return false
    const texts = attributeOf(node, encoders[node.opType] ?? '')?.strings ?? []
    // Without `zeros` an unknown text is an error, which belongs to the rows that hold it.
    if (texts.length === 0 || attributeOf(node, 'zeros')?.i === 0n) return false
    for (const text of texts) known.add(new TextDecoder().decode(text))
    return true
  }
  if (!isRead(input) || known.size === 0) return null
  let other = 'unseen'
  while (known.has(other)) other += '_'
  const resolution = { kind: 'texts', known, other } as const
  return () => resolution
}

function cutsOf(input: string, graph: GraphProto, readers: Readers): InputResolution | null {
  const cutsByColumn = new Map<number, Set<number>>()
  let trees = 0
  /** Whether only trees read the tensor, which holds the input's columns from `offset` on. */
  const isCompared = (tensor: string, offset: number, width: number | null): boolean => {
    const nodes = readers(tensor)
    return nodes !== null && nodes.every((node) => reads(node, tensor, offset, width))
  }
  const reads = (node: NodeProto, tensor: string, offset: number, width: number | null): boolean => {
    if (!standardDomains.has(node.domain)) return false
    switch (node.opType) {
      case 'Identity':
        return isCompared(node.output[0]!, offset, width)
      case 'Concat': {
        const axis = attributeOf(node, 'axis')?.i
        if (axis !== 1n && axis !== -1n) return false
        const before = node.input.slice(0, node.input.indexOf(tensor)).map((name) => widthOf(name, graph))
        // Twice in one row it would have to be followed twice.
        if (before.includes(null) || node.input.indexOf(tensor) !== node.input.lastIndexOf(tensor)) return false
        return isCompared(node.output[0]!, offset + before.reduce<number>((sum, one) => sum + one!, 0), width)
      }
      case 'TreeEnsembleClassifier':
      case 'TreeEnsembleRegressor':
        trees++
        return collectCuts(node, offset, width, cutsByColumn)
      default:
        return false
    }
  }
  const { isFloatMatrix, width } = describeInput(input, graph)
  if (!isFloatMatrix || !isCompared(input, 0, width) || trees === 0) return null
  const byColumn = new Map([...cutsByColumn].map(([column, cuts]) => [column, resolutionOf(cuts)]))
  const unused = resolutionOf([])
  return (column) => byColumn.get(column) ?? unused
}

/** Adds what the trees compare the columns with; false where they are of a form that is not known here. */
function collectCuts(node: NodeProto, offset: number, width: number | null, found: Map<number, Set<number>>): boolean {
  const modes = attributeOf(node, 'nodes_modes')?.strings ?? []
  const features = attributeOf(node, 'nodes_featureids')?.ints ?? []
  const values = attributeOf(node, 'nodes_values')?.floats ?? []
  if (modes.length === 0 || features.length !== modes.length || values.length !== modes.length) return false
  modes.forEach((mode, i) => {
    const column = Number(features[i]!) - offset
    if (new TextDecoder().decode(mode) === 'LEAF' || column < 0 || (width !== null && column >= width)) return
    const cuts = found.get(column) ?? new Set()
    found.set(column, cuts.add(Math.fround(values[i]!)))
  })
  return true
}

function resolutionOf(found: Iterable<number>): Resolution {
  const cuts = Float32Array.from(found).sort()
  const between = new Float32Array(cuts.length + 1)
  for (let i = 0; i < cuts.length; i++) {
    const [before, cut] = [cuts[i - 1], cuts[i]!]
    between[i] = before === undefined ? cut - Math.max(1, Math.abs(cut)) : middle(before, cut)
  }
  const last = cuts.at(-1)
  between[cuts.length] = last === undefined ? 0 : last + Math.max(1, Math.abs(last))
  return { kind: 'cuts', cuts, between }
}

/** A float32 between the two; where there is none, nothing will ask for it. */
function middle(low: number, high: number): number {
  const half = Math.fround(low / 2 + high / 2)
  return half > low && half < high ? half : nextUp(low)
}

function nextUp(value: number): number {
  const bits = new DataView(new ArrayBuffer(4))
  bits.setFloat32(0, value === 0 ? 0 : value)
  bits.setInt32(0, bits.getInt32(0) + (value >= 0 ? 1 : -1))
  return bits.getFloat32(0)
}

function describeInput(name: string, graph: GraphProto): { isFloatMatrix: boolean; width: number | null } {
  const type = graph.input.find((input) => input.name === name)?.type?.value
  if (type?.case !== 'tensorType') return { isFloatMatrix: false, width: null }
  const dims = type.value.shape?.dim ?? []
  const second = dims[1]?.value
  const width = second?.case === 'dimValue' && second.value > 0n ? Number(second.value) : null
  return { isFloatMatrix: type.value.elemType === float32 && dims.length === 2, width }
}

/** The columns of a matrix, where the graph says. */
function widthOf(tensor: string, graph: GraphProto): number | null {
  if (graph.input.some(({ name }) => name === tensor)) return describeInput(tensor, graph).width
  const maker = graph.node.find(({ output }) => output.includes(tensor))
  if (maker?.opType === 'Identity') return widthOf(maker.input[0]!, graph)
  if (maker?.opType !== 'Concat') return null
  const widths = maker.input.map((name) => widthOf(name, graph))
  return widths.includes(null) ? null : widths.reduce<number>((sum, width) => sum + width!, 0)
}

function attributeOf(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((attribute) => attribute.name === name)
}

const float32 = 1
