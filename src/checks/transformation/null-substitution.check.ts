import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { CheckContext } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { columnOf, isMissing, withColumn } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { subStream, uniformAt } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
import { featuresOf } from '../../core/schema.ts'
import { blank, blankWhere } from '../../perturb/blank.ts'
import { trialQuantity } from './trial-quantity.ts'
import { explainTrial, judgeTrial, measureTrials, trialLimits } from './trial.ts'
import type { Trial } from './trial.ts'

export default defineCheck({
  id: 'transformation/null-substitution',
  title: 'Missing values are survived',
  protectsAgainst:
    'An upstream column stops arriving, and the model raises, or goes on answering worse without anybody noticing.',
  remediation: [
    'Impute or reject rows with this feature missing before they reach the model.',
    'Retrain with features dropped at random, so that the model learns to cope without them.',
    'Alert on the null rate of this column where it is produced.',
  ],
  references: [
    { title: 'Breck et al. 2017, The ML Test Score, Data 1', url: 'https://research.google/pubs/pub46555/' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  params: z.object({
    ...trialLimits,
    shares: z
      .array(z.number().gt(0).max(1))
      .default([0.05, 0.2, 0.6])
      .describe('Shares of all cells that go missing at random, besides each column alone.'),
    ...columnChoice,
  }),

  async *run(context, { shares }) {
    yield* measureTrials(context, trialsOf(context, shares))
  },

  judge: judgeTrial,
  explain: explainTrial,
  quantity: trialQuantity,
})

function* trialsOf({ probe, schema, key }: CheckContext<'probe'>, shares: readonly number[]): Generator<Trial> {
  const names = featuresOf(schema).map((column) => column.name)
  for (const name of names) {
    const column = columnOf(probe.frame, name)
    const altered = Uint8Array.from({ length: probe.frame.rowCount }, (_, row) => (isMissing(column, row) ? 0 : 1))
    yield { subject: `${name} is missing`, features: [name], frame: blank(probe.frame, name), altered }
  }
  for (const share of shares) {
    const frame = loseCells(probe.frame, names, share, subStream(key, `share ${share}`))
    const altered = new Uint8Array(probe.frame.rowCount).fill(1)
    yield { subject: `${Math.round(share * 100)} % of cells are missing`, features: [], frame, altered }
  }
}

/** Loses each cell with that probability, independently. */
function loseCells(frame: Frame, names: readonly string[], share: number, key: StreamKey): Frame {
  return names.reduce((spoilt, name) => {
    const stream = subStream(key, name)
    const column = blankWhere(columnOf(frame, name), (row) => uniformAt(stream, row, 0) < share)
    return withColumn(spoilt, name, column)
  }, frame)
}
