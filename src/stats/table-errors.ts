/** Metrics of a confusion table: their standard errors by the delta method, and Matthews' correlation of any size. */
import type { Confusion } from './multiclass-metrics.ts'

/** The derivative of a metric by the share of rows in each cell of the table, laid out as the table. */
export type TableGradient = (shares: Float64Array, classes: number) => Float64Array

/**
 * Of a metric that is a function of a confusion table. A table without errors has no spread of its own and gets half
 * a row more in every cell, so that a perfect metric of a few rows is not taken for a certain one.
 */
export function tableError({ counts, classes }: Confusion, gradientOf: TableGradient): number {
  const plain = spreadOver(Float64Array.from(counts), classes, gradientOf)
  return plain > 0
    ? plain
    : spreadOver(
        Float64Array.from(counts, (cell) => cell + 0.5),
        classes,
        gradientOf,
      )
}

/** Of the F1 of class 1. */
export const f1Gradient: TableGradient = (shares, classes) => f1Of(shares, classes, 1)

/** Of the mean F1 over the classes that occur or are decided. */
export const macroF1Gradient: TableGradient = (shares, classes) =>
  meanGradient(shares, classes, (k) => f1Of(shares, classes, k))

/** Of the mean recall over the classes that occur, balanced accuracy for two. */
export const macroRecallGradient: TableGradient = (shares, classes) =>
  meanGradient(shares, classes, (k) => {
    const gradient = new Float64Array(classes * classes)
    const own = labelled(shares, classes, k)
    const recall = shares[k * classes + k]! / own
    for (let j = 0; j < classes; j++) gradient[k * classes + j] = (Number(j === k) - recall) / own
    return gradient
  })

/** Of the mean precision over the classes that are decided. */
export const macroPrecisionGradient: TableGradient = (shares, classes) =>
  meanGradient(shares, classes, (k) => {
    const gradient = new Float64Array(classes * classes)
    const own = decided(shares, classes, k)
    const precision = shares[k * classes + k]! / own
    for (let i = 0; i < classes; i++) gradient[i * classes + k] = (Number(i === k) - precision) / own
    return gradient
  })

/** Of Matthews' correlation for any number of classes. */
export const mccGradient: TableGradient = (shares, classes) => {
  const { cover, decisionSpread, labelSpread, decisionShares, labelShares } = mccParts(shares, classes)
  const scale = Math.sqrt(decisionSpread * labelSpread)
  const value = cover / scale
  return Float64Array.from(shares, (_, cell) => {
    const [label, decision] = [Math.floor(cell / classes), cell % classes]
    const coverSlope = Number(label === decision) - labelShares[decision]! - decisionShares[label]!
    const spreadSlope = decisionShares[decision]! / decisionSpread + labelShares[label]! / labelSpread
    return coverSlope / scale + value * spreadSlope
  })
}

/** Matthews' correlation of any number of classes, −1 to 1; NaN where all labels or all decisions agree (Gorodkin 2004). */
export function multiclassMcc({ counts, classes }: Confusion): number {
  const { cover, decisionSpread, labelSpread } = mccParts(sharesOf(Float64Array.from(counts)), classes)
  return decisionSpread > 1e-12 && labelSpread > 1e-12 ? cover / Math.sqrt(decisionSpread * labelSpread) : NaN
}

function spreadOver(counts: Float64Array, classes: number, gradientOf: TableGradient): number {
  const rows = counts.reduce((total, cell) => total + cell, 0)
  const shares = sharesOf(counts)
  const gradient = gradientOf(shares, classes)
  let centre = 0
  let squares = 0
  for (let cell = 0; cell < shares.length; cell++) {
    if (shares[cell] === 0) continue
    centre += shares[cell]! * gradient[cell]!
    squares += shares[cell]! * gradient[cell]! ** 2
  }
  return Math.sqrt(Math.max(0, squares - centre * centre) / rows)
}

function sharesOf(counts: Float64Array): Float64Array {
  const rows = counts.reduce((total, cell) => total + cell, 0)
  return counts.map((cell) => cell / rows)
}

/** The mean of the classes' gradients, over those that have one. */
function meanGradient(shares: Float64Array, classes: number, gradientOf: (k: number) => Float64Array): Float64Array {
  const total = new Float64Array(shares.length)
  let defined = 0
  for (let k = 0; k < classes; k++) {
    const gradient = gradientOf(k)
    if (gradient.some((slope) => !Number.isFinite(slope))) continue
    defined++
    for (let cell = 0; cell < total.length; cell++) total[cell]! += gradient[cell]!
  }
  return total.map((slope) => slope / defined)
}

function f1Of(shares: Float64Array, classes: number, k: number): Float64Array {
  const both = labelled(shares, classes, k) + decided(shares, classes, k)
  const f1 = (2 * shares[k * classes + k]!) / both
  return Float64Array.from(shares, (_, cell) => {
    const [label, decision] = [Math.floor(cell / classes), cell % classes]
    const [isLabel, isDecision] = [Number(label === k), Number(decision === k)]
    return (2 * isLabel * isDecision - f1 * (isLabel + isDecision)) / both
  })
}

function mccParts(shares: Float64Array, classes: number) {
  const decisionShares = Float64Array.from({ length: classes }, (_, k) => decided(shares, classes, k))
  const labelShares = Float64Array.from({ length: classes }, (_, k) => labelled(shares, classes, k))
  let cover = 0
  let decisionSpread = 1
  let labelSpread = 1
  for (let k = 0; k < classes; k++) {
    cover += shares[k * classes + k]! - decisionShares[k]! * labelShares[k]!
    decisionSpread -= decisionShares[k]! ** 2
    labelSpread -= labelShares[k]! ** 2
  }
  return { cover, decisionSpread, labelSpread, decisionShares, labelShares }
}

function labelled(shares: Float64Array, classes: number, label: number): number {
  let total = 0
  for (let decision = 0; decision < classes; decision++) total += shares[label * classes + decision]!
  return total
}

function decided(shares: Float64Array, classes: number, decision: number): number {
  let total = 0
  for (let label = 0; label < classes; label++) total += shares[label * classes + decision]!
  return total
}
