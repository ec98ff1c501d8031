import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { number } from '../../core/format.ts'
import { subStream } from '../../core/random.ts'
import { crossFittedBreaches, isBeyond, outlierBound } from '../../stats/bounds.ts'
import { breachLimits, comparedFeatures, explainBreach, judgeBreach, measureBreach } from './breach.ts'

export default defineCheck({
  id: 'abnormal/outlier',
  title: 'No extreme values',
  protectsAgainst:
    'Numbers arrive that lie far outside of all that the model has learnt from, because a sensor, a unit or a join broke, and the model extrapolates.',
  remediation: [
    'Trace the rows shown to their source: most extremes are a fault upstream.',
    'Clip or reject values outside of the learnt bound before they reach the model.',
    'If the values are real, add such rows to the training data.',
  ],
  references: [
    {
      title: 'Rousseeuw and Hubert 2011, Robust statistics for outlier detection',
      url: 'https://doi.org/10.1002/widm.2',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  idle: 'no feature is a number',
  uses: ['labels', 'predictions'],
  params: z.object({
    ...breachLimits,
    method: z
      .enum(['robust', 'sd'])
      .default('robust')
      .describe('How the bound is learnt: from median and quartiles, or from mean and standard deviation.'),
    reach: z.number().positive().default(6).describe('Half-width of the bound in standard deviations.'),
    ...columnChoice,
  }),

  async *run(context, { method, reach }) {
    for (const { name, learnt, column } of comparedFeatures(context)) {
      context.signal.throwIfAborted()
      if (learnt.kind !== 'number' || column.kind !== 'number') continue
      const bound = outlierBound(learnt, { method, reach })
      if (bound === null) continue
      const breached = new Uint8Array(column.values.length)
      for (let row = 0; row < breached.length; row++) breached[row] = isBeyond(bound, column.values[row]!) ? 1 : 0
      const measurement = measureBreach(context, {
        name,
        breached,
        trials: column.valid.reduce((sum, flag) => sum + flag, 0),
        usual: crossFittedBreaches(learnt, bound, subStream(context.key, name), { method, reach }),
        fault: `lie outside of ${number(bound.low)} to ${number(bound.high)}`,
        extent: (row) => Math.max(column.values[row]! - bound.high, bound.low - column.values[row]!),
      })
      if (measurement !== null) yield measurement
    }
  },

  judge: judgeBreach,
  explain: explainBreach,
})
