import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const vanishingValues: Flaw = {
  name: 'vanishing-values',
  plants: '8 % of the values of a number that was never missing (balance) do not arrive.',
  expectedChecks: ['abnormal/null'],
  make(seed, size, strength) {
    const lost = someRows(size, 0.08 * strength, seed, 'lost')
    return inEvaluation(cleanSubject(seed, size), (sample) =>
      changeNumbers(sample, 'balance', (value, row) => (lost[row] === 1 ? NaN : value)),
    )
  },
}
