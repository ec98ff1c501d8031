import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { CheckContext } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { columnOf, withColumn } from '../../core/frame.ts'
import { featuresOf } from '../../core/schema.ts'
import { overwrite } from '../../perturb/overwrite.ts'
import { outlierBound, valueBeyond } from '../../stats/bounds.ts'
import type { OutlierBound, OutlierOptions } from '../../stats/bounds.ts'
import { trialQuantity } from './trial-quantity.ts'
import { explainTrial, judgeTrial, measureTrials, trialLimits } from './trial.ts'
import type { Trial } from './trial.ts'

/** No 32-bit float is larger; what does not fit a number at all is a matter of special numbers. */
const largest = 3.4028234663852886e38

export default defineCheck({
  id: 'transformation/outlier-substitution',
  title: 'Extremes do no harm',
  protectsAgainst:
    'A sensor jams or a unit slips, a number arrives far outside of all that the model has seen, and the answer goes wrong or the model raises.',
  remediation: [
    'Clip or reject values outside of the learnt bound before they reach the model.',
    'Give the feature a bounded transform (a rank, a logarithm, bins), so that an extreme cannot dominate.',
    'Train on rows with this feature at its bound, so that the model learns to rely on the others.',
  ],
  references: [
    {
      title: 'Rousseeuw and Hubert 2011, Robust statistics for outlier detection',
      url: 'https://doi.org/10.1002/widm.2',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe', 'reference'],
  idle: 'no feature is a number',
  params: z.object({
    ...trialLimits,
    method: z
      .enum(['robust', 'sd'])
      .default('robust')
      .describe('How the bound is learnt: from median and quartiles, or from mean and standard deviation.'),
    reach: z.number().positive().default(6).describe('Half-width of the bound in standard deviations.'),
    multiples: z
      .array(z.number().positive())
      .default([1, 1.5, 3])
      .describe('How far out the written values lie, in half-widths of the bound, on both sides.'),
    ...columnChoice,
  }),

  async *run(context, params) {
    yield* measureTrials(context, trialsOf(context, params))
  },

  judge: judgeTrial,
  explain: explainTrial,
  quantity: trialQuantity,
})

interface Extremes extends OutlierOptions {
  readonly multiples: readonly number[]
}

function* trialsOf(
  { probe, reference, schema }: CheckContext<'probe' | 'reference'>,
  { method, reach, multiples }: Extremes,
): Generator<Trial> {
  for (const { name, integer } of featuresOf(schema)) {
    const column = columnOf(probe.frame, name)
    const learnt = columnOf(reference, name)
    if (column.kind !== 'number' || learnt.kind !== 'number') continue
    const bound = outlierBound(learnt, { method, reach })
    if (bound === null) continue
    for (const multiple of multiples) {
      for (const side of [1, -1]) {
        const value = extremeOf(bound, side * multiple, integer)
        const altered = Uint8Array.from(column.values, (own, row) => Number(column.valid[row] === 1 && own !== value))
        const frame = withColumn(probe.frame, name, overwrite(column, value))
        const subject = `${name} is ${placeOf(multiple, side > 0 ? 'upper' : 'lower')}`
        yield { subject, features: [name], frame, altered }
      }
    }
  }
}

function placeOf(multiple: number, side: 'upper' | 'lower'): string {
  return multiple === 1 ? `at its ${side} bound` : `${multiple} × as far out as its ${side} bound`
}

/** A value that far out; whole numbers stay whole, rounded away from the centre. */
function extremeOf(bound: OutlierBound, multiple: number, integer: boolean): number {
  const value = Math.max(-largest, Math.min(largest, valueBeyond(bound, multiple)))
  if (!integer) return value
  return multiple > 0 ? Math.ceil(value) : Math.floor(value)
}
