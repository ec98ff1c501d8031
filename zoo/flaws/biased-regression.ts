import { cleanKinds } from '../clean.ts'
import { cleanSubject } from '../clean.ts'
import { inEvaluation } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const biasedRegression: Flaw = {
  name: 'biased-regression',
  plants:
    'The true values of the evaluation data lie 0.8 standard deviations of the noise above those of the reference.',
  expectedChecks: ['performance/degradation', 'performance/residuals'],
  make: (seed, size, strength) =>
    inEvaluation(cleanSubject(seed, size, cleanKinds[3]), (sample) => {
      if (sample.labels.kind !== 'value') throw new Error('values were drawn')
      return {
        ...sample,
        labels: { kind: 'value', values: sample.labels.values.map((value) => value + 0.8 * strength) },
      }
    }),
}
