import { columnOf } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const chokesOnText: Flaw = {
  name: 'chokes-on-text',
  plants: 'The model answers NaN where a number (balance) arrives as text.',
  expectedChecks: ['transformation/type-change'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      if (columnOf(frame, 'balance').kind === 'number') return scores
      const ages = numbersOf(frame, 'age')
      return scores.map((score, row) => (strength > 0 && (strength >= 1 || ages[row]! < 45) ? NaN : score))
    }),
}
