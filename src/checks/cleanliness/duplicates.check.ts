import { z } from 'zod'
import type { RowMatches } from '../../core/artifacts.ts'
import { defineCheck } from '../../core/check.ts'
import { count, percent, plural } from '../../core/format.ts'
import type { Measurement } from '../../core/measurement.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { comparedColumns } from '../compared-columns.ts'

export default defineCheck({
  id: 'cleanliness/duplicates',
  title: 'Rows are not repeated',
  protectsAgainst:
    'Repeated rows weigh more than they should: training overfits them, and every metric is surer than the data allow.',
  remediation: [
    'Find the join or the retry that wrote rows twice, and mend it there.',
    'Drop the repeats from both data sets, and measure again.',
    'If repeats are real (many alike customers), add the column that tells them apart, or list the columns to compare.',
  ],
  references: [
    {
      title: 'Lee et al. 2022, Deduplicating Training Data Makes Language Models Better',
      url: 'https://arxiv.org/abs/2107.06499',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'rowQueries'],
  uses: ['reference', 'referenceRowQueries'],
  params: z.object({
    columns: z
      .array(z.string())
      .default([])
      .describe('Columns that make rows equal; all features and the label when empty.'),
    warn: z.number().min(0).max(1).default(0.01).describe('Share of repeats that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Share of repeats that fails.'),
  }),

  async *run({ evaluation, rowQueries, reference, referenceRowQueries, schema }, { columns }) {
    const compared = comparedColumns(schema, [evaluation], columns)
    if (compared.length > 0) yield repeats('evaluation data', await rowQueries.duplicates(compared))
    if (reference === undefined || referenceRowQueries === undefined) return
    const known = comparedColumns(schema, [reference], columns)
    if (known.length > 0) yield repeats('reference data', await referenceRowQueries.duplicates(known))
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'count', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject, statistic, n, facts }) =>
    `${percent(estimateOf(statistic))} of the ${subject} repeat an earlier row (${count(Number(facts?.['matching']))} of ${plural(n, 'row')})`,
})

function repeats(subject: string, { rows, matching, examples }: RowMatches): Measurement {
  return {
    subject,
    statistic: { kind: 'exact', value: matching / rows },
    n: rows,
    facts: { matching },
    evidence:
      examples.length === 0
        ? []
        : [
            {
              kind: 'table',
              title: `Repeats in the ${subject}, by row number`,
              columns: ['row', 'repeats row'],
              rows: examples.map(({ row, matches }) => [row, matches]),
            },
          ],
  }
}
