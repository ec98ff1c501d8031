import { everyRow } from '../core/rows.ts'
import type { BinnedFeature } from './binning.ts'

export interface BoostingOptions {
  /** `logistic` for targets 0 and 1, `squared` for numbers. */
  readonly loss?: 'logistic' | 'squared'
  readonly rounds?: number
  readonly depth?: number
  readonly learningRate?: number
  /** Rows that a leaf must have. */
  readonly minLeaf?: number
  /** Added to the curvature of each leaf, which shrinks small ones. */
  readonly l2?: number
}

export interface BoostedTrees {
  /** Score of every row before the first tree: a log-odds for `logistic`. */
  readonly base: number
  readonly trees: readonly TreeNode[]
  /** Loss that the splits on each feature saved. */
  readonly gain: Float64Array
}

export type TreeNode = Leaf | Split

interface Leaf {
  readonly value: number
}

interface Split {
  readonly feature: number
  /** 1 for the bins that go left. */
  readonly goesLeft: Uint8Array
  readonly left: TreeNode
  readonly right: TreeNode
}

/**
 * Gradient boosting of small trees on binned features with Newton leaves (Friedman 2001; histograms as in Ke et al.
 * 2017, "LightGBM"). Categories are split after sorting their bins by mean gradient (Fisher 1958).
 */
export function fitBoosting(
  features: readonly BinnedFeature[],
  targets: Float64Array,
  options: BoostingOptions = {},
): BoostedTrees {
  const { loss = 'logistic', rounds = 50, depth = 2, learningRate = 0.1, minLeaf = 20, l2 = 1 } = options
  const rows = targets.length
  let mean = 0
  for (let row = 0; row < rows; row++) mean += targets[row]! / rows
  const base = loss === 'logistic' ? Math.log(mean / (1 - mean)) : mean
  const gain = new Float64Array(features.length)
  if (!Number.isFinite(base)) return { base, trees: [], gain }

  const scores = new Float64Array(rows).fill(base)
  const gradients = new Float64Array(rows)
  const curvatures = new Float64Array(rows).fill(1)
  const work: Growth = { features, gradients, curvatures, scores, gain, learningRate, minLeaf, l2 }
  const all = everyRow(rows)
  const trees: TreeNode[] = []
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < rows; row++) {
      const answer = loss === 'logistic' ? 1 / (1 + Math.exp(-scores[row]!)) : scores[row]!
      gradients[row] = targets[row]! - answer
      if (loss === 'logistic') curvatures[row] = answer * (1 - answer)
    }
    trees.push(grow(work, all, depth, histogramOf(work, all)))
  }
  return { base, trees, gain }
}

/** The score of each row: a log-odds for `logistic`. */
export function predictBoosting({ base, trees }: BoostedTrees, features: readonly BinnedFeature[]): Float64Array {
  const rows = features[0]?.bins.length ?? 0
  const scores = new Float64Array(rows).fill(base)
  for (const tree of trees) {
    for (let row = 0; row < rows; row++) {
      let node = tree
      while ('feature' in node) node = node.goesLeft[features[node.feature]!.bins[row]!] === 1 ? node.left : node.right
      scores[row]! += node.value
    }
  }
  return scores
}

interface Growth {
  readonly features: readonly BinnedFeature[]
  readonly gradients: Float64Array
  readonly curvatures: Float64Array
  readonly scores: Float64Array
  readonly gain: Float64Array
  readonly learningRate: number
  readonly minLeaf: number
  readonly l2: number
}

/** Gradient, curvature and rows of each bin, feature after feature, 256 bins each. */
type Histogram = Float64Array

const STRIDE = 3
const BINS = 256

function grow(work: Growth, rows: Int32Array, depth: number, histogram: Histogram): TreeNode {
  const best = depth > 0 ? bestSplit(work, histogram) : undefined
  if (best === undefined) return leaf(work, rows)
  work.gain[best.feature]! += best.gain
  const { bins } = work.features[best.feature]!
  const left = rows.filter((row) => best.goesLeft[bins[row]!] === 1)
  const right = rows.filter((row) => best.goesLeft[bins[row]!] !== 1)
  if (depth === 1) {
    return { feature: best.feature, goesLeft: best.goesLeft, left: leaf(work, left), right: leaf(work, right) }
  }
  // only the smaller side is counted; the larger one is what remains
  const small = histogramOf(work, left.length <= right.length ? left : right)
  const large = histogram
  for (let i = 0; i < large.length; i++) large[i]! -= small[i]!
  const [ofLeft, ofRight] = left.length <= right.length ? [small, large] : [large, small]
  return {
    feature: best.feature,
    goesLeft: best.goesLeft,
    left: grow(work, left, depth - 1, ofLeft),
    right: grow(work, right, depth - 1, ofRight),
  }
}

/** A Newton step for these rows, already added to their scores. */
function leaf({ gradients, curvatures, scores, learningRate, l2 }: Growth, rows: Int32Array): Leaf {
  let gradient = 0
  let curvature = l2
  for (let i = 0; i < rows.length; i++) {
    gradient += gradients[rows[i]!]!
    curvature += curvatures[rows[i]!]!
  }
  const value = (learningRate * gradient) / curvature
  for (let i = 0; i < rows.length; i++) scores[rows[i]!]! += value
  return { value }
}

function histogramOf({ features, gradients, curvatures }: Growth, rows: Int32Array): Histogram {
  const histogram = new Float64Array(features.length * BINS * STRIDE)
  for (let feature = 0; feature < features.length; feature++) {
    const { bins } = features[feature]!
    const start = feature * BINS * STRIDE
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const at = start + bins[row]! * STRIDE
      histogram[at]! += gradients[row]!
      histogram[at + 1]! += curvatures[row]!
      histogram[at + 2]!++
    }
  }
  return histogram
}

interface FoundSplit {
  readonly feature: number
  readonly goesLeft: Uint8Array
  readonly gain: number
}

function bestSplit(work: Growth, histogram: Histogram): FoundSplit | undefined {
  const { features, minLeaf, l2 } = work
  let best: { feature: number; order: readonly number[]; cut: number; gain: number } | undefined
  for (let feature = 0; feature < features.length; feature++) {
    const start = feature * BINS * STRIDE
    const order = binOrder(features[feature]!, histogram, start, l2)
    let gradient = 0
    let curvature = 0
    let rows = 0
    for (const bin of order) {
      gradient += histogram[start + bin * STRIDE]!
      curvature += histogram[start + bin * STRIDE + 1]!
      rows += histogram[start + bin * STRIDE + 2]!
    }
    const before = (gradient * gradient) / (curvature + l2)
    let leftGradient = 0
    let leftCurvature = 0
    let leftRows = 0
    for (let cut = 0; cut < order.length - 1; cut++) {
      const at = start + order[cut]! * STRIDE
      leftGradient += histogram[at]!
      leftCurvature += histogram[at + 1]!
      leftRows += histogram[at + 2]!
      if (leftRows < minLeaf || rows - leftRows < minLeaf) continue
      const rightGradient = gradient - leftGradient
      const gain =
        (leftGradient * leftGradient) / (leftCurvature + l2) +
        (rightGradient * rightGradient) / (curvature - leftCurvature + l2) -
        before
      if (gain > (best?.gain ?? 1e-12)) best = { feature, order, cut, gain }
    }
  }
  if (best === undefined) return undefined
  const goesLeft = new Uint8Array(BINS)
  for (let i = 0; i <= best.cut; i++) goesLeft[best.order[i]!] = 1
  return { feature: best.feature, goesLeft, gain: best.gain }
}

/** The bins that hold rows: as they are for numbers, missing first, and by mean gradient for categories. */
function binOrder(
  { count, isCategory }: BinnedFeature,
  histogram: Histogram,
  start: number,
  l2: number,
): readonly number[] {
  const filled: number[] = []
  for (let bin = 0; bin < count; bin++) if (histogram[start + bin * STRIDE + 2]! > 0) filled.push(bin)
  if (!isCategory) return filled
  const lean = (bin: number): number => histogram[start + bin * STRIDE]! / (histogram[start + bin * STRIDE + 1]! + l2)
  return filled.sort((a, b) => lean(a) - lean(b) || a - b)
}
