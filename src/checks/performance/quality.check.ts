import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { Evidence } from '../../core/evidence.ts'
import { count, listing, number, percent, plural } from '../../core/format.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { Task } from '../../core/predictions.ts'
import { answersOf, batteryFor, metricNames, metricPhrase } from '../../stats/metric-battery.ts'
import type { Answers, Metric } from '../../stats/metric-battery.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { wrongRows } from '../wrong-rows.ts'
import { bestF1 } from './curves.ts'
import { tooFewFor } from './metric-floor.ts'
import { evidenceFor, overview } from './quality-evidence.ts'
import type { Measured, Sets } from './quality-evidence.ts'

const metricName = z.enum(metricNames)

export default defineCheck({
  id: 'performance/quality',
  title: 'The model clears its quality bar',
  protectsAgainst: 'A model goes live that is worse on unseen data than the team or its contract asked for.',
  remediation: [
    'Retrain with more or better data where the slices named by the subset checks are weakest.',
    'Move the decision threshold to the one printed beside F1, if precision and recall are out of balance.',
    'Lower the bar in writing, with the reason, if it was set without evidence.',
  ],
  references: [
    { title: 'Breck et al. 2017, The ML Test Score', url: 'https://research.google/pubs/pub46555/' },
    {
      title: 'Brown, Cai and DasGupta 2001, Interval Estimation for a Binomial Proportion',
      url: 'https://doi.org/10.1214/ss/1009213286',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['predictions'],
  uses: ['labels', 'referenceLabels', 'referencePredictions'],
  params: z.object({
    metrics: z.array(metricName).default([]).describe('Metrics to measure. Empty: all of the task.'),
    min: z
      .partialRecord(metricName, z.number())
      .default({})
      .describe('Lowest value that a metric may have. Without a bar a metric is shown, not judged.'),
    max: z.partialRecord(metricName, z.number()).default({}).describe('Highest value that a metric may have.'),
  }),

  async *run({ task, predictions, labels, referenceLabels, referencePredictions, signal }, { metrics, min, max }) {
    const hasBar = (name: string) => name in min || name in max
    const wanted = (name: string) => metrics.length === 0 || metrics.some((metric) => metric === name) || hasBar(name)
    const sets: Sets = {
      evaluation: answersOf(task, labels, predictions),
      reference: referencePredictions && answersOf(task, referenceLabels, referencePredictions),
    }
    const measured: Measured[] = []
    for (const metric of batteryFor(task, true).filter(({ name }) => wanted(name))) {
      signal.throwIfAborted()
      const because = unavailable(metric, predictions.scores !== null, labels !== undefined)
      if (because === null) {
        const reference = sets.reference && metric.statistic(sets.reference)
        measured.push({ metric, evaluation: metric.statistic(sets.evaluation), reference })
      } else if (hasBar(metric.name)) yield absent(metric.name, because, predictions.rowCount)
    }
    const worst = labels === undefined ? [] : wrongRows(task, labels, predictions)
    const overviewed = measured.find(({ metric }) => metric.isShare)
    for (const entry of measured) {
      const { metric } = entry
      const more = entry === overviewed ? [overview(measured, sets)] : []
      const namesRows = metric.needsLabels && (hasBar(metric.name) || ['accuracy', 'rmse'].includes(metric.name))
      yield measurementOf(entry, sets, [...evidenceFor(metric, sets), ...more, ...(namesRows ? worst : [])])
    }
    for (const name of foreign(task, [...Object.keys(min), ...Object.keys(max), ...metrics])) {
      yield absent(name, `it is no metric of a ${task} model`, predictions.rowCount)
    }
  },

  judge({ subject, statistic }, params) {
    const [min, max] = [barOf(params.min, subject), barOf(params.max, subject)]
    const estimate = estimateOf(statistic)
    if (max !== undefined && (min === undefined || max - estimate < estimate - min)) {
      return { rule: 'limit', warn: max, fail: max, worse: 'higher', neutral: max, fixed: true }
    }
    if (min !== undefined) return { rule: 'limit', warn: min, fail: min, worse: 'lower', neutral: min, fixed: true }
    return { rule: 'inform' }
  },

  explain({ subject, statistic, n, reference, facts = {} }) {
    const name = metricPhrase(subject)
    if (statistic.kind === 'undefined') return `${name} is undefined: ${statistic.because}`
    const { bestF1: best, bestThreshold, zeroLabels, absentClasses, unanswered } = facts
    return [
      `${name} is ${number(estimateOf(statistic))} on ${count(n)} rows`,
      ...(reference === undefined ? [] : [`${number(reference)} on the reference`]),
      ...(best === undefined ? [] : [`${number(Number(best))} at threshold ${number(Number(bestThreshold))}`]),
      ...(zeroLabels === undefined ? [] : [`${percent(Number(zeroLabels))} of the labels are 0`]),
      ...(absentClasses === undefined ? [] : [`without ${absentClasses}, which never occurs`]),
      ...(unanswered === undefined ? [] : [`${plural(Number(unanswered), 'row')} not answered`]),
    ].join('; ')
  },
})

function measurementOf(
  { metric, evaluation: statistic, reference }: Measured,
  sets: Sets,
  evidence: readonly Evidence[],
): Measurement {
  const { labelled, all } = sets.evaluation
  const tooFew = tooFewFor(metric, sets.evaluation)
  const before = reference === undefined ? NaN : estimateOf(reference)
  const facts = factsOf(metric, sets.evaluation)
  return {
    subject: metric.name,
    metric: metric.name,
    statistic,
    n: statistic.kind === 'proportion' ? statistic.trials : metric.needsLabels ? labelled.rows : all.rows,
    ...(Number.isFinite(before) ? { reference: before } : {}),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(tooFew === undefined ? {} : { tooFew }),
    ...(evidence.length > 0 ? { evidence } : {}),
  }
}

function factsOf({ name }: Metric, { labelled, all, asked, classes }: Answers): Record<string, number | string> {
  const best =
    name === 'f1' && labelled.scores !== null ? bestF1({ name, scores: labelled.scores, codes: labelled.codes }) : null
  const zeros = name === 'mape' ? labelled.values.filter((value) => value === 0).length : 0
  const isMean = name.startsWith('macro_') || name === 'balanced_accuracy'
  const absentClasses = isMean ? classes.filter((_, code) => !labelled.codes.includes(code)) : []
  return {
    ...(best === null ? {} : { bestF1: best.f1, bestThreshold: best.threshold }),
    ...(zeros === 0 ? {} : { zeroLabels: zeros / labelled.rows }),
    ...(absentClasses.length === 0 ? {} : { absentClasses: listing(absentClasses) }),
    ...(all.rows === asked ? {} : { unanswered: asked - all.rows }),
  }
}

/** Why a metric of this task cannot be measured here; null when it can. */
function unavailable(metric: Metric, hasScores: boolean, hasLabels: boolean): string | null {
  if (metric.needsScores && !hasScores) return 'the model gives classes only, no scores'
  return metric.needsLabels && !hasLabels ? 'there are no labels' : null
}

/** A bar that cannot be measured is not cleared: it has no number, and so no pass. */
function absent(name: string, because: string, n: number): Measurement {
  return { subject: name, metric: name, statistic: { kind: 'undefined', because }, n }
}

/** Metrics asked for that are of another task, each once. */
function foreign(task: Task, names: readonly string[]): string[] {
  const own = new Set(batteryFor(task, true).map(({ name }) => name))
  return [...new Set(names)].filter((name) => !own.has(name))
}

function barOf(bars: Readonly<Record<string, number | undefined>>, name: string): number | undefined {
  return Object.hasOwn(bars, name) ? bars[name] : undefined
}
