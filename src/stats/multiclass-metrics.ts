import { auc } from './auc.ts'
import { type Codes, leastProbability } from './binary-metrics.ts'

/** Rows by class, flat: `counts[label * classes + decision]`. */
export interface Confusion {
  readonly classes: number
  readonly counts: Int32Array
}

/** Counts decisions against labels of `classes` classes; a row with a code outside 0 to classes − 1 is left out. */
export function confusionMatrix(decisions: Codes, labels: Codes, classes: number): Confusion {
  const counts = new Int32Array(classes * classes)
  for (let row = 0; row < decisions.length; row++) {
    const decision = decisions[row]!
    const label = labels[row]!
    if (decision >= 0 && decision < classes && label >= 0 && label < classes) counts[label * classes + decision]!++
  }
  return { classes, counts }
}

/** Share of rows on the diagonal; NaN of nothing. */
export function multiclassAccuracy({ classes, counts }: Confusion): number {
  let hits = 0
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i]!
  for (let k = 0; k < classes; k++) hits += counts[k * classes + k]!
  return hits / total
}

/** Precision of each class; NaN where it is never decided. */
export function classPrecision(confusion: Confusion): Float64Array {
  const { classes, counts } = confusion
  return Float64Array.from({ length: classes }, (_, k) => counts[k * classes + k]! / decided(confusion, k))
}

/** Recall of each class; NaN where it never occurs. */
export function classRecall(confusion: Confusion): Float64Array {
  const { classes, counts } = confusion
  return Float64Array.from({ length: classes }, (_, k) => counts[k * classes + k]! / labelled(confusion, k))
}

/** F1 of each class; NaN where it neither occurs nor is decided. */
export function classF1(confusion: Confusion): Float64Array {
  const { classes, counts } = confusion
  return Float64Array.from(
    { length: classes },
    (_, k) => (2 * counts[k * classes + k]!) / (decided(confusion, k) + labelled(confusion, k)),
  )
}

/** Mean precision over the classes where it is defined; NaN where it is for none. */
export function macroPrecision(confusion: Confusion): number {
  return meanOfDefined(classPrecision(confusion))
}

/** Mean recall over the classes that occur, also known as balanced accuracy. */
export function macroRecall(confusion: Confusion): number {
  return meanOfDefined(classRecall(confusion))
}

/** Mean F1 over the classes that occur or are decided. */
export function macroF1(confusion: Confusion): number {
  return meanOfDefined(classF1(confusion))
}

/**
 * AUC of each class against the rest, from row-major scores (`scores[row * classes + class]`); NaN where a class has
 * no rows or all rows.
 */
export function oneVersusRestAuc(scores: Float64Array, labels: Codes, classes: number): Float64Array {
  const rows = labels.length
  const own = new Float64Array(rows)
  const isOwn = new Uint8Array(rows)
  return Float64Array.from({ length: classes }, (_, k) => {
    for (let row = 0; row < rows; row++) {
      own[row] = scores[row * classes + k]!
      isOwn[row] = labels[row] === k ? 1 : 0
    }
    return auc(own, isOwn)
  })
}

/** Unweighted mean of the one-versus-rest AUCs over the classes where it is defined. */
export function macroAuc(scores: Float64Array, labels: Codes, classes: number): number {
  return meanOfDefined(oneVersusRestAuc(scores, labels, classes))
}

/** Mean −ln of the probability given to the true class, kept a double's epsilon away from 0; scores row-major; NaN of nothing. */
export function multiclassLogLoss(scores: Float64Array, labels: Codes, classes: number): number {
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    const score = scores[row * classes + labels[row]!]!
    total -= Math.log(Math.min(1 - leastProbability, Math.max(leastProbability, score)))
  }
  return total / labels.length
}

/** Mean over rows of Σ (probability − truth)² over all classes, from 0 to 2; scores row-major (Brier 1950). */
export function multiclassBrier(scores: Float64Array, labels: Codes, classes: number): number {
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    for (let k = 0; k < classes; k++) total += (scores[row * classes + k]! - (labels[row] === k ? 1 : 0)) ** 2
  }
  return total / labels.length
}

function decided({ classes, counts }: Confusion, decision: number): number {
  let total = 0
  for (let label = 0; label < classes; label++) total += counts[label * classes + decision]!
  return total
}

function labelled({ classes, counts }: Confusion, label: number): number {
  let total = 0
  for (let decision = 0; decision < classes; decision++) total += counts[label * classes + decision]!
  return total
}

function meanOfDefined(values: Float64Array): number {
  let total = 0
  let defined = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    total += value
    defined++
  }
  return total / defined
}
