import { drawSample, populationOf } from '../population.ts'
import { cleanSubject } from '../clean.ts'
import { inEvaluation } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const labelShift: Flaw = {
  name: 'label-shift',
  plants: 'Positive cases are rarer in the evaluation data: the signs agree in 25 % of the rows in place of 50 %.',
  expectedChecks: ['drift/prediction', 'drift/label'],
  make(seed, size, strength) {
    const population = { ...populationOf('binary'), agreement: 0.5 - 0.25 * strength }
    const subject = cleanSubject(seed, size)
    // The labels are drawn from scores that know of the change; the model does not.
    return inEvaluation(subject, () => drawSample(population, seed, 'evaluation', size))
  },
}
