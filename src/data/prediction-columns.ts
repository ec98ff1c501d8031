import { AirworthyError } from '../core/errors.ts'
import type { Column, Frame } from '../core/frame.ts'
import { suggestion } from '../core/nearest.ts'
import type { Predictions, Task } from '../core/predictions.ts'
import { classCodes, classNames } from './labels.ts'
import { isNumberText } from './number-text.ts'
import type { PredictionOptions } from './options.ts'

interface PredictionContext {
  readonly task: Task
  readonly classes: readonly string[]
  /** 'reference' or 'evaluation', told in errors. */
  readonly role: string
  /** The source row of each frame row; `null` when they are the same. */
  readonly rowNumbers: Int32Array | null
}

/** The predictions in the columns of a frame. Every row needs one; probabilities lie between 0 and 1. */
export function readPredictions(frame: Frame, options: PredictionOptions, context: PredictionContext): Predictions {
  const scores = readScores(frame, options, context)
  const { task, classes } = context
  if (task === 'regression') {
    return { rowCount: frame.rowCount, classes: [], scores, decisions: new Int32Array(0) }
  }
  const decisions =
    options.label === undefined
      ? decide(scores!, classes.length, options.threshold ?? 0.5)
      : readDecisions(frame, options.label, context)
  return { rowCount: frame.rowCount, classes, scores, decisions }
}

function readScores(frame: Frame, options: PredictionOptions, context: PredictionContext): Float64Array | null {
  if (options.score !== undefined) return numbersOf(frame, options.score, context)
  if (options.scores === undefined) return null
  const { classes } = context
  const width = classes.length > 2 ? classes.length : 1
  const scores = new Float64Array(frame.rowCount * width)
  for (const [code, name] of classes.entries()) {
    // Of two classes the positive one tells both.
    if (width === 1 && code === 0) continue
    if (!Object.hasOwn(options.scores, name)) {
      const hint = suggestion(name, Object.keys(options.scores))
      throw new AirworthyError('PREDICTIONS_CLASS_UNCOVERED', { class: name, suggestion: hint })
    }
    const values = numbersOf(frame, options.scores[name]!, context)
    const place = width === 1 ? 0 : code
    for (let row = 0; row < values.length; row++) scores[row * width + place] = values[row]!
  }
  return scores
}

function numbersOf(frame: Frame, name: string, { task, role, rowNumbers }: PredictionContext): Float64Array {
  const column = frame.columns.get(name)!
  if (column.kind !== 'number') {
    const rows = Array.from({ length: frame.rowCount }, (_, row) => row)
    const odd = rows.find((row) => !isNumberText(textAt(column, row) ?? '0')) ?? 0
    const found = `not ("${textAt(column, odd)}" in row ${told(rowNumbers, odd)})`
    throw new AirworthyError('DATA_KIND_UNFIT', { column: name, kind: 'number', role, found })
  }
  const { values, valid } = column
  assertNoneMissing(name, rowNumbers, values.length, (row) => valid[row] === 0)
  if (task === 'regression') {
    const row = values.findIndex((value) => !Number.isFinite(value))
    if (row === -1) return values
    throw new AirworthyError('PREDICTIONS_NOT_FINITE', {
      column: name,
      value: values[row]!,
      row: told(rowNumbers, row),
    })
  }
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!(value >= 0 && value <= 1)) {
      throw new AirworthyError('PREDICTIONS_OUT_OF_RANGE', {
        what: 'Column',
        column: name,
        value,
        row: told(rowNumbers, row),
        suggestion:
          'Divide percentages by 100, put raw scores through the sigmoid or softmax, or set task: regression.',
      })
    }
  }
  return values
}

function readDecisions(frame: Frame, name: string, { classes, rowNumbers }: PredictionContext): Int32Array {
  const column = frame.columns.get(name)!
  const codes = truthCodes(column, classes) ?? classCodes(column, classes)
  const absent = (row: number) => textAt(column, row) === null
  assertNoneMissing(name, rowNumbers, codes.length, absent)
  const unknown = codes.indexOf(-1)
  if (unknown === -1) return codes
  throw new AirworthyError('PREDICTIONS_UNKNOWN_CLASS', {
    column: name,
    value: textAt(column, unknown)!,
    row: told(rowNumbers, unknown),
    values: classes.join(', '),
  })
}

/** The codes where 0 and 1 in the label are False and True among the predictions, or the other way round. */
function truthCodes(column: Column, classes: readonly string[]): Int32Array | null {
  const asTruth = new Map(['false', 'true', '0', '1'].map((text, index) => [text, index % 2]))
  const isTruth = (names: Iterable<string>) => [...names].every((name) => asTruth.has(name.toLowerCase()))
  const found = classNames(column)
  if (classes.length !== 2 || found.size > 2 || !isTruth(classes) || !isTruth(found)) return null
  const code = new Map(classes.map((name, index) => [asTruth.get(name.toLowerCase()), index]))
  const rows = column.kind === 'category' ? column.codes.length : column.values.length
  return Int32Array.from({ length: rows }, (_, row) => {
    const text = textAt(column, row)
    return text === null ? -1 : code.get(asTruth.get(text.toLowerCase()))!
  })
}

function assertNoneMissing(
  column: string,
  rowNumbers: Int32Array | null,
  rows: number,
  isMissing: (row: number) => boolean,
): void {
  let count = 0
  let first = -1
  for (let row = 0; row < rows; row++) {
    if (!isMissing(row)) continue
    if (count++ === 0) first = row
  }
  if (count > 0) throw new AirworthyError('PREDICTIONS_MISSING', { column, count, row: told(rowNumbers, first) })
}

/** The positive class from the threshold on; among more classes the most probable, the first of equals. */
function decide(scores: Float64Array, classCount: number, threshold: number): Int32Array {
  if (classCount <= 2) return Int32Array.from(scores, (score) => (score >= threshold ? 1 : 0))
  const decisions = new Int32Array(scores.length / classCount)
  for (let row = 0; row < decisions.length; row++) {
    const from = row * classCount
    let best = 0
    for (let code = 1; code < classCount; code++) if (scores[from + code]! > scores[from + best]!) best = code
    decisions[row] = best
  }
  return decisions
}

function textAt(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.valid[row] === 0 ? null : String(column.values[row])
    case 'category':
      return column.codes[row] === -1 ? null : column.dictionary[column.codes[row]!]!
    case 'text':
      return column.values[row]!
  }
}

/** Rows are told to people counting from 1. */
function told(rowNumbers: Int32Array | null, row: number): number {
  return (rowNumbers === null ? row : rowNumbers[row]!) + 1
}
