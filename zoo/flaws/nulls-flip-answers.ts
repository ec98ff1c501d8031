import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const nullsFlipAnswers: Flaw = {
  name: 'nulls-flip-answers',
  plants: 'The model answers the opposite where one number (balance) is missing.',
  expectedChecks: ['transformation/null-substitution'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const balances = numbersOf(frame, 'balance')
      return scores.map((score, row) => (Number.isNaN(balances[row]!) ? score + strength * (1 - 2 * score) : score))
    }),
}
