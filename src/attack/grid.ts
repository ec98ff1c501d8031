import { takeRows, takeValues, withColumn } from '../core/frame.ts'
import type { Column, Frame } from '../core/frame.ts'
import { askAmongAll } from './shared-rows.ts'
import type { Tries } from './tries.ts'
import { type Predictions, takePredictions } from '../core/predictions.ts'

/** The model as an attack sees it. `fresh` asks it again even where it answered the same rows before. */
export type Ask = (frame: Frame, options?: { readonly fresh: boolean }) => Promise<Predictions>

/** Whether the i-th answer is a success against that row of the attacked frame. */
export type Succeeds = (after: Predictions, i: number, row: number) => boolean

/** Rows whose answer was turned, each at the least cost tried, and turned again when it was asked again. */
export interface Flips {
  /** Row numbers of the attacked frame, ascending. */
  readonly rows: Int32Array
  readonly costs: Float64Array
  /** The values that turned them. */
  readonly values: Column
  readonly after: Predictions
}

/** Rows of one question to the model: a bound for memory, far above what makes a call efficient. */
const rowsPerQuestion = 65_536

/**
 * Tries every value in every row, all values of many rows in one question, and keeps the cheapest success of each row.
 * Exact on the grid: a row without a success has none among its tries.
 */
export async function searchGrid(
  frame: Frame,
  feature: string,
  tries: Tries,
  ask: Ask,
  succeeds: Succeeds,
): Promise<Flips> {
  const best = new Int32Array(frame.rowCount).fill(-1)
  for (let from = 0; from < tries.rows.length; from += rowsPerQuestion) {
    const to = Math.min(from + rowsPerQuestion, tries.rows.length)
    const asked = Int32Array.from({ length: to - from }, (_, i) => from + i)
    const after = await askAbout(frame, feature, tries, asked, ask)
    for (let i = 0; i < asked.length; i++) {
      const row = tries.rows[from + i]!
      const held = best[row]!
      if ((held === -1 || tries.costs[from + i]! < tries.costs[held]!) && succeeds(after, i, row)) best[row] = from + i
    }
  }
  return confirm(
    frame,
    feature,
    tries,
    best.filter((index) => index >= 0),
    ask,
    succeeds,
  )
}

/** The answers to those tries, in their order. */
export async function askAbout(
  frame: Frame,
  feature: string,
  tries: Tries,
  indices: Int32Array,
  ask: Ask,
): Promise<Predictions> {
  const shared = askAmongAll(frame, feature, tries, indices, rowsPerQuestion)
  if (shared === null) return ask(triedFrame(frame, feature, tries, indices))
  return takePredictions(await ask(shared.frame), shared.places)
}

/** Those tries as rows to ask about. */
export function triedFrame(frame: Frame, feature: string, tries: Tries, indices: Int32Array): Frame {
  const rows = takeRows(
    frame,
    Int32Array.from(indices, (index) => tries.rows[index]!),
  )
  return withColumn(rows, feature, takeValues(tries.column, indices))
}

/** Asks about the successes again and keeps those that stand. */
async function confirm(
  frame: Frame,
  feature: string,
  tries: Tries,
  found: Int32Array,
  ask: Ask,
  succeeds: Succeeds,
): Promise<Flips> {
  if (found.length === 0) return { ...flipsAt(tries, found), after: noAnswers }
  const first = await ask(triedFrame(frame, feature, tries, found), { fresh: true })
  const standing = found.filter((index, i) => succeeds(first, i, tries.rows[index]!))
  if (standing.length === found.length) return { ...flipsAt(tries, found), after: first }
  if (standing.length === 0) return { ...flipsAt(tries, standing), after: noAnswers }
  return { ...flipsAt(tries, standing), after: await ask(triedFrame(frame, feature, tries, standing)) }
}

const noAnswers: Predictions = { rowCount: 0, classes: [], scores: new Float64Array(0), decisions: new Int32Array(0) }

function flipsAt(tries: Tries, indices: Int32Array): Omit<Flips, 'after'> {
  return {
    rows: Int32Array.from(indices, (index) => tries.rows[index]!),
    costs: Float64Array.from(indices, (index) => tries.costs[index]!),
    values: takeValues(tries.column, indices),
  }
}
