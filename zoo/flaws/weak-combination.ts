import { cleanSubject } from '../clean.ts'
import { both, flipLabels, inBoth, rowsWith, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const weakCombination: Flaw = {
  name: 'weak-combination',
  plants: 'Where two values meet (region north, plan plus; 11 % of rows) the error is 60 % in place of 30 %.',
  expectedChecks: ['subset/weak-slices'],
  make: (seed, size, strength) =>
    inBoth(cleanSubject(seed, size), (sample, set) => {
      const turned = someRows(size, 0.75 * strength, seed, set)
      const { frame } = sample
      return flipLabels(sample, both(turned, both(rowsWith(frame, 'region', 'north'), rowsWith(frame, 'plan', 'plus'))))
    }),
}
