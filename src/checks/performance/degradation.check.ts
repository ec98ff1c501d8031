import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { IntervalsEvidence } from '../../core/evidence.ts'
import { number, percent } from '../../core/format.ts'
import type { Measurement, Statistic } from '../../core/measurement.ts'
import type { Task } from '../../core/predictions.ts'
import { answersOf, batteryFor, metricNames, metricOf, metricPhrase } from '../../stats/metric-battery.ts'
import type { Metric } from '../../stats/metric-battery.ts'
import { estimateOf, intervalOf } from '../../stats/statistic.ts'
import { wrongRows } from '../wrong-rows.ts'
import { tooFewFor } from './metric-floor.ts'

const metricName = z.enum(metricNames)

/**
 * Judged unless the user says otherwise: each kind of error once. The others are functions of these (F1, MCC, fnr,
 * specificity), move with the mix of labels alone (npv, average precision, R²), explode near 0 (MAPE), or are judged
 * as drift (positive rate, mean and variance of the predictions). They are shown.
 */
const judgedByDefault: Readonly<Record<Task, readonly string[]>> = {
  binary: ['accuracy', 'precision', 'recall', 'fpr', 'auc', 'log_loss', 'brier'],
  multiclass: ['accuracy', 'macro_precision', 'macro_recall', 'auc', 'log_loss'],
  regression: ['rmse', 'mae', 'median_ae'],
}
const primary = new Set(Object.values(judgedByDefault).flat())

const limit = (value: number, what: string) => z.number().min(0).default(value).describe(what)

export default defineCheck({
  id: 'performance/degradation',
  title: 'Quality holds from reference to evaluation',
  protectsAgainst:
    'The model was good on the data it was made with, and is worse on the data it will meet; the report only told the first.',
  remediation: [
    'Follow the slice or the drifted column named by the subset and drift checks: most falls come from a few rows.',
    'Refresh the training data and retrain.',
    'If the reference is the training data, regularise: a gap between the two is overfitting.',
  ],
  references: [
    {
      title: 'Newcombe 1998, Interval Estimation for the Difference between Independent Proportions',
      url: 'https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I',
    },
    {
      title: 'DeLong et al. 1988, Comparing the Areas under Two or More Correlated ROC Curves',
      url: 'https://doi.org/10.2307/2531595',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['referencePredictions', 'predictions'],
  uses: ['referenceLabels', 'labels'],
  params: z.object({
    warn: limit(0.02, 'Fall of a metric on a scale of one unit (accuracy, AUC) that deserves a look.'),
    fail: limit(0.05, 'Fall of such a metric that fails.'),
    warnRise: limit(
      0.05,
      'Rise of an error (log loss, RMSE), as a share of its reference value, that deserves a look.',
    ),
    failRise: limit(0.1, 'Rise of an error that fails.'),
    warnShift: limit(
      0.1,
      'Change of the mean prediction or the spread, in reference standard deviations, that deserves a look. Half as much for the positive rate.',
    ),
    failShift: limit(0.2, 'Such a change that fails.'),
    judged: z
      .array(metricName)
      .default([])
      .describe('Metrics that can fail; the others are shown. Empty: each kind of error once.'),
  }),

  async *run({ task, predictions, labels, referencePredictions, referenceLabels, signal }) {
    const evaluation = answersOf(task, labels, predictions)
    const reference = answersOf(task, referenceLabels, referencePredictions)
    const hasScores = predictions.scores !== null && referencePredictions.scores !== null
    const hasLabels = labels !== undefined && referenceLabels !== undefined
    const measured: Measurement[] = []
    for (const metric of batteryFor(task, hasScores)) {
      signal.throwIfAborted()
      if (metric.needsLabels && !hasLabels) continue
      const [before, after] = [metric.value(reference), metric.value(evaluation)]
      const floors = [tooFewFor(metric, evaluation), tooFewFor(metric, reference)].filter(
        (floor) => floor !== undefined,
      )
      const isKnown = Number.isFinite(before) && Number.isFinite(after)
      measured.push({
        subject: metric.name,
        metric: metric.name,
        statistic: metric.difference(evaluation, reference),
        n: metric.needsLabels ? evaluation.labelled.rows : evaluation.all.rows,
        ...(isKnown ? { facts: { before, after } } : {}),
        ...(floors.length === 0 ? {} : { tooFew: { needed: Math.max(...floors.map(({ needed }) => needed)) } }),
      })
    }
    const worst = hasLabels ? wrongRows(task, labels, predictions) : []
    for (const [position, measurement] of measured.entries()) {
      // Rows explain a fall of quality, not a shift of the answers.
      const hasFallen = metricOf(measurement.subject)?.needsLabels === true && estimateOf(measurement.statistic) > 0
      const evidence = [...(position === 0 ? forests(task, measured) : []), ...(hasFallen ? worst : [])]
      yield evidence.length === 0 ? measurement : { ...measurement, evidence }
    }
  },

  judge({ subject }, params) {
    const metric = metricOf(subject)
    const isJudged = params.judged.length === 0 ? primary.has(subject) : params.judged.some((name) => name === subject)
    if (!isJudged || metric === undefined) return { rule: 'inform' }
    return { rule: 'limit', ...limitsOf(metric, params), worse: 'higher', neutral: 0 }
  },

  quantity: changeOf,

  explain({ subject, statistic, facts }) {
    const name = metricPhrase(subject)
    if (facts === undefined) {
      return `the change of ${name} is unknown: ${statistic.kind === 'undefined' ? statistic.because : 'it is not finite'}`
    }
    const [before, after] = [Number(facts['before']), Number(facts['after'])]
    if (number(before) === number(after)) return `${name} holds at ${number(after)}`
    const by = before === 0 ? '' : amount(subject, statistic)
    return `${name} ${after > before ? 'rises' : 'falls'} from ${number(before)} to ${number(after)}${by}`
  },
})

/** The estimate is positive for the worse, whatever the direction in which the metric gets worse. */
function changeOf({ subject, statistic }: Measurement): string | null {
  const metric = metricOf(subject)
  if (metric === undefined) return null
  const isScaled = metric.margin === 't' && statistic.kind !== 'rate-difference'
  const change = { lower: 'fall', higher: 'rise', either: 'change' }[metric.worse]
  const amount = `${metric.margin === 'e' ? 'relative ' : ''}${change} of ${metricPhrase(subject)}`
  return isScaled ? `${amount} in standard deviations` : amount
}

/** By how much, where the change is not simply the difference. */
function amount(subject: string, statistic: Statistic): string {
  const margin = metricOf(subject)?.margin
  const change = estimateOf(statistic)
  if (margin === undefined || Number.isNaN(change) || statistic.kind === 'rate-difference') return ''
  if (margin === 'e') return `, by ${percent(Math.abs(change))}`
  return margin === 't' ? `, by ${number(change)} standard deviations` : ''
}

interface Limits {
  readonly warn: number
  readonly fail: number
  readonly warnRise: number
  readonly failRise: number
  readonly warnShift: number
  readonly failShift: number
}

function limitsOf({ name, margin }: Metric, limits: Limits): { warn: number; fail: number } {
  if (margin === 'u') return { warn: limits.warn, fail: limits.fail }
  if (margin === 'e') return { warn: limits.warnRise, fail: limits.failRise }
  const half = name === 'positive_rate' ? 0.5 : 1
  return { warn: limits.warnShift * half, fail: limits.failShift * half }
}

/** The changes under each other: those on a scale of one unit, and the relative ones. */
function forests(task: Task, measured: readonly Measurement[]): IntervalsEvidence[] {
  const titles = { u: 'Change for the worse', e: 'Rise of the error, as a share of the reference' } as const
  return (['u', 'e'] as const).flatMap((margin) => {
    const rows = batteryFor(task, true).flatMap((metric) => {
      const found = metric.margin === margin ? measured.find(({ subject }) => subject === metric.name) : undefined
      const interval = found === undefined ? null : intervalOf(found.statistic)
      return interval === null
        ? []
        : [{ label: metric.title, estimate: estimateOf(found!.statistic), ...interval, n: found!.n }]
    })
    return rows.length === 0
      ? []
      : [{ kind: 'intervals', title: titles[margin], axis: 'change', rows, line: 0 } as const]
  })
}
