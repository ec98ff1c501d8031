import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const stuckSensor: Flaw = {
  name: 'stuck-sensor',
  plants: 'In half of the evaluation rows one number (velocity) is stuck at 0.37.',
  expectedChecks: ['drift/feature'],
  make(seed, size, strength) {
    const stuck = someRows(size, 0.5 * strength, seed, 'stuck')
    return inEvaluation(cleanSubject(seed, size), (sample) =>
      changeNumbers(sample, 'velocity', (value, row) => (stuck[row] === 1 ? 0.37 : value)),
    )
  },
}
