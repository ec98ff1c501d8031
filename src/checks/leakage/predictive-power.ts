import type { Labels } from '../../core/predictions.ts'
import { shuffledRows } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
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
export function predictivePower(slicing: Slicing, labels: Labels, key: StreamKey): PredictivePower | null {
  const { known, foldOf } = dealRows(labels, key)
  return labels.kind === 'class'
    ? powerOverClasses(slicing, labels.codes, labels.classes.length, known, foldOf)
    : powerOverValues(slicing, labels.values, known, foldOf)
}

function powerOverClasses(
  { of, labels: slices }: Slicing,
  codes: Int32Array,
  classes: number,
  known: Int32Array,
  foldOf: Uint8Array,
): PredictivePower | null {
  // Rows by slice and class in all folds, less those of the fold that is guessed; the last slice holds all rows.
  const all = slices.length
  const counts = new Int32Array((all + 1) * classes)
  const inFold = new Int32Array(folds * (all + 1) * classes)
  for (const row of known) {
    for (const slice of [of[row]!, all]) {
      counts[slice * classes + codes[row]!]!++
      inFold[(foldOf[row]! * (all + 1) + slice) * classes + codes[row]!]!++
    }
  }
  const guess = (slice: number, fold: number): number => {
    let [best, most] = [-1, 0]
    for (let k = 0; k < classes; k++) {
      const rest = counts[slice * classes + k]! - inFold[(fold * (all + 1) + slice) * classes + k]!
      if (rest > most) [best, most] = [k, rest]
    }
    return best
  }
  const guesses = Array.from({ length: folds }, (_, fold) =>
    Int32Array.from({ length: all + 1 }, (_, slice) => guess(slice, fold)),
  )
  let [errors, better, worse] = [0, 0, 0]
  for (const row of known) {
    const ofFold = guesses[foldOf[row]!]!
    const plain = ofFold[all]!
    const told = ofFold[of[row]!]! < 0 ? plain : ofFold[of[row]!]!
    if (plain !== codes[row]) errors++
    if (told === codes[row] && plain !== codes[row]) better++
    if (told !== codes[row] && plain === codes[row]) worse++
  }
  if (errors === 0) return null
  return {
    power: Math.max(0, (better - worse) / errors),
    p: better > worse ? mcnemarExact(better, worse) / 2 : 1,
    detectable: 1.645 / Math.sqrt(errors),
    rows: known.length,
  }
}

function powerOverValues(
  { of, labels: slices }: Slicing,
  values: Float64Array,
  known: Int32Array,
  foldOf: Uint8Array,
): PredictivePower | null {
  const ranks = midranks(Float64Array.from(known, (row) => values[row]!))
  const all = slices.length
  const sums = new Float64Array(folds * (all + 1))
  const counts = new Int32Array(folds * (all + 1))
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!
    for (let fold = 0; fold < folds; fold++) {
      if (fold === foldOf[row]) continue
      for (const slice of [of[row]!, all]) {
        sums[fold * (all + 1) + slice]! += ranks[i]!
        counts[fold * (all + 1) + slice]!++
      }
    }
  }
  const saved = new Float64Array(known.length)
  let [before, total] = [0, 0]
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!
    const start = foldOf[row]! * (all + 1)
    const plain = sums[start + all]! / counts[start + all]!
    const slice = start + of[row]!
    const told = counts[slice]! > 0 ? sums[slice]! / counts[slice]! : plain
    saved[i] = (ranks[i]! - plain) ** 2 - (ranks[i]! - told) ** 2
    before += (ranks[i]! - plain) ** 2
    total += saved[i]!
  }
  if (!(before > 0)) return null
  const mean = total / known.length
  let squares = 0
  for (const one of saved) squares += (one - mean) ** 2
  const z = total > 0 ? total / Math.sqrt(squares) : 0
  return {
    power: Math.max(0, total / before),
    p: z > 0 ? normalSurvival(z) : 1,
    detectable: 1.645 / Math.sqrt(known.length),
    rows: known.length,
  }
}

/** The labelled rows and the fold of each: dealt out like cards in random order, one class after another. */
function dealRows(labels: Labels, key: StreamKey): { readonly known: Int32Array; readonly foldOf: Uint8Array } {
  const rows = labels.kind === 'class' ? labels.codes.length : labels.values.length
  const isKnown = (row: number) =>
    labels.kind === 'class' ? labels.codes[row]! >= 0 : !Number.isNaN(labels.values[row]!)
  const foldOf = new Uint8Array(rows)
  const dealt = new Map<number, number>()
  for (const row of shuffledRows(rows, key)) {
    const pile = labels.kind === 'class' ? labels.codes[row]! : 0
    const place = dealt.get(pile) ?? 0
    dealt.set(pile, place + 1)
    foldOf[row] = place % folds
  }
  return { known: Int32Array.from(foldOf.keys()).filter(isKnown), foldOf }
}
