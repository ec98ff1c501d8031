import type { Labels } from '../../core/predictions.ts'
import { shuffledRows } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
import { rowsWhere } from '../../core/rows.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { midranks } from '../../stats/order.ts'
import { mcnemarExact } from '../../stats/paired.ts'
import type { Slicing } from '../../stats/slices.ts'

const folds = 5
/** Fewer labelled rows show no power worth judging (methods §3.8). */
export const fewestRows = 200

/** How well one column alone foretells the label of rows that were kept aside. */
export interface PredictivePower {
  /** Share of the error of a guess without the column that knowing it saves: 0 to 1, 0 also where it does harm. */
  readonly power: number
  /** One-sided, against no saving. Rows judged by what others taught save nothing by chance, so it errs upwards. */
  readonly p: number
  /** The smallest power that so many rows can show. */
  readonly detectable: number
  readonly rows: number
}

/**
 * The power of a sliced column: each row is guessed from the rows of its slice in the other folds, by their commonest
 * class or their mean rank, and compared with the same guess from all rows of the other folds. Classes count wrong guesses
 * (Goodman and Kruskal's λ, out of fold); values count squared errors of ranks, so that no single value decides. Null
 * where the label is constant.
 */
export function predictivePower(slicing: Slicing, labels: Labels, dealt: DealtRows): PredictivePower | null {
  return labels.kind === 'class'
    ? powerOverClasses(slicing, labels.codes, labels.classes.length, dealt)
    : powerOverValues(slicing, labels.values, dealt)
}

/** The labelled rows and the fold of each row. */
export interface DealtRows {
  readonly known: Int32Array
  readonly foldOf: Uint8Array
}

/** Deals the rows out to the folds like cards, in random order, one class after another. */
export function dealRows(labels: Labels, key: StreamKey): DealtRows {
  const answers = labels.kind === 'class' ? labels.codes : labels.values
  const piles = labels.kind === 'class' ? labels.classes.length : 1
  const foldOf = new Uint8Array(answers.length)
  const dealt = new Int32Array(piles)
  const isKnown = (row: number) => (labels.kind === 'class' ? answers[row]! >= 0 : !Number.isNaN(answers[row]!))
  for (const row of shuffledRows(answers.length, key)) {
    if (isKnown(row)) foldOf[row] = dealt[labels.kind === 'class' ? answers[row]! : 0]!++ % folds
  }
  return { known: rowsWhere(foldOf.length, isKnown), foldOf }
}

function powerOverClasses(
  { of, labels: slices }: Slicing,
  codes: Int32Array,
  classes: number,
  { known, foldOf }: DealtRows,
): PredictivePower | null {
  // Rows by fold, slice and class. The rows of all slices together are one more slice, the last.
  const all = slices.length
  const width = (all + 1) * classes
  const inFold = new Int32Array(folds * width)
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!
    const start = foldOf[row]! * width + codes[row]!
    inFold[start + of[row]! * classes]!++
    inFold[start + all * classes]!++
  }
  const guesses = commonestElsewhere(inFold, all + 1, classes)
  let [errors, better, worse] = [0, 0, 0]
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!
    const start = foldOf[row]! * (all + 1)
    const plain = guesses[start + all]!
    const told = guesses[start + of[row]!]!
    const wasRight = plain === codes[row]
    const isRight = told < 0 ? wasRight : told === codes[row]
    if (!wasRight) errors++
    if (isRight && !wasRight) better++
    if (!isRight && wasRight) worse++
  }
  if (errors === 0) return null
  return {
    power: Math.max(0, (better - worse) / errors),
    p: better > worse ? mcnemarExact(better, worse) / 2 : 1,
    detectable: 1.645 / Math.sqrt(errors),
    rows: known.length,
  }
}

/** For each fold and slice the commonest class of the slice in the other folds; −1 where there is none. */
function commonestElsewhere(inFold: Int32Array, slices: number, classes: number): Int32Array {
  const width = slices * classes
  const guesses = new Int32Array(folds * slices).fill(-1)
  for (let fold = 0; fold < folds; fold++) {
    for (let slice = 0; slice < slices; slice++) {
      let most = 0
      for (let k = 0; k < classes; k++) {
        let elsewhere = -inFold[fold * width + slice * classes + k]!
        for (let other = 0; other < folds; other++) elsewhere += inFold[other * width + slice * classes + k]!
        if (elsewhere <= most) continue
        most = elsewhere
        guesses[fold * slices + slice] = k
      }
    }
  }
  return guesses
}

function powerOverValues(
  { of, labels: slices }: Slicing,
  values: Float64Array,
  { known, foldOf }: DealtRows,
): PredictivePower | null {
  const ranks = midranks(Float64Array.from(known, (row) => values[row]!))
  const all = slices.length
  const sums = new Float64Array(folds * (all + 1))
  const counts = new Int32Array(folds * (all + 1))
  for (let i = 0; i < known.length; i++) {
    const start = foldOf[known[i]!]! * (all + 1)
    const slice = start + of[known[i]!]!
    sums[slice]! += ranks[i]!
    counts[slice]!++
    sums[start + all]! += ranks[i]!
    counts[start + all]!++
  }
  const means = meansElsewhere(sums, counts, all + 1)
  const saved = new Float64Array(known.length)
  let [before, total] = [0, 0]
  for (let i = 0; i < known.length; i++) {
    const start = foldOf[known[i]!]! * (all + 1)
    const plain = means[start + all]!
    const told = means[start + of[known[i]!]!]!
    const error = (ranks[i]! - plain) ** 2
    saved[i] = Number.isNaN(told) ? 0 : error - (ranks[i]! - told) ** 2
    before += error
    total += saved[i]!
  }
  if (!(before > 0)) return null
  const mean = total / known.length
  let squares = 0
  for (let i = 0; i < saved.length; i++) squares += (saved[i]! - mean) ** 2
  return {
    power: Math.max(0, total / before),
    p: total > 0 ? normalSurvival(total / Math.sqrt(squares)) : 1,
    detectable: 1.645 / Math.sqrt(known.length),
    rows: known.length,
  }
}

/** For each fold and slice the mean of the slice in the other folds; NaN where there is no row. */
function meansElsewhere(sums: Float64Array, counts: Int32Array, slices: number): Float64Array {
  return sums.map((own, at) => {
    let [sum, count] = [-own, -counts[at]!]
    for (let slice = at % slices; slice < sums.length; slice += slices) {
      sum += sums[slice]!
      count += counts[slice]!
    }
    return sum / count
  })
}
