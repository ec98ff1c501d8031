import { ascendingOrder } from './order.ts'
import type { DelongResult } from './auc.ts'

/** Rows of two classes in the order of their scores, made once for any number of slices. */
export interface RankedRows {
  /** Row numbers by ascending score. */
  readonly order: Int32Array
  /** 1 is positive, by position in `order`. */
  readonly codes: Uint8Array
  /** 1 where the next position has a higher score. */
  readonly endsTie: Uint8Array
}

/** Ranks rows by score; labels are 1 for positive, anything else negative. */
export function rankRows(scores: Float64Array, labels: Int32Array): RankedRows {
  const order = ascendingOrder(scores)
  const codes = Uint8Array.from(order, (row) => Number(labels[row] === 1))
  const endsTie = Uint8Array.from(order, (row, i) => Number(scores[row] !== scores[order[i + 1] ?? -1]))
  return { order, codes, endsTie }
}

/** AUC with DeLong's error inside and outside of each of `count` slices: one pass over the ranks for each. */
export function slicedAuc(
  ranked: RankedRows,
  sliceOf: Int32Array,
  count: number,
): { readonly inside: DelongResult; readonly outside: DelongResult }[] {
  const { order } = ranked
  const slices = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) slices[i] = sliceOf[order[i]!]!
  return Array.from({ length: count }, (_, slice) => ({
    inside: resultOf(placementSums(ranked, slices, slice, true)),
    outside: resultOf(placementSums(ranked, slices, slice, false)),
  }))
}

/** Sums over rows met by ascending score, from which AUC and its variance follow (DeLong et al. 1988). */
interface PlacementSums {
  readonly positives: number
  readonly negatives: number
  /** Σ and Σ² over positives of the negatives below them, ties half. */
  readonly wins: number
  readonly squaredWins: number
  /** Σ² over negatives of the positives below them, ties half. */
  readonly squaredLosses: number
}

/** The sums of the rows that are in the slice, or of those that are not. */
function placementSums(
  { codes, endsTie }: RankedRows,
  slices: Int32Array,
  slice: number,
  isInside: boolean,
): PlacementSums {
  let [positives, negatives, tiedPositives, tiedNegatives] = [0, 0, 0, 0]
  let [wins, squaredWins, squaredLosses] = [0, 0, 0]
  for (let i = 0; i < slices.length; i++) {
    if ((slices[i] === slice) === isInside) {
      if (codes[i] === 1) tiedPositives++
      else tiedNegatives++
    }
    if (endsTie[i] === 0) continue
    if (tiedPositives > 0) {
      const below = negatives + tiedNegatives / 2
      wins += tiedPositives * below
      squaredWins += tiedPositives * below * below
    }
    if (tiedNegatives > 0) {
      const below = positives + tiedPositives / 2
      squaredLosses += tiedNegatives * below * below
    }
    positives += tiedPositives
    negatives += tiedNegatives
    tiedPositives = 0
    tiedNegatives = 0
  }
  return { positives, negatives, wins, squaredWins, squaredLosses }
}

function resultOf({ positives, negatives, wins, squaredWins, squaredLosses }: PlacementSums): DelongResult {
  const auc = wins / (positives * negatives)
  const spread = squaredWins / negatives ** 2 - positives * auc ** 2
  const otherSpread = squaredLosses / positives ** 2 - negatives * (1 - auc) ** 2
  const variance = spread / (positives - 1) / positives + otherSpread / (negatives - 1) / negatives
  const se = positives < 2 || negatives < 2 ? NaN : Math.sqrt(Math.max(0, variance))
  return { auc, se, positives, negatives }
}
