import { cleanSubject } from '../clean.ts'
import { logit, sigmoid, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const overconfidentScores: Flaw = {
  name: 'overconfident-scores',
  plants: 'The log-odds of every score are twice what they should be.',
  expectedChecks: ['calibration/reliability'],
  make: (seed, size, strength) =>
    withScores(cleanSubject(seed, size), (scores) => scores.map((score) => sigmoid((1 + strength) * logit(score)))),
}
