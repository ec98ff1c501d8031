import type { CategoryColumn } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { changeColumn, inBoth, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const newCategory: Flaw = {
  name: 'new-category',
  plants: '8 % of the evaluation rows have a category (region) that the reference does not know.',
  expectedChecks: ['abnormal/unseen-category'],
  make(seed, size, strength) {
    const renamed = someRows(size, 0.08 * strength, seed, 'category')
    const subject = inBoth(cleanSubject(seed, size), (sample) =>
      changeColumn<CategoryColumn>(sample, 'region', (column) => ({
        ...column,
        dictionary: [...column.dictionary, 'orbit'],
      })),
    )
    return inEvaluation(subject, (sample) =>
      changeColumn<CategoryColumn>(sample, 'region', (column) => ({
        ...column,
        codes: column.codes.map((code, row) => (renamed[row] === 1 ? column.dictionary.length - 1 : code)),
      })),
    )
  },
}
