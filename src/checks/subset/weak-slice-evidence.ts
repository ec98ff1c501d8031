import type { TableEvidence } from '../../core/evidence.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { FoundSlice } from './found-slices.ts'

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
