import type { ModelProto, NodeProto } from './generated/onnx-ml_pb.ts'
import { attributeOf, isStandard, type Readers, readersOf, widthsOf } from './graph-reading.ts'
import type { InputResolution } from './resolution.ts'
import { cutsByFeature, cutsOf } from './tree-cuts.ts'

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
  const widths = widthsOf(graph)
  const cuts = cutsByFeature()
  for (const input of graph.input) {
    const resolution = textsOf(input.name, readers) ?? cutsOf(input, readers, widths, cuts)
    if (resolution !== null) resolutions.set(input.name, resolution)
  }
  return resolutions
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

/** A mark of the byte order at the start is a part of the text. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

function textsOf(input: string, readers: Readers): InputResolution | null {
  const known = new Set<string>()
  const seen = new Set<string>()
  const isRead = (tensor: string): boolean => {
    if (seen.has(tensor)) return true
    seen.add(tensor)
    const nodes = readers(tensor)
    return nodes !== null && nodes.every((node) => (isMover(node) ? node.output.every(isRead) : learn(node)))
  }
  const isMover = (node: NodeProto) => movers.has(node.opType) && isStandard(node)
  const learn = (node: NodeProto): boolean => {
    if (!isStandard(node)) return false
    const texts = attributeOf(node, encoders[node.opType] ?? '')?.strings ?? []
    // Without `zeros` an unknown text is an error, which belongs to the rows that hold it.
    if (texts.length === 0 || attributeOf(node, 'zeros')?.i === 0n) return false
    for (const text of texts) known.add(utf8.decode(text))
    return true
  }
  if (!isRead(input) || known.size === 0) return null
  let other = 'unseen'
  while (known.has(other)) other += '_'
  const resolution = { kind: 'texts', known, other } as const
  return () => resolution
}
