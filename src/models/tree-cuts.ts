import type { NodeProto, ValueInfoProto } from './generated/onnx-ml_pb.ts'
import { attributeOf, isFloatMatrix, isStandard, type Readers, type Widths } from './graph-reading.ts'
import type { InputResolution, NumberResolution } from './resolution.ts'

/** What trees tell apart in the columns of an input; null where anything else reads them. */
export function cutsOf(
  input: ValueInfoProto,
  readers: Readers,
  widths: Widths,
  cuts: CutsByFeature,
): InputResolution | null {
  const found: { readonly cuts: ReadonlyMap<number, ReadonlySet<number>>; readonly offset: number }[] = []
  let steps = 0
  /** Whether only trees read the tensor, which holds the input's columns from `offset` on. */
  const isCompared = (tensor: string, offset: number): boolean => {
    // A tensor that is led through the graph in ever more ways is no table.
    if (++steps > mostSteps) return false
    return readers(tensor)?.every((node) => isStandard(node) && reads(node, tensor, offset)) ?? false
  }
  const reads = (node: NodeProto, tensor: string, offset: number): boolean => {
    switch (node.opType) {
      case 'Identity':
        return isCompared(node.output[0]!, offset)
      case 'Concat': {
        const at = node.input.indexOf(tensor)
        const before = widths.before(node, at)
        // Twice in one row it would have to be followed twice.
        if (before === null || at !== node.input.lastIndexOf(tensor)) return false
        return isCompared(node.output[0]!, offset + before)
      }
      case 'TreeEnsembleClassifier':
      case 'TreeEnsembleRegressor': {
        const own = cuts(node)
        if (own !== null) found.push({ cuts: own, offset })
        return own !== null
      }
      default:
        return false
    }
  }
  if (!isFloatMatrix(input) || !isCompared(input.name, 0) || found.length === 0) return null
  return (column) =>
    resolutionOf(new Set(found.flatMap(({ cuts: own, offset }) => [...(own.get(offset + column) ?? [])])))
}

const mostSteps = 1000
/** A forest that large tells apart nearly all that there is. */
const mostNodes = 1_000_000

/** What the trees of a node compare each feature with; null where they are of a form that is not known here. */
export type CutsByFeature = (trees: NodeProto) => ReadonlyMap<number, ReadonlySet<number>> | null

export function cutsByFeature(): CutsByFeature {
  const known = new Map<NodeProto, ReturnType<CutsByFeature>>()
  return (trees) => {
    let cuts = known.get(trees)
    if (cuts === undefined) known.set(trees, (cuts = readCuts(trees)))
    return cuts
  }
}

function readCuts(trees: NodeProto): ReadonlyMap<number, ReadonlySet<number>> | null {
  const modes = attributeOf(trees, 'nodes_modes')?.strings ?? []
  const features = attributeOf(trees, 'nodes_featureids')?.ints ?? []
  const values = attributeOf(trees, 'nodes_values')?.floats ?? []
  const isKnown = modes.length > 0 && features.length === modes.length && values.length === modes.length
  if (!isKnown || modes.length > mostNodes) return null
  const found = new Map<number, Set<number>>()
  for (let i = 0; i < modes.length; i++) {
    const cut = Math.fround(values[i]!)
    // Every comparison with what is no number goes the same way.
    if (isLeaf(modes[i]!) || Number.isNaN(cut)) continue
    const feature = Number(features[i]!)
    let cuts = found.get(feature)
    if (cuts === undefined) found.set(feature, (cuts = new Set()))
    cuts.add(cut)
  }
  return found
}

/** LEAF; the others are BRANCH_LEQ and its like. */
function isLeaf(mode: Uint8Array): boolean {
  return mode[0] === 76
}

function resolutionOf(found: Iterable<number>): NumberResolution {
  const cuts = Float32Array.from(found).sort()
  const between = new Float32Array(cuts.length + 1)
  for (let i = 0; i < cuts.length; i++) {
    const [before, cut] = [cuts[i - 1], cuts[i]!]
    between[i] = before === undefined ? beyond(cut, -1) : middle(before, cut)
  }
  const last = cuts.at(-1)
  between[cuts.length] = last === undefined ? 0 : beyond(last, 1)
  return { kind: 'cuts', cuts, between }
}

/** A number below the first cut, or above the last. Trees that only ask whether a value is there cut at infinity. */
function beyond(cut: number, direction: 1 | -1): number {
  return cut === -direction * Infinity ? 0 : cut + direction * Math.max(1, Math.abs(cut))
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
