import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { columnOf } from '../../core/frame.ts'
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
  id: 'drift/feature',
  title: 'Features look as in the reference',
  protectsAgainst:
    'The data that reach the model are no longer the data it learnt from: a broken join, a new unit, another kind of customer.',
  remediation: [
    'Trace the column through the pipeline first: most drift is a fault upstream.',
    'Retrain on recent data only if quality, measured or estimated, fell with it.',
    'Watch the column per day, to learn whether it jumped or crept.',
  ],
  references: [
    { title: 'Rabanser et al. 2019, Failing Loudly', url: 'https://arxiv.org/abs/1810.11953' },
    { title: 'Bergsma 2013, A bias-correction for Cramér’s V', url: 'https://doi.org/10.1016/j.jkss.2012.10.002' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  uses: ['labels', 'predictions'],
  params: z
    .object({
      ...driftParameters,
      ...columnChoice,
    })
    .refine(isReachable, unreachable),

  async *run({ task, reference, evaluation, labels, predictions, schema, signal }, { warn, stat }) {
    const graded = labels === undefined || predictions === undefined ? null : gradedRows(task, labels, predictions)
    for (const { name, role, protected: isProtected } of schema.columns) {
      if (role !== 'feature' && !isProtected) continue
      signal.throwIfAborted()
      const [before, after] = [columnOf(reference, name), columnOf(evaluation, name)]
      const drift = driftBy(stat, before, after)
      if (drift === null) continue
      const distributions = compareDistributions(before, after)
      const measured = measureDrift(name, [name], drift, distributions)
      yield withMovedRows(measured, graded, after, distributions, { from: warn, evaluation })
    }
  },

  judge: judgeDrift,
  explain: explainDrift,
  quantity: driftQuantity,
})
