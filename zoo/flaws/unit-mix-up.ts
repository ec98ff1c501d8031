import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const unitMixUp: Flaw = {
  name: 'unit-mix-up',
  plants: '8 % of the evaluation rows give one number (balance) in cents: a hundred times as large.',
  expectedChecks: ['abnormal/outlier'],
  make(seed, size, strength) {
    const mistaken = someRows(size, 0.08 * strength, seed, 'units')
    return inEvaluation(cleanSubject(seed, size), (sample) =>
      changeNumbers(sample, 'balance', (value, row) => (mistaken[row] === 1 ? 100 * value : value)),
    )
  },
}
