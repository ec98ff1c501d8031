import { cleanSubject } from '../clean.ts'
import { flipLabels, inEvaluation, numbersOf } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const conceptShift: Flaw = {
  name: 'concept-shift',
  plants:
    'What the columns mean for the label is reversed for the best-rated 40 % of the evaluation rows (rating 4 and 5).',
  expectedChecks: ['performance/degradation', 'drift/concept'],
  make: (seed, size, strength) =>
    inEvaluation(cleanSubject(seed, size), (sample) => {
      const ratings = numbersOf(sample.frame, 'rating')
      return flipLabels(
        sample,
        Uint8Array.from(ratings, (rating) => Number(rating > 5 - 2 * strength)),
      )
    }),
}
