import type { Evidence } from '../../core/evidence.ts'
import { scoreWidth } from '../../core/predictions.ts'
import type { Attempt, Predictions } from '../../core/predictions.ts'
import { answerCell } from '../transformation/witnesses.ts'

/** Rows shown of one subject. */
const mostShown = 10

/** What differs between answers that should be the same. */
export interface Differences {
  /** 1 for each row with another outcome, another decision, or a score farther away than the tolerance. */
  readonly changed: Uint8Array
  /** Of these, rows with another decision. */
  readonly flips: number
  /** The largest difference of a score, whether tolerated or not. */
  readonly largest: number
}

/**
 * Compares the answers to row i with those at `positions[i]` of a later attempt. The tolerance is absolute for scores
 * up to 1 in size and relative beyond. No answer twice is no difference.
 */
export function compareAnswers(
  first: Attempt,
  later: Attempt,
  tolerance: number,
  positions: ArrayLike<number> = first.outcomes.keys().toArray(),
): Differences {
  const changed = new Uint8Array(first.outcomes.length)
  let flips = 0
  let largest = 0
  for (let row = 0; row < changed.length; row++) {
    const at = positions[row]!
    const hasFlipped = first.predictions.decisions[row] !== later.predictions.decisions[at]
    const difference = scoreDifference(first.predictions, row, later.predictions, at)
    if (hasFlipped) flips++
    if (difference > largest && difference < Infinity) largest = difference
    if (hasFlipped || difference > tolerance || first.outcomes[row] !== later.outcomes[at]) changed[row] = 1
  }
  return { changed, flips, largest }
}

/** Some rows with each of the answers they got, for a finding; nothing where there are none. */
export function answersOf(
  rows: readonly number[],
  numbers: Int32Array,
  answers: readonly { readonly name: string; readonly at: (row: number) => readonly [Predictions, number] }[],
): readonly Evidence[] {
  if (rows.length === 0) return []
  return [
    {
      kind: 'examples',
      title: 'Rows with more than one answer',
      from: 'evaluation',
      columns: answers.map(({ name }) => name),
      rows: rows.slice(0, mostShown).map((row) => ({
        row: numbers[row]!,
        values: answers.map(({ at }) => answerCell(...at(row))),
      })),
    },
  ]
}

export function rowsIn(flags: Uint8Array): readonly number[] {
  return [...flags.keys()].filter((row) => flags[row] === 1)
}

/** The largest difference of a score, scaled down for scores beyond 1; infinite where only one is a number. */
function scoreDifference(a: Predictions, rowA: number, b: Predictions, rowB: number): number {
  if (a.scores === null || b.scores === null) return 0
  const width = scoreWidth(a)
  let largest = 0
  for (let k = 0; k < width; k++) {
    const [before, after] = [a.scores[rowA * width + k]!, b.scores[rowB * width + k]!]
    if (Object.is(before, after)) continue
    const difference = Math.abs(after - before) / Math.max(1, Math.abs(before))
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference)
  }
  return largest
}
