import { cleanSubject } from '../clean.ts'
import { fractionOf, numbersOf, rowsWith, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const fourFifths: Flaw = {
  name: 'four-fifths',
  plants:
    'A protected group (origin C) gets the positive answer exactly four times for five of the others: the limit itself.',
  expectedChecks: [],
  quietChecks: ['fairness/demographic-parity'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const isMember = rowsWith(frame, 'origin', 'C')
      const balances = numbersOf(frame, 'balance')
      return scores.map((score, row) =>
        isMember[row] === 1 && fractionOf(balances[row]!) < 0.2 * strength ? Math.min(score, 0.4) : score,
      )
    }),
}
