import { cleanSubject } from '../clean.ts'
import { logit, numbersOf, sigmoid, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const batchDependent: Flaw = {
  name: 'batch-dependent',
  plants: 'Scores are shifted by how far the mean of a number (velocity) over the batch is from zero.',
  expectedChecks: ['operations/row-invariance'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores, frame) => {
      const known = numbersOf(frame, 'velocity').filter((value) => !Number.isNaN(value))
      const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
      return scores.map((score) => sigmoid(logit(score) + 0.1 * strength * Math.max(-2, Math.min(2, mean))))
    }),
}
