import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { Column } from '../../core/frame.ts'
import { scoreWidth } from '../../core/predictions.ts'
import type { Predictions } from '../../core/predictions.ts'
import { driftBy } from '../../stats/drift-statistic.ts'
import { compareDistributions } from '../../stats/distribution.ts'
import { gradedRows } from '../wrong-rows.ts'
import {
  driftParameters,
  driftQuantity,
  explainDrift,
  isReachable,
  judgeDrift,
  measureDrift,
  unreachable,
} from './measure-drift.ts'
import { withMovedRows } from './moved-rows.ts'

export default defineCheck({
  id: 'drift/prediction',
  title: 'Scores look as in the reference',
  protectsAgainst:
    'The model answers differently from how it did when it was approved, which is the first sign of drift that matters to it.',
  remediation: [
    'Look at the features that drifted: the scores moved because something in front of the model did.',
    'Compare the mix of labels: a real change of the world moves both.',
    'Set thresholds and budgets that depend on the score distribution anew.',
  ],
  references: [
    { title: 'Lipton et al. 2018, Detecting and Correcting for Label Shift', url: 'https://arxiv.org/abs/1802.03916' },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['referencePredictions', 'predictions'],
  uses: ['labels'],
  params: z
    .object({
      ...driftParameters,
    })
    .refine(isReachable, unreachable),

  async *run({ task, referencePredictions, predictions, labels }, { warn, stat }) {
    const graded = labels === undefined ? null : gradedRows(task, labels, predictions)
    const columns = answerColumns(predictions)
    for (const [name, before] of answerColumns(referencePredictions)) {
      const after = columns.get(name)!
      const drift = driftBy(stat, before, after)
      if (drift === null) continue
      const distributions = compareDistributions(before, after)
      yield withMovedRows(measureDrift(name, [], drift, distributions), graded, after, distributions, { from: warn })
    }
  },

  judge: judgeDrift,
  explain: explainDrift,
  quantity: driftQuantity,
})

/** The answers as columns: a score per class, or the decided classes where only they are known. */
function answerColumns(predictions: Predictions): Map<string, Column> {
  const { scores, classes, decisions } = predictions
  if (scores === null) return new Map([['decision', { kind: 'category', codes: decisions, dictionary: classes }]])
  const width = scoreWidth(predictions)
  const names =
    width > 1
      ? classes.map((name) => `score of class ${name}`)
      : [classes.length > 0 ? `score of class ${classes[1]}` : 'prediction']
  return new Map(
    names.map((name, k) => {
      const values = Float64Array.from({ length: predictions.rowCount }, (_, row) => scores[row * width + k]!)
      return [name, { kind: 'number', values, valid: Uint8Array.from(values, (value) => Number(!Number.isNaN(value))) }]
    }),
  )
}
