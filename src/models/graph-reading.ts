import type { AttributeProto, GraphProto, NodeProto, ValueInfoProto } from './generated/onnx-ml_pb.ts'

/** The nodes that read a tensor; null where it leaves the graph, and anybody may read it. */
export type Readers = (tensor: string) => readonly NodeProto[] | null

export function readersOf(graph: GraphProto): Readers {
  const outputs = new Set(graph.output.map(({ name }) => name))
  const byTensor = new Map<string, NodeProto[]>()
  for (const node of graph.node) {
    for (const tensor of new Set(node.input)) {
      const readers = byTensor.get(tensor)
      if (readers === undefined) byTensor.set(tensor, [node])
      else readers.push(node)
    }
  }
  return (tensor) => (outputs.has(tensor) ? null : (byTensor.get(tensor) ?? []))
}

/** Whether an operator is what the standard says of its name. */
export function isStandard({ domain }: NodeProto): boolean {
  return domain === '' || domain === 'ai.onnx' || domain === 'ai.onnx.ml'
}

export function attributeOf(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((attribute) => attribute.name === name)
}

/** The columns of the matrices of a graph, where it says. */
export interface Widths {
  /** Of the inputs of a Concat of columns that stand before that one; null where one is not known. */
  before(concat: NodeProto, input: number): number | null
}

export function widthsOf(graph: GraphProto): Widths {
  const inputs = new Map(graph.input.map((input) => [input.name, columnsOf(input)]))
  const makers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)))
  const known = new Map<string, number | null>()
  const sums = new Map<NodeProto, readonly (number | null)[]>()
  const widthOf = (tensor: string): number | null => {
    if (inputs.has(tensor)) return inputs.get(tensor)!
    const found = known.get(tensor)
    if (found !== undefined) return found
    // A tensor that leads to itself has no width.
    known.set(tensor, null)
    const maker = makers.get(tensor)
    const isColumns = maker?.opType === 'Concat' || maker?.opType === 'Identity'
    const width = maker !== undefined && isColumns ? before(maker, maker.input.length) : null
    known.set(tensor, width)
    return width
  }
  const before = (node: NodeProto, input: number): number | null => {
    const axis = attributeOf(node, 'axis')?.i
    if (node.opType === 'Concat' && axis !== 1n && axis !== -1n) return null
    let running = sums.get(node)
    if (running === undefined) {
      let sum: number | null = 0
      running = [0, ...node.input.map((name) => (sum = sum === null ? null : add(sum, widthOf(name))))]
      sums.set(node, running)
    }
    return running[input] ?? null
  }
  return { before }
}

function add(sum: number, width: number | null): number | null {
  return width === null ? null : sum + width
}

function columnsOf(input: ValueInfoProto): number | null {
  const second = dimsOf(input)?.[1]?.value
  return second?.case === 'dimValue' && second.value > 0n ? Number(second.value) : null
}

export function isFloatMatrix(input: ValueInfoProto): boolean {
  const type = input.type?.value
  return type?.case === 'tensorType' && type.value.elemType === float32 && dimsOf(input)?.length === 2
}

function dimsOf({ type }: ValueInfoProto) {
  return type?.value.case === 'tensorType' ? type.value.value.shape?.dim : undefined
}

const float32 = 1
