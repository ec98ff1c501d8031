import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { count, percent, plural } from '../../core/format.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { comparedColumns } from '../compared-columns.ts'

export default defineCheck({
  id: 'leakage/overlap',
  title: 'Evaluation rows are not training rows',
  protectsAgainst:
    'The model is examined on rows that it has learnt by heart, so it looks better than it will be on anything new.',
  remediation: [
    'Take the shared rows out of the evaluation data, and measure performance again.',
    'Split by entity or by time rather than by row, so that one person cannot be on both sides.',
    'If equal rows are different cases, name the columns that tell them apart.',
  ],
  references: [
    {
      title: 'Kapoor and Narayanan 2023, Leakage and the reproducibility crisis',
      url: 'https://doi.org/10.1016/j.patter.2023.100804',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation', 'rowQueries'],
  params: z.object({
    columns: z
      .array(z.string())
      .default([])
      .describe('Columns that make rows equal; all features and the label when empty.'),
    warn: z.number().min(0).max(1).default(0.005).describe('Share of shared rows that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Share of shared rows that fails.'),
  }),

  async *run({ reference, evaluation, rowQueries, schema }, { columns }) {
    const compared = comparedColumns(schema, [reference, evaluation], columns)
    if (compared.length === 0) return
    const { rows, matching, examples } = await rowQueries.overlap(compared)
    yield {
      subject: 'evaluation rows',
      statistic: { kind: 'exact', value: matching / rows },
      n: rows,
      facts: { matching },
      evidence:
        examples.length === 0
          ? []
          : [
              {
                kind: 'table',
                title: 'Evaluation rows that stand in the reference data, by row number',
                columns: ['evaluation row', 'reference row'],
                rows: examples.map(({ row, matches }) => [row, matches]),
              },
            ],
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'count', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject, statistic, n, facts }) =>
    `${percent(estimateOf(statistic))} of the ${subject} are also in the reference data (${count(Number(facts?.['matching']))} of ${plural(n, 'row')})`,
})
