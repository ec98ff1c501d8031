import type { Interval } from '../core/measurement.ts'
import { shuffledRows, subStream } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { rowsWhere } from '../core/rows.ts'
import { aucInterval, delong } from './auc.ts'
import type { BinnedFeature } from './binning.ts'
import { fitBoosting, predictBoosting } from './boosting.ts'
import type { BoostingOptions } from './boosting.ts'

export interface OutOfFold {
  /** Each row's score from a model that was fitted without it. */
  readonly scores: Float64Array
  /** Share of the loss saved by each feature, adding up to 1; all 0 when nothing was learnt. */
  readonly importance: Float64Array
}

export interface OutOfFoldOptions extends BoostingOptions {
  readonly key: StreamKey
  readonly folds?: number
}

export interface DomainClassifier {
  /** How well rows of B are told from rows of A: 0.5 when they look alike. */
  readonly auc: number
  readonly se: number
  readonly interval: Interval
  /** Which features gave B away. */
  readonly importance: Float64Array
}

/**
 * Whether a small boosted model can tell two samples apart (Lopez-Paz & Oquab 2017, "Revisiting Classifier Two-Sample
 * Tests"): out-of-fold AUC over 5 folds with √2 times DeLong's error. `features` hold the rows of A first, then those of
 * B; use 200 rows a side at least. NaN with fewer rows of a side than folds.
 */
export function domainClassifier(
  features: readonly BinnedFeature[],
  rowsOfA: number,
  options: OutOfFoldOptions,
  level = 0.95,
): DomainClassifier {
  const rows = features[0]?.bins.length ?? 0
  const folds = options.folds ?? 5
  if (Math.min(rowsOfA, rows - rowsOfA) < folds) {
    const importance = new Float64Array(features.length)
    return { auc: NaN, se: NaN, interval: { low: NaN, high: NaN }, importance }
  }
  const isB = Float64Array.from({ length: rows }, (_, row) => (row < rowsOfA ? 0 : 1))
  const { scores, importance } = outOfFold(features, isB, options)
  const found = delong(scores, isB)
  const widened = { ...found, se: found.se * CROSS_FITTED }
  return { auc: found.auc, se: widened.se, interval: aucInterval(widened, level), importance }
}

/**
 * DeLong takes scores as given, but here each pair of rows acts twice, either row being judged by a model that has learnt
 * from the other. For equal samples that doubles the variance: 1.96 times DeLong's was measured with 5 folds.
 */
const CROSS_FITTED = Math.SQRT2

/** Scores every row by a model fitted on the other folds; with `logistic` loss the folds keep the share of ones. */
export function outOfFold(
  features: readonly BinnedFeature[],
  targets: Float64Array,
  { key, folds = 5, ...boosting }: OutOfFoldOptions,
): OutOfFold {
  const rows = targets.length
  const foldOf = foldsOf(targets, folds, key, boosting.loss !== 'squared')
  const scores = new Float64Array(rows)
  const gain = new Float64Array(features.length)
  for (let fold = 0; fold < folds; fold++) {
    const inside = rowsWhere(foldOf.length, (row) => foldOf[row] !== fold)
    const outside = rowsWhere(foldOf.length, (row) => foldOf[row] === fold)
    const model = fitBoosting(
      takeRows(features, inside),
      Float64Array.from(inside, (row) => targets[row]!),
      boosting,
    )
    const found = predictBoosting(model, takeRows(features, outside))
    for (let i = 0; i < outside.length; i++) scores[outside[i]!] = found[i]!
    for (let feature = 0; feature < gain.length; feature++) gain[feature]! += model.gain[feature]!
  }
  const total = gain.reduce((sum, value) => sum + value, 0)
  return { scores, importance: gain.map((value) => (total > 0 ? value / total : 0)) }
}

/** A fold per row: rows in random order, dealt out like cards, ones and zeros apart. */
function foldsOf(targets: Float64Array, folds: number, key: StreamKey, isStratified: boolean): Uint8Array {
  const foldOf = new Uint8Array(targets.length)
  const order = shuffledRows(targets.length, subStream(key, 'folds'))
  const dealt = [0, 0]
  for (const row of order) {
    const pile = isStratified && targets[row]! > 0.5 ? 1 : 0
    foldOf[row] = dealt[pile]!++ % folds
  }
  return foldOf
}

function takeRows(features: readonly BinnedFeature[], rows: Int32Array): BinnedFeature[] {
  return features.map(({ bins, ...rest }) => {
    const taken = new Uint8Array(rows.length)
    for (let i = 0; i < rows.length; i++) taken[i] = bins[rows[i]!]!
    return { ...rest, bins: taken }
  })
}
