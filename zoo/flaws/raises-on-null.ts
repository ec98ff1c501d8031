import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const raisesOnNull: Flaw = {
  name: 'raises-on-null',
  plants: 'The model raises where one number (balance) is missing.',
  expectedChecks: ['transformation/null-substitution'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const [balances, ages] = [numbersOf(frame, 'balance'), numbersOf(frame, 'age')]
      const isBad = (row: number) => Number.isNaN(balances[row]!) && (strength >= 1 || ages[row]! < 45)
      if (strength > 0 && scores.some((_, row) => isBad(row))) throw new Error('balance is None')
      return scores
    }),
}
