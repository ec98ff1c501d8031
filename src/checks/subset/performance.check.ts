import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { number, percent } from '../../core/format.ts'
import { columnOf, takeValues } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import { answersOf } from '../../stats/answers.ts'
import { metricOf, metricPhrase } from '../../stats/metric-battery.ts'
import { sliceColumn } from '../../stats/slices.ts'
import type { Slicing } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { gradedRows, worstAnswers } from '../wrong-rows.ts'
import { sliceEvidence, worstOf } from './slice-evidence.ts'
import { gapOf, sliceMetrics, sliceMetricNames } from './slice-metrics.ts'
import type { SliceMetric } from './slice-metrics.ts'

/** Fewer labelled rows are no slice. */
const fewestRows = 32

export default defineCheck({
  id: 'subset/performance',
  title: 'No slice does worse than the rest',
  protectsAgainst:
    'The average hides people or places for which the model is hardly better than a guess, and they are the ones who complain.',
  remediation: [
    'Look at the rows of the slice first: a broken source or a label of another meaning is mended there.',
    'Collect more rows of the slice, or weight them up, and retrain.',
    'Answer these rows in another way (a rule, a person) until then.',
  ],
  references: [
    { title: 'Chung et al. 2019, Slice Finder', url: 'https://arxiv.org/abs/1807.06068' },
    {
      title: 'Newcombe 1998, Interval Estimation for the Difference between Independent Proportions',
      url: 'https://pubmed.ncbi.nlm.nih.gov/9595617/',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'predictions', 'labels'],
  uses: ['reference'],
  params: z.object({
    warn: z
      .number()
      .min(0)
      .default(0.05)
      .describe('Gap to all other rows, of a metric on a scale of one unit, that deserves a look.'),
    fail: z.number().min(0).default(0.1).describe('Such a gap that fails.'),
    warnRise: z
      .number()
      .min(0)
      .default(0.15)
      .describe('Error above that of all other rows, as a share of it, that deserves a look.'),
    failRise: z.number().min(0).default(0.3).describe('Such an error that fails.'),
    metrics: z
      .array(z.enum(sliceMetricNames))
      .default([])
      .describe(
        'Metrics to compare of every column. Empty: accuracy and AUC, or the errors of values; of protected columns also the rates that differ with how common a class is in the slice (precision, recall, false positive rate).',
      ),
    bins: z.int().min(2).max(100).default(10).describe('Bins of a number, by quantiles of the reference.'),
    minShare: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.01)
      .describe('Categories with a smaller share of the rows are pooled; slices with less are not judged.'),
    ...columnChoice,
  }),

  async *run({ task, evaluation, predictions, labels, reference, schema, signal }, params) {
    const { metrics, bins, minShare } = params
    const graded = gradedRows(task, labels, predictions)
    const { rows } = graded
    if (rows.length === 0) return
    const answers = answersOf(task, labels, predictions)
    const known = sliceMetrics(answers)
    const floor = Math.max(fewestRows, Math.ceil(minShare * rows.length))
    for (const { name, role, protected: isProtected } of schema.columns) {
      if (role !== 'feature' && !isProtected) continue
      signal.throwIfAborted()
      const column = takeValues(columnOf(evaluation, name), rows)
      const slicing = sliceColumn(name, column, {
        reference: reference?.columns.get(name),
        bins,
        minShare: floor / rows.length,
      })
      if (slicing === null || slicing.sizes.filter((size) => size > 0).length < 2) continue
      const failingRows = ({ metric, statistic, facts, tooFew }: Measurement) => {
        if (tooFew !== undefined || !(estimateOf(statistic) > limitsOf(metric, params).warn)) return []
        const phrase = String(facts!['slice'])
        const slice = slicing.phrases.indexOf(phrase)
        const title = `Rows that fail where ${phrase}`
        return worstAnswers(graded, (at) => slicing.of[at] === slice, { title, columns: [name], evaluation })
      }
      const wanted = known.filter((metric) => isWanted(metric, metrics, isProtected))
      const measured = wanted.flatMap((metric, position) => measureSlices(metric, slicing, floor, position === 0))
      const worst = worstOf(measured)
      for (const measurement of measured) {
        const figures = measurement === worst ? sliceEvidence(slicing, worst, measured) : []
        const evidence = [...figures, ...failingRows(measurement)]
        yield evidence.length === 0 ? measurement : { ...measurement, evidence }
      }
    }
  },

  judge: ({ metric }, params) => ({ rule: 'limit', ...limitsOf(metric, params), worse: 'higher', neutral: 0 }),

  quantity: ({ metric = '' }) =>
    `${metricOf(metric)?.margin === 'e' ? 'relative gap' : 'gap'} of ${metricPhrase(metric)} to all other rows`,

  explain({ subject, metric, statistic, facts = {} }) {
    const { slice, inside, outside, share } = facts
    if (inside === undefined || outside === undefined) {
      return `${subject} cannot be compared: ${statistic.kind === 'undefined' ? statistic.because : 'it is not finite'}`
    }
    const values = `${metricPhrase(metric ?? '')} is ${number(Number(inside))} where ${slice}, ${number(Number(outside))} elsewhere`
    return `${values}; ${percent(Number(share))} of rows`
  },
})

interface Limits {
  readonly warn: number
  readonly fail: number
  readonly warnRise: number
  readonly failRise: number
}

function limitsOf(metric: string | undefined, { warn, fail, warnRise, failRise }: Limits) {
  const isError = metricOf(metric ?? '')?.margin === 'e'
  return isError ? { warn: warnRise, fail: failRise } : { warn, fail }
}

/** Rates that differ between slices of a good model just because a class is commoner in one. */
const baseRateMetrics = ['precision', 'recall', 'fpr', 'macro_recall']

/** A slice is not worse off for having more of a class, but people are: there the rates count by default. */
function isWanted({ name }: SliceMetric, named: readonly string[], isProtected: boolean): boolean {
  return named.length > 0 ? named.includes(name) : isProtected || !baseRateMetrics.includes(name)
}

/** Slices under the floor are listed once, by the first metric. */
function measureSlices(metric: SliceMetric, slicing: Slicing, floor: number, isFirst: boolean): Measurement[] {
  const total = slicing.of.length
  const sides = metric.sides(slicing.of, slicing.labels.length)
  return sides.flatMap(({ inside, outside }, slice): Measurement[] => {
    const size = slicing.sizes[slice]!
    const isSmall = Math.min(size, total - size) < floor
    if (size === 0 || (isSmall && !isFirst)) return []
    const values = { inside: estimateOf(inside.statistic), outside: estimateOf(outside.statistic) }
    const isKnown = Number.isFinite(values.inside) && Number.isFinite(values.outside)
    const needed = Math.max(
      isSmall ? floor : 0,
      inside.support < metric.fewest ? Math.ceil((size * metric.fewest) / Math.max(1, inside.support)) : 0,
      outside.support < metric.fewest ? size + metric.fewest : 0,
    )
    return [
      {
        subject: `${slicing.phrases[slice]} · ${metric.name}`,
        features: [slicing.column],
        metric: metric.name,
        statistic: gapOf(metric.name, { inside, outside }),
        n: size,
        facts: { slice: slicing.phrases[slice]!, share: size / total, ...(isKnown ? values : {}) },
        ...(needed > 0 ? { tooFew: { needed } } : {}),
      },
    ]
  })
}
