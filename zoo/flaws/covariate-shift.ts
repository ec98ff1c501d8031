import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const covariateShift: Flaw = {
  name: 'covariate-shift',
  plants: 'One number of the evaluation data (balance) is 0.75 standard deviations higher.',
  expectedChecks: ['drift/feature'],
  make: (seed, size, strength) =>
    inEvaluation(cleanSubject(seed, size), (sample) =>
      changeNumbers(sample, 'balance', (value) => value + 0.75 * 15 * strength),
    ),
}
