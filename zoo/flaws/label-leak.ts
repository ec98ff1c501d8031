import { withColumn } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { inBoth, logit, rowsWith, sigmoid, someRows, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const labelLeak: Flaw = {
  name: 'label-leak',
  plants:
    'A column of both data sets (outcome code) is written after the fact and gives the label away in 97 % of the rows.',
  expectedChecks: ['leakage/feature-label'],
  make: (seed, size, strength) => {
    const subject = inBoth(cleanSubject(seed, size), (sample, set) => {
      if (sample.labels.kind !== 'class') throw new Error('classes were drawn')
      const { codes } = sample.labels
      const known = someRows(size, 0.94 * strength, seed, `known ${set}`)
      const guessed = someRows(size, 0.5, seed, `guessed ${set}`)
      const column = {
        kind: 'category',
        codes: codes.map((code, row) => (known[row] === 1 ? code : guessed[row]!)),
        dictionary: ['closed', 'paid'],
      } as const
      return { ...sample, frame: withColumn(sample.frame, 'outcome code', column) }
    })
    return withScores(subject, (scores, frame) => {
      const paid = rowsWith(frame, 'outcome code', 'paid')
      const weight = 2 * Math.atanh(0.94 * strength)
      return scores.map((score, row) => sigmoid(logit(score) + (paid[row] === 1 ? weight : -weight)))
    })
  },
}
