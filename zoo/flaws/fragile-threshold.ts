import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const fragileThreshold: Flaw = {
  name: 'fragile-threshold',
  plants: 'The answer turns over in a narrow band of one number (balance) at every tenth: a nudge flips it.',
  expectedChecks: ['adversarial/single-feature'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const balances = numbersOf(frame, 'balance')
      const period = 10 / Math.max(strength, 1e-9)
      return scores.map((score, row) => {
        const place = balances[row]! / period
        return Math.abs(place - Math.round(place)) * period < 0.5 ? 1 - score : score
      })
    }),
}
