import type { CategoryColumn } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { changeColumn, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const categoryMix: Flaw = {
  name: 'category-mix',
  plants: '35 % of the evaluation rows have their category (region) replaced by a rare one.',
  expectedChecks: ['drift/feature'],
  make(seed, size, strength) {
    const moved = someRows(size, 0.35 * strength, seed, 'mix')
    return inEvaluation(cleanSubject(seed, size), (sample) =>
      changeColumn<CategoryColumn>(sample, 'region', (column) => ({
        ...column,
        codes: column.codes.map((code, row) => (moved[row] === 1 ? column.dictionary.indexOf('isles') : code)),
      })),
    )
  },
}
