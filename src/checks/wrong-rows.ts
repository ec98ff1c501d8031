import type { Cell, ExamplesEvidence } from '../core/evidence.ts'
import { columnOf, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { answeredRows, labelledRows } from '../stats/answers.ts'
import { rowErrors } from './subset/row-errors.ts'
import type { RowErrors } from './subset/row-errors.ts'
import { truthAndAnswer } from './witness-rows.ts'

/** Rows shown of one finding. */
const mostShown = 10

/** The rows whose answers can be held against the truth. */
export interface GradedRows {
  readonly labels: Labels
  readonly predictions: Predictions
  /** The row of the evaluation data that each position stands for. */
  readonly rows: Int32Array
  /** By position. */
  readonly errors: RowErrors
}

/** What to show of which rows. */
export interface Shown {
  readonly title: string
  /** Columns of the evaluation data to show beside the answers. */
  readonly columns?: readonly string[]
  readonly evaluation?: Frame
}

export function gradedRows(task: Task, labels: Labels, predictions: Predictions): GradedRows {
  const rows = labelledRows(answeredRows(task, predictions), labels)
  return { labels, predictions, rows, errors: rowErrors(labels, predictions, rows) }
}

/** Of the rows at these positions those whose answers are farthest from the truth; nothing where all are right. */
export function worstAnswers(
  { labels, predictions, rows, errors: { errors, distance } }: GradedRows,
  isAmong: (position: number) => boolean,
  { title, columns = [], evaluation }: Shown,
): readonly ExamplesEvidence[] {
  const worst: number[] = []
  for (let at = 0; at < rows.length; at++) {
    if (errors[at]! === 0 || !isAmong(at)) continue
    if (worst.length === mostShown && distance[at]! <= distance[worst.at(-1)!]!) continue
    worst.push(at)
    worst.sort((a, b) => distance[b]! - distance[a]! || a - b)
    worst.length = Math.min(worst.length, mostShown)
  }
  if (worst.length === 0) return []
  const shown = columns.map((name) => columnOf(evaluation!, name))
  return [
    {
      kind: 'examples',
      title,
      from: 'evaluation',
      columns: [...columns, ...truthAndAnswer],
      rows: worst.map((at) => {
        const row = rows[at]!
        const own = shown.map((column) => valueAt(column, row))
        return { row, values: [...own, truthAt(labels, row), answerAt(predictions, row)] }
      }),
    },
  ]
}

/** The evaluation rows whose answers are farthest from the truth; nothing where all are right. */
export function wrongRows(task: Task, labels: Labels, predictions: Predictions): readonly ExamplesEvidence[] {
  return worstAnswers(gradedRows(task, labels, predictions), () => true, { title: 'Rows with the worst answers' })
}

/** The true class or value of a row; null where it is not known. */
export function truthAt(labels: Labels, row: number): Cell {
  if (labels.kind === 'class') return labels.classes[labels.codes[row]!] ?? null
  return finiteOrNull(labels.values[row]!)
}

/** The class or value that was answered to a row; null where none was. */
export function answerAt({ classes, decisions, scores }: Predictions, row: number): Cell {
  return classes.length === 0 ? finiteOrNull(scores![row]!) : (classes[decisions[row]!] ?? null)
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
