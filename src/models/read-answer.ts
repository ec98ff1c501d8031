import type { Task } from '../core/predictions.ts'
import type { RawAnswer } from './protocol.ts'

/** What a predict function may give back: a number a row, a row of numbers a row, a label a row, or both by name. */
export type PredictAnswer =
  | Float64Array
  | readonly number[]
  | readonly (readonly number[])[]
  | readonly string[]
  | {
      readonly scores?: Float64Array | readonly number[] | readonly (readonly number[])[]
      readonly labels?: readonly string[]
    }

/** Reads the answer of a predict function to `rows` rows. Throws when it is none of the shapes that it may have. */
export function readAnswer(answer: unknown, rows: number, task: Task, classes: readonly string[]): RawAnswer {
  if (isArrayLike(answer) && typeof answer[0] === 'string' && task !== 'regression')
    return readAnswer({ labels: answer }, rows, task, classes)
  if (isArrayLike(answer)) return readScores(answer, null, rows, task)
  if (typeof answer !== 'object' || answer === null) {
    throw new Error(`the predict function answered ${describe(answer)} instead of scores`)
  }
  const { scores, labels } = answer as { scores?: unknown; labels?: unknown }
  if (scores === undefined && labels === undefined) {
    throw new Error('the predict function answered an object without "scores" or "labels"')
  }
  const codes = labels === undefined || task === 'regression' ? null : readLabels(labels, classes)
  if (codes !== null && codes.length !== rows) return { kind: 'wrong-length', answered: codes.length }
  if (scores === undefined) return { kind: 'answered', scores: null, width: 0, labels: codes }
  if (!isArrayLike(scores)) throw new Error(`the predict function answered ${describe(scores)} as scores`)
  return readScores(scores, codes, rows, task)
}

function readScores(scores: ArrayLike<unknown>, labels: Int32Array | null, rows: number, task: Task): RawAnswer {
  const isFlatMatrix =
    ArrayBuffer.isView(scores) && task !== 'regression' && scores.length > rows && scores.length % rows === 0
  if (isFlatMatrix) {
    return {
      kind: 'answered',
      scores: Float64Array.from(scores as ArrayLike<number>),
      width: scores.length / rows,
      labels,
    }
  }
  if (scores.length !== rows) return { kind: 'wrong-length', answered: scores.length }
  const first = scores[0]
  const width = isArrayLike(first) ? first.length : 1
  const values = new Float64Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const given = scores[row]
    if (!isArrayLike(given)) values[row * width] = readNumber(given, row)
    else if (given.length !== width) throw new Error(`row ${row} has ${given.length} scores, row 0 has ${width}`)
    else for (let column = 0; column < width; column++) values[row * width + column] = readNumber(given[column], row)
  }
  return { kind: 'answered', scores: values, width, labels }
}

function readNumber(value: unknown, row: number): number {
  if (typeof value === 'number') return value
  if (value === null || value === undefined) return Number.NaN
  throw new Error(`the score of row ${row} is ${describe(value)}, not a number`)
}

function readLabels(labels: unknown, classes: readonly string[]): Int32Array {
  if (!Array.isArray(labels)) throw new Error(`the predict function answered ${describe(labels)} as labels`)
  const codes = new Map(classes.map((name, code) => [name, code]))
  return Int32Array.from(labels, (label) => codes.get(String(label)) ?? -1)
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? 'an object'
    : typeof value === 'string'
      ? `"${value}"`
      : String(value)
}
