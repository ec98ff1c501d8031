import { sortAscending } from './order.ts'

/** Labels of two classes: 1 is positive, anything else negative. */
export type BinaryLabels = Uint8Array | Int32Array | Float64Array

/** The scores of each class, ascending, NaN last. Two plain sorts are many times faster than one that carries labels along. */
export function splitByClass(
  scores: Float64Array,
  labels: BinaryLabels,
): { positives: Float64Array; negatives: Float64Array } {
  let count = 0
  for (let row = 0; row < scores.length; row++) if (labels[row] === 1) count++
  const positives = new Float64Array(count)
  const negatives = new Float64Array(scores.length - count)
  let p = 0
  let n = 0
  for (let row = 0; row < scores.length; row++) {
    if (labels[row] === 1) positives[p++] = scores[row]!
    else negatives[n++] = scores[row]!
  }
  return { positives: sortAscending(positives), negatives: sortAscending(negatives) }
}
