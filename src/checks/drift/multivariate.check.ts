import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import type { TableEvidence } from '../../core/evidence.ts'
import { number, percent } from '../../core/format.ts'
import { columnOf, takeValues } from '../../core/frame.ts'
import type { Column } from '../../core/frame.ts'
import type { Interval, Statistic } from '../../core/measurement.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { featuresOf } from '../../core/schema.ts'
import { binCodes, binNumbers } from '../../stats/binning.ts'
import type { BinnedFeature } from '../../stats/binning.ts'
import { domainClassifier } from '../../stats/domain-classifier.ts'
import { estimateOf } from '../../stats/statistic.ts'

/** Fewer rows a side teach a classifier nothing. */
const fewestRows = 200
/** Cells a side beyond which fewer rows are looked at, though never fewer than these. */
const mostCells = 100_000
const leastRows = 1000
/** Features shown, those that gave the most away first. */
const mostShown = 20

export default defineCheck({
  id: 'drift/multivariate',
  title: 'Columns move together as before',
  protectsAgainst:
    'Each column looks almost as before, yet together they are other data: many small moves, or values that no longer belong to one row.',
  remediation: [
    'Look at the features that gave the evaluation data away, first one by one and then in pairs.',
    'Check joins and row order upstream when every column alone looks the same.',
    'Retrain on recent data only if quality, measured or estimated, fell with it.',
  ],
  references: [
    {
      title: 'Lopez-Paz and Oquab 2017, Revisiting Classifier Two-Sample Tests',
      url: 'https://arxiv.org/abs/1610.06545',
    },
    { title: 'Rabanser et al. 2019, Failing Loudly', url: 'https://arxiv.org/abs/1810.11953' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  params: z.object({
    warn: z.number().min(0.5).max(1).default(0.55).describe('AUC of telling the data sets apart that deserves a look.'),
    fail: z.number().min(0.5).max(1).default(0.65).describe('AUC of telling the data sets apart that fails.'),
    rows: z
      .int()
      .min(fewestRows)
      .default(2500)
      .describe('Rows of each data set that the classifier sees; fewer from 40 features up.'),
    ...columnChoice,
  }),

  async *run({ reference, evaluation, schema, key, signal }, params) {
    signal.throwIfAborted()
    const rows = Math.min(params.rows, Math.max(leastRows, Math.floor(mostCells / featuresOf(schema).length)))
    const before = sampleRows(reference.rowCount, rows, subStream(key, 'reference'))
    const after = sampleRows(evaluation.rowCount, rows, subStream(key, 'evaluation'))
    const named = featuresOf(schema).flatMap(({ name }) => {
      const feature = binned(
        takeValues(columnOf(reference, name), before),
        takeValues(columnOf(evaluation, name), after),
      )
      return feature === null ? [] : [{ name, feature }]
    })
    if (named.length === 0) return
    const features = named.map(({ feature }) => feature)
    const { auc, se, interval, importance } = domainClassifier(features, before.length, { key })
    // What a classifier learns that cannot tell the data sets apart is noise, and names nobody.
    const culprits = named
      .map(({ name }, i) => ({ name, share: importance[i]! }))
      .filter(({ share }) => share > 0 && auc - 2 * se > 0.5)
      .toSorted((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
    yield {
      subject: 'all features together',
      metric: 'auc',
      statistic: statisticOf(auc, se, interval),
      n: after.length,
      coverage: { rows: after.length, of: evaluation.rowCount },
      facts: {
        culprits: culprits
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', '),
      },
      evidence: culprits.length === 0 ? [] : [culpritTable(culprits)],
      ...(Math.min(before.length, after.length) < fewestRows ? { tooFew: { needed: fewestRows } } : {}),
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'limit', warn, fail, worse: 'higher', neutral: 0.5 }),
  explain({ subject, statistic, facts }) {
    const culprits = facts?.['culprits'] ? `, most of all ${facts['culprits']}` : ''
    return `${subject} tell evaluation rows from reference rows with an AUC of ${number(estimateOf(statistic))}${culprits}`
  },
})

function statisticOf(auc: number, standardError: number, interval: Interval): Statistic {
  if (Number.isNaN(auc)) return { kind: 'undefined', because: 'there are too few rows' }
  // Told apart without an error: the interval is that of an AUC of 1, which a standard error of 0 cannot give.
  if (!(standardError > 1e-9)) return { kind: 'bootstrap', estimate: auc, ...interval }
  return { kind: 'normal', estimate: auc, standardError, range: { low: 0, high: 1 }, scale: 'logit' }
}

function culpritTable(culprits: readonly { readonly name: string; readonly share: number }[]): TableEvidence {
  return {
    kind: 'table',
    title: 'What gave the evaluation data away',
    columns: ['feature', 'share of what was learnt'],
    rows: culprits.slice(0, mostShown).map(({ name, share }) => [name, percent(share)]),
  }
}

/** The rows of both sides in common bins; null for what has neither order nor categories. */
function binned(before: Column, after: Column): BinnedFeature | null {
  if (before.kind === 'number' && after.kind === 'number') {
    const values = new Float64Array(before.values.length + after.values.length)
    values.set(before.values)
    values.set(after.values, before.values.length)
    return binNumbers(values)
  }
  if (before.kind === 'category' && after.kind === 'category') {
    const codes = new Int32Array(before.codes.length + after.codes.length)
    codes.set(before.codes)
    codes.set(after.codes, before.codes.length)
    return binCodes(codes, before.dictionary.length)
  }
  return null
}
