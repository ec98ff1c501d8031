import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { isMissing } from '../../core/frame.ts'
import type { Column } from '../../core/frame.ts'
import { breachLimits, comparedFeatures, explainBreach, judgeBreach, measureBreach } from './breach.ts'

export default defineCheck({
  id: 'abnormal/null',
  title: 'No unexpected nulls',
  protectsAgainst:
    'A column that was always there when the model was trained stops arriving for some rows, and what the model does without it was never tried.',
  remediation: [
    'Find out where the value is lost, and mend it there.',
    'Impute or reject rows without it before they reach the model.',
    'Retrain with the feature dropped at random, so that the model learns to cope without it.',
  ],
  references: [
    {
      title: 'Breck et al. 2019, Data Validation for Machine Learning',
      url: 'https://mlsys.org/Conferences/2019/doc/2019/167.pdf',
    },
    {
      title: 'Eypasch et al. 1995, Probability of adverse events that have not yet occurred',
      url: 'https://doi.org/10.1136/bmj.311.7005.619',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  uses: ['labels', 'predictions'],
  params: z.object({ ...breachLimits, ...columnChoice }),

  async *run(context) {
    const { reference, evaluation, signal } = context
    for (const { name, learnt, column } of comparedFeatures(context)) {
      signal.throwIfAborted()
      if (missingRows(learnt, reference.rowCount).includes(1)) continue
      const measurement = measureBreach(context, {
        name,
        breached: missingRows(column, evaluation.rowCount),
        trials: evaluation.rowCount,
        // None of n leaves room for 3/n (the interval of the difference holds it), but expects none.
        usual: { hits: 0, trials: reference.rowCount },
        fault: 'are missing, which never happens in the reference',
      })
      if (measurement !== null) yield measurement
    }
  },

  judge: judgeBreach,
  explain: explainBreach,
})

function missingRows(column: Column, rowCount: number): Uint8Array {
  const missing = new Uint8Array(rowCount)
  for (let row = 0; row < rowCount; row++) missing[row] = isMissing(column, row) ? 1 : 0
  return missing
}
