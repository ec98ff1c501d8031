import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation } from '../plant.ts'
import type { Flaw, Sample } from '../subject.ts'

export const creepingDrift: Flaw = {
  name: 'creeping-drift',
  plants: 'Six numbers of the evaluation data are each some 0.15 standard deviations higher.',
  expectedChecks: ['drift/multivariate', 'drift/dataset'],
  make: (seed, size, strength) => {
    const shift = (sample: Sample, name: string, by: number) =>
      changeNumbers(sample, name, (value) => value + by * strength)
    const stretch = (sample: Sample, name: string, by: number) =>
      changeNumbers(sample, name, (value) => value * (1 + by * strength))
    return inEvaluation(cleanSubject(seed, size), (clean) => {
      const shifted = shift(shift(shift(clean, 'balance', 2.25), 'velocity', 0.2), 'age', 2)
      return shift(stretch(stretch(shifted, 'income', 0.12), 'tenure', 0.15), 'visits', 2)
    })
  },
}
