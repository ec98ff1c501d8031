import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const unboundedExtremes: Flaw = {
  name: 'unbounded-extremes',
  plants:
    'The score grows without bound once a number (balance) is more than four standard deviations from its mean, and ends at 1.',
  expectedChecks: ['transformation/outlier-substitution'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const balances = numbersOf(frame, 'balance')
      return scores.map((score, row) => {
        const beyond = Math.max(0, Math.abs(balances[row]! - 100) / 15 - 4)
        return beyond > 0 ? Math.min(1, score + 0.1 * strength * beyond) : score
      })
    }),
}
