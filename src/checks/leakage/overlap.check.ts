import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { CheckContext } from '../../core/check.ts'
import type { Evidence } from '../../core/evidence.ts'
import { count, percent, plural } from '../../core/format.ts'
import { columnOf } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { chanceOfOverlap, chanceOfRows, mostByChance } from '../../stats/coincidence.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { comparedColumns } from '../compared-columns.ts'
import { nearRows } from './near-rows.ts'

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
    { title: 'Gower 1971, A General Coefficient of Similarity', url: 'https://doi.org/10.2307/2528823' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation', 'rowQueries'],
  uses: ['referenceProfile'],
  params: z.object({
    columns: z
      .array(z.string())
      .default([])
      .describe(
        'Columns that make rows equal. Empty: all features and the label, and the overlap that chance alone explains, because their values are few, is allowed.',
      ),
    warn: z.number().min(0).max(1).default(0.005).describe('Share of shared rows that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Share of shared rows that fails.'),
    near: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.999)
      .describe(
        'How alike rows are (Gower: one less the mean distance of their values) that count as nearly equal. They are compared with how often reference rows have such a neighbour. 1 looks for equal rows only.',
      ),
    nearRows: z
      .int()
      .min(1)
      .default(2000)
      .describe('Rows of each data set for which a nearly equal row is looked for.'),
  }),

  async *run(
    { reference, evaluation, referenceProfile, rowQueries, schema, key, signal },
    { columns, near, nearRows: mostRows },
  ) {
    const compared = comparedColumns(schema, [reference, evaluation], columns)
    if (compared.length === 0) return
    const { rows, matching, examples } = await rowQueries.overlap(compared)
    const known = referenceProfile?.rows ?? reference.rowCount
    const isNamed = columns.length > 0
    const chance = isNamed ? 0 : chanceOfOverlap(chanceOfRows(evaluation, reference, compared), known)
    yield {
      subject: equal,
      statistic: { kind: 'exact', value: matching / rows },
      n: rows,
      facts: { matching, chance },
      evidence: rowPairs(
        'Evaluation rows that stand in the reference data, by row number',
        examples.map(({ row, matches }) => [row, matches]),
      ),
    }
    const hasScale = compared.some((name) => ['number', 'time'].includes(columnOf(reference, name).kind))
    if (near < 1 && (hasScale || (1 - near) * compared.length >= 1)) {
      yield await measureNear({ reference, evaluation, key, signal }, compared, near, mostRows)
    }
  },

  judge({ subject, n, facts }, { warn, fail }) {
    if (subject === nearly) return { rule: 'limit', warn, fail, worse: 'higher', neutral: 0 }
    const chance = mostByChance(Number(facts?.['chance'] ?? 0), n)
    return { rule: 'count', warn: chance + warn, fail: chance + fail, worse: 'higher', neutral: chance }
  },

  explain({ subject, statistic, n, facts }) {
    if (subject === nearly && statistic.kind === 'rate-difference') {
      const { a, b } = statistic
      const alike = `at least ${Number(facts?.['near']) * 100} % alike to a reference row`
      return `${percent(a.hits / a.trials)} of ${count(n)} evaluation rows are ${alike} and not equal to any; ${percent(b.hits / b.trials)} of the reference rows are so to one another`
    }
    const chance = Number(facts?.['chance'] ?? 0)
    const excuse = chance >= 0.0005 ? `; ${percent(chance)} would be by chance` : ''
    return `${percent(estimateOf(statistic))} of the ${subject} are also in the reference data (${count(Number(facts?.['matching']))} of ${plural(n, 'row')})${excuse}`
  },
})

const equal = 'evaluation rows'
const nearly = 'evaluation rows, nearly'

/** How often evaluation rows nearly equal a reference row, against how often reference rows nearly equal another. */
async function measureNear(
  {
    reference,
    evaluation,
    key,
    signal,
  }: Pick<CheckContext<'reference' | 'evaluation'>, 'reference' | 'evaluation' | 'key' | 'signal'>,
  columns: readonly string[],
  near: number,
  mostRows: number,
): Promise<Measurement> {
  const asked = sampleRows(evaluation.rowCount, mostRows, subStream(key, 'evaluation'))
  const ofReference = sampleRows(reference.rowCount, mostRows, subStream(key, 'reference'))
  const found = await nearRows(evaluation, reference, columns, asked, { near, leaveOneOut: false, signal })
  const usual = await nearRows(reference, reference, columns, ofReference, { near, leaveOneOut: true, signal })
  const examples = found.toSorted((a, b) => b.alike - a.alike || a.row - b.row).slice(0, mostExamples)
  return {
    subject: nearly,
    metric: 'near_rows',
    statistic: {
      kind: 'rate-difference',
      a: { hits: found.length, trials: asked.length },
      b: { hits: usual.length, trials: ofReference.length },
    },
    n: asked.length,
    reference: usual.length / ofReference.length,
    coverage: { rows: asked.length, of: evaluation.rowCount },
    facts: { near },
    evidence: rowPairs(
      'Evaluation rows that nearly stand in the reference data, by row number',
      examples.map(({ row, matches, alike }) => [row, matches, alike]),
      'alike',
    ),
  }
}

const mostExamples = 20

function rowPairs(title: string, rows: readonly (readonly number[])[], ...more: string[]): readonly Evidence[] {
  return rows.length === 0
    ? []
    : [{ kind: 'table', title, columns: ['evaluation row', 'reference row', ...more], rows }]
}
