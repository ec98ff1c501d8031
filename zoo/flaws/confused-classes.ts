import { cleanKinds } from '../clean.ts'
import { cleanSubject } from '../clean.ts'
import { inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const confusedClasses: Flaw = {
  name: 'confused-classes',
  plants: 'Half of the evaluation rows of one class (browse) are really of another (leave).',
  expectedChecks: ['performance/degradation', 'performance/per-class', 'calibration/reliability'],
  make(seed, size, strength) {
    const renamed = someRows(size, 0.5 * strength, seed, 'renamed')
    return inEvaluation(cleanSubject(seed, size, cleanKinds[2]), (sample) => {
      if (sample.labels.kind !== 'class') throw new Error('classes were drawn')
      const codes = sample.labels.codes.map((code, row) => (code === 1 && renamed[row] === 1 ? 2 : code))
      return { ...sample, labels: { ...sample.labels, codes } }
    })
  },
}
