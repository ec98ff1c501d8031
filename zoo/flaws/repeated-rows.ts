import { takeRows } from '../../src/core/frame.ts'
import { takeLabels } from '../../src/core/predictions.ts'
import { cleanSubject } from '../clean.ts'
import { inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const repeatedRows: Flaw = {
  name: 'repeated-rows',
  plants: '15 % of the evaluation rows repeat another one.',
  expectedChecks: ['cleanliness/duplicates'],
  make(seed, size, strength) {
    const repeats = someRows(size, 0.15 * strength, seed, 'repeats')
    // A row takes the place of its neighbour, which is not replaced itself.
    const rows = Int32Array.from(repeats, (flag, row) => (flag === 1 && repeats[row - 1] === 0 ? row - 1 : row))
    return inEvaluation(cleanSubject(seed, size), ({ frame, labels }) => ({
      frame: takeRows(frame, rows),
      labels: takeLabels(labels, rows),
    }))
  },
}
