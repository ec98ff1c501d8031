import type { BinaryLabels } from './class-split.ts'
import { splitByClass } from './class-split.ts'

/** Rows by decision and truth of two classes. */
export interface BinaryConfusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** Decisions or labels of two classes: 1 is positive, anything else negative. */
export type Codes = Int32Array | Uint8Array | Float64Array

/** Counts decisions against labels, 1 being positive and anything else negative; missing ones must be taken out before. */
export function confusionBinary(decisions: Codes, labels: Codes): BinaryConfusion {
  let truePositives = 0
  let predicted = 0
  let actual = 0
  for (let row = 0; row < decisions.length; row++) {
    const decided = decisions[row] === 1 ? 1 : 0
    const positive = labels[row] === 1 ? 1 : 0
    predicted += decided
    actual += positive
    truePositives += decided & positive
  }
  return {
    truePositives,
    falsePositives: predicted - truePositives,
    falseNegatives: actual - truePositives,
    trueNegatives: decisions.length - predicted - actual + truePositives,
  }
}

/** Share of rows decided correctly; NaN of nothing, as every share below whose denominator is 0. */
export function accuracy({ truePositives, falsePositives, trueNegatives, falseNegatives }: BinaryConfusion): number {
  return (truePositives + trueNegatives) / (truePositives + falsePositives + trueNegatives + falseNegatives)
}

/** TP / (TP + FP). */
export function precision({ truePositives, falsePositives }: BinaryConfusion): number {
  return truePositives / (truePositives + falsePositives)
}

/** TP / (TP + FN), the true positive rate. */
export function recall({ truePositives, falseNegatives }: BinaryConfusion): number {
  return truePositives / (truePositives + falseNegatives)
}

/** 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall. */
export function f1({ truePositives, falsePositives, falseNegatives }: BinaryConfusion): number {
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives)
}

/** FP / (FP + TN), the false positive rate. */
export function fpr({ falsePositives, trueNegatives }: BinaryConfusion): number {
  return falsePositives / (falsePositives + trueNegatives)
}

/** FN / (FN + TP), the false negative rate. */
export function fnr({ truePositives, falseNegatives }: BinaryConfusion): number {
  return falseNegatives / (falseNegatives + truePositives)
}

/** TN / (TN + FP), the true negative rate. */
export function specificity({ falsePositives, trueNegatives }: BinaryConfusion): number {
  return trueNegatives / (trueNegatives + falsePositives)
}

/** TN / (TN + FN), the negative predictive value. */
export function npv({ trueNegatives, falseNegatives }: BinaryConfusion): number {
  return trueNegatives / (trueNegatives + falseNegatives)
}

/** Mean of recall and specificity; NaN when a class has no rows. */
export function balancedAccuracy(confusion: BinaryConfusion): number {
  return (recall(confusion) + specificity(confusion)) / 2
}

/** Matthews correlation coefficient, −1 to 1; NaN where a row or column of the table is empty (Matthews 1975). */
export function mcc({ truePositives, falsePositives, trueNegatives, falseNegatives }: BinaryConfusion): number {
  const predicted = truePositives + falsePositives
  const actual = truePositives + falseNegatives
  const refused = trueNegatives + falseNegatives
  const absent = trueNegatives + falsePositives
  // square roots apart, because the product of four counts of a large table is no exact integer any more
  const scale = Math.sqrt(predicted * refused) * Math.sqrt(actual * absent)
  return (truePositives * trueNegatives - falsePositives * falseNegatives) / scale
}

/**
 * Average precision Σ (R_k − R_{k−1}) P_k over the distinct scores, highest first, as scikit-learn; NaN without
 * positives or with a NaN score.
 */
export function averagePrecision(scores: Float64Array, labels: BinaryLabels): number {
  const { positives, negatives } = splitByClass(scores, labels)
  const count = positives.length
  if (Number.isNaN(positives.at(-1) ?? NaN) || Number.isNaN(negatives.at(-1) ?? 0)) return NaN
  let total = 0
  let n = negatives.length
  for (let p = count; p > 0;) {
    const score = positives[p - 1]!
    let start = p
    while (start > 0 && positives[start - 1]! === score) start--
    while (n > 0 && negatives[n - 1]! >= score) n--
    const found = count - start
    total += ((p - start) * found) / (found + negatives.length - n)
    p = start
  }
  return total / count
}

/**
 * Mean −ln of the probability given to the truth, with probabilities kept a double's epsilon away from 0 and 1, as
 * scikit-learn keeps them; NaN with a NaN score or of nothing.
 */
export function logLoss(scores: Float64Array, labels: BinaryLabels): number {
  let total = 0
  for (let row = 0; row < scores.length; row++) {
    const score = Math.min(1 - leastProbability, Math.max(leastProbability, scores[row]!))
    total -= labels[row] === 1 ? Math.log(score) : Math.log1p(-score)
  }
  return total / scores.length
}

/** Mean squared difference between the probability and the truth (Brier 1950). */
export function brier(scores: Float64Array, labels: BinaryLabels): number {
  let total = 0
  for (let row = 0; row < scores.length; row++) {
    const gap = scores[row]! - (labels[row] === 1 ? 1 : 0)
    total += gap * gap
  }
  return total / scores.length
}

/** What is taken for a probability of 0, whose logarithm is no number. */
export const leastProbability = Number.EPSILON
