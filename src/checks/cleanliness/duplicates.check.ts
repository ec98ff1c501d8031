import { z } from 'zod'
import type { RowMatches } from '../../core/artifacts.ts'
import { defineCheck } from '../../core/check.ts'
import { count, percent, plural } from '../../core/format.ts'
import type { Frame } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import { chanceOfRepeats, chanceOfRows, mostByChance } from '../../stats/coincidence.ts'
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
      .describe(
        'Columns that make rows equal. Empty: all features and the label, and the repeats that chance alone explains, because their values are few, are allowed.',
      ),
    warn: z.number().min(0).max(1).default(0.01).describe('Share of repeats that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Share of repeats that fails.'),
  }),

  async *run({ evaluation, rowQueries, reference, referenceRowQueries, schema }, { columns }) {
    const compared = comparedColumns(schema, [evaluation], columns)
    const isNamed = columns.length > 0
    if (compared.length > 0) {
      yield repeats('evaluation data', await rowQueries.duplicates(compared), isNamed ? null : evaluation, compared)
    }
    if (reference === undefined || referenceRowQueries === undefined) return
    const known = comparedColumns(schema, [reference], columns)
    if (known.length > 0) {
      yield repeats('reference data', await referenceRowQueries.duplicates(known), isNamed ? null : reference, known)
    }
  },

  judge({ n, facts }, { warn, fail }) {
    const chance = mostByChance(Number(facts?.['chance'] ?? 0), n)
    return { rule: 'count', warn: chance + warn, fail: chance + fail, worse: 'higher', neutral: chance }
  },

  explain({ subject, statistic, n, facts }) {
    const chance = Number(facts?.['chance'] ?? 0)
    const excuse = chance >= 0.0005 ? `; ${percent(chance)} would by chance` : ''
    return `${percent(estimateOf(statistic))} of the ${subject} repeat an earlier row (${count(Number(facts?.['matching']))} of ${plural(n, 'row')})${excuse}`
  },
})

/** Without a frame nothing is put down to chance. */
function repeats(
  subject: string,
  { rows, matching, examples }: RowMatches,
  frame: Frame | null,
  columns: readonly string[],
): Measurement {
  const chance = frame === null ? 0 : chanceOfRepeats(chanceOfRows(frame, frame, columns), rows)
  return {
    subject,
    statistic: { kind: 'exact', value: matching / rows },
    n: rows,
    facts: { matching, chance },
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
