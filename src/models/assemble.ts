import { AirworthyError } from '../core/errors.ts'
import { type Attempt, type Predictions, rowOutcome, type Task } from '../core/predictions.ts'
import type { ChunkAnswer } from './answer-chunk.ts'
import { oneNumberProblem } from './model-classes.ts'
import type { WorkerEnd } from './worker-process.ts'

/** How raw answers are read as predictions. */
export interface Reading {
  readonly task: Task
  readonly classes: readonly string[]
  /** For each column of the scores the code of its class; null: by order. */
  readonly columnCodes: readonly number[] | null
  readonly threshold: number
  /** What makes probabilities of what the model gives. */
  readonly apply?: 'sigmoid' | 'softmax' | undefined
  /** What is named in errors. */
  readonly path: string
  readonly scoresName: string
  /** What helps where an answer cannot be read. */
  readonly suggestion: string
}

/** What an attempt tells besides. */
export interface DetailedAttempt extends Attempt {
  /** The first call that was answered with another number of rows. */
  readonly wrongLength: { readonly answered: number; readonly asked: number } | null
  /** The first process that ended: why, and at which limit. */
  readonly died: WorkerEnd | null
}

/** Rows `from` and on of a frame: those that were asked, and what came back; `rows` is null when all were. */
export interface PlacedChunk {
  readonly from: number
  readonly count: number
  /** The rows that were asked, counted from `from`. */
  readonly rows: Int32Array | null
  /** Null when no row was asked. */
  readonly answer: ChunkAnswer | null
  readonly refusals: readonly string[]
}

/** Puts the answers of all chunks together. */
export function assemble(
  chunks: readonly PlacedChunk[],
  rowCount: number,
  reading: Reading,
): { attempt: DetailedAttempt; labelDisagreements: number } {
  const { task, classes } = reading
  const answers = chunks.flatMap(({ answer }) => answer ?? [])
  const width = classes.length > 2 ? classes.length : 1
  const isLabelOnly = answers.every(({ scores }) => scores === null) && answers.some(({ labels }) => labels !== null)
  const scores = isLabelOnly ? null : new Float64Array(rowCount * width).fill(Number.NaN)
  const decisions = new Int32Array(task === 'regression' ? 0 : rowCount).fill(-1)
  const outcomes = new Uint8Array(rowCount)
  const messages = new Set<string>()
  let labelDisagreements = 0

  for (const { from, count, rows, answer, refusals } of chunks) {
    for (const message of refusals) messages.add(message)
    if (rows !== null) outcomes.fill(rowOutcome.refused, from, from + count)
    if (answer === null) continue
    for (const message of answer.messages) messages.add(message)
    const rowAt = (index: number): number => from + (rows === null ? index : rows[index]!)
    if (rows === null) outcomes.set(answer.outcomes, from)
    else for (let i = 0; i < rows.length; i++) outcomes[rowAt(i)] = answer.outcomes[i]!
    if (scores !== null && answer.scores !== null) copyScores(answer, scores, rowAt, reading)
    labelDisagreements += decide(answer, scores, decisions, rowAt, reading)
  }
  const predictions: Predictions = { rowCount, classes, scores, decisions }
  const wrongLength = answers.find((answer) => answer.wrongLength !== null)?.wrongLength ?? null
  const died = answers.find((answer) => answer.died !== null)?.died ?? null
  return {
    attempt: { predictions, outcomes, messages: [...messages].slice(0, 10), wrongLength, died },
    labelDisagreements,
  }
}

function copyScores(
  answer: ChunkAnswer,
  scores: Float64Array,
  rowAt: (index: number) => number,
  reading: Reading,
): void {
  const { width, outcomes } = answer
  refuseWidth(width, reading)
  const given = probabilities(answer.scores!, width, reading)
  const { classes, columnCodes } = reading
  if (classes.length > 2) {
    for (let i = 0; i < outcomes.length; i++) {
      const at = rowAt(i) * classes.length
      // A class that the model does not know has no chance, where there is an answer at all.
      if (width < classes.length) scores.fill(Number.isNaN(given[i * width]!) ? Number.NaN : 0, at, at + classes.length)
      for (let column = 0; column < width; column++) {
        scores[at + (columnCodes?.[column] ?? column)] = given[i * width + column]!
      }
    }
    return
  }
  // Two columns: that of the positive class. One column: the second class of the model, as everywhere in the field.
  const column = width === 2 ? (columnCodes?.indexOf(1) ?? 1) : 0
  const isComplement = classes.length === 2 && width === 1 && columnCodes !== null && columnCodes[1] === 0
  for (let i = 0; i < outcomes.length; i++) {
    const score = given[i * width + column]!
    scores[rowAt(i)] = isComplement ? 1 - score : score
  }
}

/** The scores as the model gives them, or put through the function that its export left out. */
function probabilities(
  given: Float32Array | Float64Array,
  width: number,
  { apply, scoresName, path, suggestion }: Reading,
): Float32Array | Float64Array {
  if (apply === undefined) return given
  if (apply === 'sigmoid') return Float64Array.from(given, (score) => 1 / (1 + Math.exp(-score)))
  if (width === 1) {
    const problem = `"${scoresName}" holds one number a row, of which softmax makes 1; it takes a sigmoid`
    throw new AirworthyError('MODEL_OUTPUT_UNKNOWN', { path, problem, suggestion })
  }
  const made = new Float64Array(given.length)
  for (let at = 0; at < given.length; at += width) {
    const row = given.subarray(at, at + width)
    let highest = row[0]!
    for (const score of row) if (score > highest) highest = score
    let sum = 0
    for (let column = 0; column < width; column++) sum += made[at + column] = Math.exp(row[column]! - highest)
    for (let column = 0; column < width; column++) made[at + column]! /= sum
  }
  return made
}

function refuseWidth(width: number, { task, classes, columnCodes, path, scoresName, suggestion }: Reading): void {
  if (task === 'regression' && width !== 1) {
    const problem = `"${scoresName}" holds ${width} numbers a row, and regression has one`
    throw new AirworthyError('MODEL_OUTPUT_UNKNOWN', { path, problem, suggestion })
  }
  const columns = columnCodes?.length ?? classes.length
  const isKnown = task === 'regression' || width === columns || (classes.length === 2 && width === 1)
  if (isKnown) return
  if (width === 1)
    throw new AirworthyError('MODEL_OUTPUT_UNKNOWN', {
      path,
      problem: oneNumberProblem(scoresName, classes),
      suggestion,
    })
  throw new AirworthyError('MODEL_CLASSES_MISMATCH', {
    model: width,
    label: columns,
    values: classes.join(', '),
  })
}

/** Fills in the decisions; gives the number of rows where the model's own label is another one. */
function decide(
  { labels, outcomes }: ChunkAnswer,
  scores: Float64Array | null,
  decisions: Int32Array,
  rowAt: (index: number) => number,
  { task, classes, columnCodes, threshold }: Reading,
): number {
  if (task === 'regression') return 0
  let disagreements = 0
  for (let i = 0; i < outcomes.length; i++) {
    if (outcomes[i] !== rowOutcome.answered) continue
    const row = rowAt(i)
    const label = labels?.[i] ?? -1
    if (scores === null) decisions[row] = label
    else {
      decisions[row] =
        classes.length === 2 ? decideBinary(scores[row]!, threshold) : largest(scores, row, classes.length, columnCodes)
      if (labels !== null && label !== decisions[row]) disagreements++
    }
  }
  return disagreements
}

function decideBinary(score: number, threshold: number): number {
  return Number.isNaN(score) ? -1 : score >= threshold ? 1 : 0
}

/** The class with the largest score, of equals the first in the model's own order; -1 when one is NaN. */
function largest(scores: Float64Array, row: number, width: number, columnCodes: readonly number[] | null): number {
  let best = columnCodes?.[0] ?? 0
  const columns = columnCodes?.length ?? width
  for (let column = 0; column < columns; column++) {
    const code = columnCodes?.[column] ?? column
    const score = scores[row * width + code]!
    if (Number.isNaN(score)) return -1
    if (score > scores[row * width + best]!) best = code
  }
  return best
}
