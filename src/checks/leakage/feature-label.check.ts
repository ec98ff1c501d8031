import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { percent } from '../../core/format.ts'
import { columnOf } from '../../core/frame.ts'
import { featuresOf } from '../../core/schema.ts'
import { sliceColumn } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { dealRows, predictivePower } from './predictive-power.ts'
import { measurePower } from './measure-power.ts'

export default defineCheck({
  id: 'leakage/feature-label',
  title: 'No single feature gives the label away',
  protectsAgainst:
    'A column that is written after the fact, or from the label itself, makes the model look brilliant; in production it is empty or late, and the model knows nothing.',
  remediation: [
    'Find out when the column is written: if that is after the label is known, drop it and train again.',
    'If it is truly known in time, check whether a rule on this column would do instead of a model.',
    'Measure performance again without it: that is what production will see.',
  ],
  references: [
    {
      title: 'Kaufman et al. 2012, Leakage in data mining: formulation, detection, and avoidance',
      url: 'https://doi.org/10.1145/2382577.2382579',
    },
    {
      title: 'Goodman and Kruskal 1954, Measures of Association for Cross Classifications',
      url: 'https://doi.org/10.1080/01621459.1954.10501231',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'referenceLabels'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0.7).describe('Share of the error saved that deserves a look.'),
    fail: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('Share of the error saved that fails, when it is significant.'),
    bins: z.int().min(2).max(200).default(32).describe('Bins of equal size in which a number is read.'),
    ...columnChoice,
  }),

  async *run({ reference, referenceLabels, schema, key, signal }, { bins }) {
    const dealt = dealRows(referenceLabels, key)
    for (const { name } of featuresOf(schema)) {
      signal.throwIfAborted()
      const slicing = sliceColumn(name, columnOf(reference, name), { bins, minShare: 0 })
      const power = slicing === null ? null : predictivePower(slicing, referenceLabels, dealt)
      if (power !== null) yield measurePower(name, power)
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'test', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject, statistic }) =>
    `${subject} alone saves ${percent(estimateOf(statistic))} of the error of guessing the label`,
})
