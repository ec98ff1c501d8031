import { withColumn } from '../../src/core/frame.ts'
import type { TextColumn } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { changeColumn, inBoth, inEvaluation, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const changedType: Flaw = {
  name: 'changed-type',
  plants: '8 % of the values of a column of e-mail addresses are plain words.',
  expectedChecks: ['abnormal/type'],
  make(seed, size, strength) {
    const wrong = someRows(size, 0.08 * strength, seed, 'type')
    const subject = inBoth(cleanSubject(seed, size), (sample, set) => ({
      ...sample,
      frame: withColumn(sample.frame, 'contact', {
        kind: 'text',
        values: Array.from({ length: size }, (_, row) => `${set}${row}@mail.example`),
      }),
    }))
    return inEvaluation(subject, (sample) =>
      changeColumn<TextColumn>(sample, 'contact', ({ values }) => ({
        kind: 'text',
        values: values.map((value, row) => (wrong[row] === 1 ? 'by telephone' : value)),
      })),
    )
  },
}
