import { takeRows } from '../../src/core/frame.ts'
import { takeLabels } from '../../src/core/predictions.ts'
import { cleanSubject } from '../clean.ts'
import { inEvaluation, numbersOf } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const truncatedRange: Flaw = {
  name: 'truncated-range',
  plants: 'The evaluation data hold nobody older than 48: the upper 40 % are cut off.',
  expectedChecks: ['drift/feature'],
  make: (seed, size, strength) =>
    inEvaluation(cleanSubject(seed, 2 * size), ({ frame, labels }) => {
      const ages = numbersOf(frame, 'age')
      const limit = ages.toSorted()[Math.floor((1 - 0.4 * strength) * ages.length) - 1]!
      const rows = Int32Array.from(ages.keys())
        .filter((row) => ages[row]! <= limit)
        .subarray(0, size)
      return { frame: takeRows(frame, rows), labels: takeLabels(labels, rows) }
    }),
}
