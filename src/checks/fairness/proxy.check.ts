import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { percent } from '../../core/format.ts'
import { columnOf } from '../../core/frame.ts'
import { featuresOf } from '../../core/schema.ts'
import { crossTable, mutualInformation, mutualInformationOfTable } from '../../stats/association.ts'
import type { CodedColumn } from '../../stats/association.ts'
import { sliceColumn } from '../../stats/slices.ts'
import type { Slicing } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { chiSquareTable } from '../../stats/two-sample.ts'

/** Fewer rows tie anything to anything by chance. */
const fewestRows = 200
/** Categories of fewer rows are one: in small cells mutual information is all bias. */
const fewestOfCategory = 10

export default defineCheck({
  id: 'fairness/proxy',
  title: 'No column stands in for a protected one',
  protectsAgainst:
    'The protected column is left out, and the model discriminates all the same: a district, a first name or a shopping habit tells it the group.',
  remediation: [
    'Ask whether the column is needed: drop it, and see what it cost in quality.',
    'Coarsen it until it no longer tells the group: regions for districts, bands for numbers.',
    'If it stays, write down why, and watch the outcomes of the groups.',
  ],
  references: [
    { title: 'Barocas and Selbst 2016, Big Data’s Disparate Impact', url: 'https://doi.org/10.15779/Z38BG31' },
    {
      title: 'Theil 1970, On the Estimation of Relationships Involving Qualitative Variables',
      url: 'https://doi.org/10.1086/224909',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'protected'],
  idle: 'no protected column has two groups that are large enough',
  params: z.object({
    warn: z.number().min(0).max(1).default(0.2).describe('Share of the uncertainty removed that deserves a look.'),
    fail: z
      .number()
      .min(0)
      .max(1)
      .default(0.4)
      .describe('Share of the uncertainty removed that fails, when significant.'),
    bins: z.int().min(2).max(100).default(10).describe('Bins of equal size in which a number is read.'),
    exclude: columnChoice.exclude,
  }),

  async *run({ reference, protected: names, schema, signal }, { bins }) {
    const minShare = fewestOfCategory / reference.rowCount
    const slicingOf = (name: string) => sliceColumn(name, columnOf(reference, name), { bins, minShare })
    const features = featuresOf(schema).flatMap(({ name }) => slicingOf(name) ?? [])
    for (const name of names) {
      const groups = slicingOf(name)
      if (groups === null || groups.labels.length < 2) continue
      for (const feature of features) {
        if (feature.column === name) continue
        signal.throwIfAborted()
        const { effect, p, detectable } = certaintyGained(coded(groups), coded(feature))
        yield {
          subject: `${feature.column} tells ${name}`,
          features: [feature.column, name],
          metric: 'uncertainty_removed',
          statistic: { kind: 'test', effect, p, detectable },
          n: reference.rowCount,
          ...(reference.rowCount < fewestRows ? { tooFew: { needed: fewestRows } } : {}),
        }
      }
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'test', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ features, statistic }) =>
    `${features?.[0]} removes ${percent(estimateOf(statistic))} of the uncertainty about ${features?.[1]}`,
})

/**
 * Theil's U(group | feature) with Miller and Madow's correction: mutual information over the entropy of the groups, not
 * over the mean of both entropies, which would forgive a proxy that tells more than the group.
 */
function certaintyGained(groups: CodedColumn, feature: CodedColumn) {
  const table = crossTable(feature, groups)
  const { corrected, rows } = mutualInformationOfTable(table)
  const entropy = mutualInformation(groups, groups).corrected
  const { p, df } = chiSquareTable(table)
  return {
    effect: entropy > 0 ? Math.min(1, corrected / entropy) : 0,
    p: Number.isNaN(p) ? 1 : p,
    // Where nothing is told, 2n times mutual information is chi-square, with a variance of 2 df.
    detectable: entropy > 0 ? (1.645 * Math.sqrt(2 * df)) / (2 * rows * entropy) : 0,
  }
}

function coded({ of, labels }: Slicing): CodedColumn {
  return { codes: of, cardinality: labels.length }
}
