import type { ExamplesEvidence, TableEvidence } from '../../core/evidence.ts'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { answerAt, truthAt } from '../wrong-rows.ts'
import { truthAndAnswer } from '../witness-rows.ts'
import type { FoundSlice } from './found-slices.ts'
import type { RowErrors } from './row-errors.ts'

const mostExamples = 10

/** All slices with their rows and errors on the half that was searched and on the half that they were tested on. */
export function slicesTable(
  slices: readonly FoundSlice[],
  tested: readonly Measurement[],
  isRate: boolean,
): TableEvidence {
  const error = isRate ? 'error rate' : 'RMSE'
  return {
    kind: 'table',
    title: 'Slices found on one half of the rows and tested on the other',
    columns: [
      'slice',
      'rows, searched',
      `${error}, searched`,
      'rows, tested',
      `${error}, tested`,
      `${error} elsewhere`,
    ],
    rows: slices.map(({ phrase, size, meanError }, position) => {
      const { n, facts = {} } = tested[position]!
      const searchedError = isRate ? meanError : Math.sqrt(meanError)
      return [phrase, size, searchedError, n, facts['inside'] ?? null, facts['outside'] ?? null]
    }),
  }
}

/** Rows of the tested half of a slice that went most wrong. */
export function failingRows(
  inside: readonly number[],
  slice: FoundSlice,
  { errors, distance }: RowErrors,
  data: {
    readonly evaluation: Frame
    readonly labels: Labels
    readonly predictions: Predictions
    /** The row of the evaluation data that each position stands for. */
    readonly rows: Int32Array
  },
): ExamplesEvidence[] {
  const worst = inside
    .filter((position) => errors[position]! > 0)
    .toSorted((a, b) => distance[b]! - distance[a]! || a - b)
    .slice(0, mostExamples)
  if (worst.length === 0) return []
  const columns = slice.columns.map((name) => columnOf(data.evaluation, name))
  return [
    {
      kind: 'examples',
      title: `Rows that fail where ${slice.phrase}`,
      from: 'evaluation',
      columns: [...slice.columns, ...truthAndAnswer],
      rows: worst.map((position) => {
        const row = data.rows[position]!
        const values = columns.map((column) => valueAt(column, row))
        return { row, values: [...values, truthAt(data.labels, row), answerAt(data.predictions, row)] }
      }),
    },
  ]
}
