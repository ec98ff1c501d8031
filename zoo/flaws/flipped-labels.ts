import { cleanSubject } from '../clean.ts'
import { flipLabels, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const flippedLabels: Flaw = {
  name: 'flipped-labels',
  plants: '30 % of the evaluation labels are turned over.',
  expectedChecks: ['performance/degradation'],
  make(seed, size, strength) {
    const flips = someRows(size, 0.3 * strength, seed, 'flips')
    return inEvaluation(cleanSubject(seed, size), (sample) => flipLabels(sample, flips))
  },
}
