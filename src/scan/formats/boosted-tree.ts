/** The shape of one decision tree: for every node its children. A node without a left child is a leaf. */
export interface BoostedTree {
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** The feature that each node splits by. */
  readonly features: readonly number[]
}

/**
 * What makes the tree unfit to be walked, or undefined. Loaders written in C follow the indices without looking:
 * one past the end reads foreign memory, one that leads back never ends.
 */
export function faultOf(tree: BoostedTree, features = Number.POSITIVE_INFINITY): string | undefined {
  const nodes = tree.left.length
  if (tree.right.length !== nodes || tree.features.length !== nodes) return 'its arrays have different lengths'
  const hasParent = new Uint8Array(nodes)
  for (let node = 0; node < nodes; node += 1) {
    const left = tree.left[node]!
    const right = tree.right[node]!
    if (left === -1) continue
    for (const child of [left, right]) {
      if (!(Number.isInteger(child) && child > 0 && child < nodes)) return `node ${node} has the child ${child}`
      if (hasParent[child] === 1) return `node ${child} has two parents`
      hasParent[child] = 1
    }
    const feature = tree.features[node]!
    if (!(Number.isInteger(feature) && feature >= 0 && feature < features))
      return `node ${node} splits by feature ${feature}`
  }
  return undefined
}

/** The largest feature that a node splits by; -1 when none does. */
export function largestFeature({ left, features }: BoostedTree): number {
  let largest = -1
  for (let node = 0; node < left.length; node += 1) {
    if (left[node] !== -1 && features[node]! > largest) largest = features[node]!
  }
  return largest
}
