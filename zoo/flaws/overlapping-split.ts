import { cleanSubject } from '../clean.ts'
import { inEvaluation, mixRows, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const overlappingSplit: Flaw = {
  name: 'overlapping-split',
  plants: '12 % of the evaluation rows are rows of the reference.',
  expectedChecks: ['leakage/overlap'],
  make(seed, size, strength) {
    const shared = someRows(size, 0.12 * strength, seed, 'shared')
    const subject = cleanSubject(seed, size)
    const { reference } = subject
    return inEvaluation(subject, ({ frame, labels }) => {
      if (labels.kind !== 'class' || reference.labels.kind !== 'class') throw new Error('classes were drawn')
      const { codes } = reference.labels
      return {
        frame: mixRows(frame, reference.frame, shared),
        labels: { ...labels, codes: labels.codes.map((code, row) => (shared[row] === 1 ? codes[row]! : code)) },
      }
    })
  },
}
