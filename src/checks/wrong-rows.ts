import type { Cell, ExamplesEvidence } from '../core/evidence.ts'
import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { answeredRows, labelledRows } from '../stats/answers.ts'
import { rowErrors } from './subset/row-errors.ts'
import { truthAndAnswer } from './witness-rows.ts'

/** Rows shown of one finding. */
const mostShown = 10

/** The evaluation rows whose answers are farthest from the truth; nothing where all are right. */
export function wrongRows(task: Task, labels: Labels, predictions: Predictions): readonly ExamplesEvidence[] {
  const rows = labelledRows(answeredRows(task, predictions), labels)
  const { errors, distance } = rowErrors(labels, predictions, rows)
  const worst: number[] = []
  for (let at = 0; at < rows.length; at++) {
    if (errors[at]! === 0) continue
    if (worst.length === mostShown && distance[at]! <= distance[worst.at(-1)!]!) continue
    worst.push(at)
    worst.sort((a, b) => distance[b]! - distance[a]! || a - b)
    worst.length = Math.min(worst.length, mostShown)
  }
  if (worst.length === 0) return []
  return [
    {
      kind: 'examples',
      title: 'Rows with the worst answers',
      from: 'evaluation',
      columns: truthAndAnswer,
      rows: worst.map((at) => ({
        row: rows[at]!,
        values: [truthAt(labels, rows[at]!), answerAt(predictions, rows[at]!)],
      })),
    },
  ]
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
