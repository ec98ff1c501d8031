import { cleanSubject } from '../clean.ts'
import { both, flipLabels, inBoth, rowsWith, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const weakSlice: Flaw = {
  name: 'weak-slice',
  plants: 'A slice of 3 % (city 08) has twice the error of the rest: 60 % in place of 30 %.',
  expectedChecks: ['subset/performance', 'subset/weak-slices'],
  make: (seed, size, strength) =>
    inBoth(cleanSubject(seed, size), (sample, set) => {
      const turned = someRows(size, 0.75 * strength, seed, set)
      return flipLabels(sample, both(turned, rowsWith(sample.frame, 'city', 'city 08')))
    }),
}
