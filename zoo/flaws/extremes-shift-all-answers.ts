import { cleanSubject } from '../clean.ts'
import { logit, numbersOf, sigmoid, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const extremesShiftAllAnswers: Flaw = {
  name: 'extremes-shift-all-answers',
  plants:
    'An extreme of one number (balance) moves the log-odds of every row by as much: decisions turn, the order of the rows stays.',
  expectedChecks: ['transformation/outlier-substitution'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const balances = numbersOf(frame, 'balance')
      return scores.map((score, row) => {
        const beyond = Math.max(0, Math.abs(balances[row]! - 100) / 15 - 4)
        return beyond > 0 ? sigmoid(logit(score) + strength * beyond) : score
      })
    }),
}
