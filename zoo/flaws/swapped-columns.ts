import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation, numbersOf, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const swappedColumns: Flaw = {
  name: 'swapped-columns',
  plants: 'In 40 % of the evaluation rows two numbers (age, visits) have changed places.',
  expectedChecks: ['drift/feature', 'drift/correlation'],
  make(seed, size, strength) {
    const swapped = someRows(size, 0.4 * strength, seed, 'swapped')
    return inEvaluation(cleanSubject(seed, size), (sample) => {
      const [ages, visits] = [numbersOf(sample.frame, 'age'), numbersOf(sample.frame, 'visits')]
      const first = changeNumbers(sample, 'age', (value, row) => (swapped[row] === 1 ? visits[row]! : value))
      return changeNumbers(first, 'visits', (value, row) => (swapped[row] === 1 ? ages[row]! : value))
    })
  },
}
