import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { CheckContext } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { columnOf, withColumn } from '../../core/frame.ts'
import { subStream } from '../../core/random.ts'
import { featuresOf } from '../../core/schema.ts'
import { unseenCategory, unseenVariants } from '../../perturb/unseen-category.ts'
import type { UnseenVariant } from '../../perturb/unseen-category.ts'
import { trialQuantity } from './trial-quantity.ts'
import { explainTrial, judgeTrial, measureTrials, trialLimits } from './trial.ts'
import type { Trial } from './trial.ts'

/** Each reads after the name of the feature and after "when". */
const subjects: Readonly<Record<UnseenVariant, string>> = {
  'near-miss': 'is misspelt',
  random: 'is a word never seen',
  empty: 'is an empty string',
  other: 'is OTHER',
}

export default defineCheck({
  id: 'transformation/unseen-category-substitution',
  title: 'New categories are survived',
  protectsAgainst:
    'A category that the model was never shown arrives (a new product, a typing error, a blank), and the model raises, or goes on answering worse without anybody noticing.',
  remediation: [
    'Encode unknown categories on purpose: a bucket of their own, and not the first category or an error.',
    'Retrain with rare categories merged into that bucket, so that the model learns what to make of it.',
    'Check categories against the known ones before they reach the model, and alert on new ones.',
  ],
  references: [
    {
      title: 'Breck et al. 2019, Data Validation for Machine Learning',
      url: 'https://mlsys.org/Conferences/2019/doc/2019/167.pdf',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  idle: 'no feature is a category',
  params: z.object({
    ...trialLimits,
    variants: z
      .array(z.enum(unseenVariants))
      .default([...unseenVariants])
      .describe('What is written over each category; every variant asks the model about each probe row once a column.'),
    ...columnChoice,
  }),

  async *run(context, { variants }) {
    yield* measureTrials(context, trialsOf(context, variants))
  },

  judge: judgeTrial,
  explain: explainTrial,
  quantity: trialQuantity,
})

function* trialsOf(
  { probe, schema, key }: CheckContext<'probe'>,
  variants: readonly UnseenVariant[],
): Generator<Trial> {
  for (const { name } of featuresOf(schema)) {
    const column = columnOf(probe.frame, name)
    if (column.kind !== 'category') continue
    const altered = Uint8Array.from(column.codes, (code) => Number(code >= 0))
    for (const variant of variants) {
      const unseen = unseenCategory(column, variant, subStream(key, name))
      if (unseen === null) continue
      const frame = withColumn(probe.frame, name, unseen)
      yield { subject: `${name} ${subjects[variant]}`, features: [name], frame, altered }
    }
  }
}
