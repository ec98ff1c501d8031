import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import type { ExamplesEvidence } from '../../core/evidence.ts'
import { number, percent } from '../../core/format.ts'
import { columnOf } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { extremes } from '../../stats/impact-ratio.ts'
import { sliceColumn } from '../../stats/slices.ts'
import type { Slicing } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { gradedRows, worstAnswers } from '../wrong-rows.ts'
import type { GradedRows } from '../wrong-rows.ts'
import { favourableOf, groupEvidence, groupOutcomes, impactRatio, scoresOf, truthOf } from './group-outcomes.ts'
import type { Favourable, GroupOutcome } from './group-outcomes.ts'

/** How a protected number is grouped, and no group is pooled away. */
const grouping = { bins: 4, minShare: 0 }

export default defineCheck({
  id: 'fairness/demographic-parity',
  title: 'Groups get favourable outcomes at like rates',
  protectsAgainst:
    'One group of people gets the favourable decision far less often than another, and nobody chose that it should.',
  remediation: [
    'Compare the base rates beside the rates: a gap that the labels hold too was learnt from the data.',
    'Look for columns that stand in for the protected one, and drop, coarsen or justify them.',
    'Review the decision threshold, and document why the gap that remains is acceptable.',
  ],
  references: [
    {
      title: 'Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D (the four-fifths rule)',
      url: 'https://www.ecfr.gov/current/title-29/section-1607.4',
    },
    { title: 'Dwork et al. 2012, Fairness Through Awareness', url: 'https://arxiv.org/abs/1104.3913' },
  ],
  standards: ['NYC Local Law 144'],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'predictions', 'protected'],
  uses: ['labels', 'reference', 'referencePredictions'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0.9).describe('Lowest over best rate that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.8).describe('Lowest over best rate that fails: the four-fifths rule.'),
    favourable: z
      .enum(['positive', 'negative'])
      .default('positive')
      .describe('The class of a binary model that people hope for. Of predicted values the means are compared.'),
    stat: z
      .enum(['positive_rate', 'mean_prediction'])
      .default('positive_rate')
      .describe(
        'What groups are compared by: how often they get the favourable class, or the mean of its probability. Predicted values have only a mean.',
      ),
    favourableClass: z.string().default('').describe('The class of a multiclass model that people hope for.'),
    minRows: z.int().min(2).default(30).describe('Groups with fewer answered rows are listed, not judged.'),
    ...columnChoice,
  }),

  async *run(context, params) {
    const { evaluation, predictions, labels, reference, referencePredictions, signal } = context
    const favourable = favourableOf(context.task, predictions, params)
    const isMean = params.stat === 'mean_prediction'
    const graded = labels === undefined ? null : gradedRows(context.task, labels, predictions)
    for (const name of context.protected) {
      signal.throwIfAborted()
      const referenceColumn = reference?.columns.get(name)
      const slicing = sliceColumn(name, columnOf(evaluation, name), { ...grouping, reference: referenceColumn })
      const because =
        slicing === null
          ? 'a text has no groups'
          : favourable === undefined
            ? 'set favourableClass to the class people hope for'
            : 'the model gives no probabilities, whose mean was asked for'
      if (slicing === null || favourable === undefined || (isMean && predictions.scores === null)) {
        yield unjudged(name, because, evaluation.rowCount)
        continue
      }
      const outcomes = (groups: Slicing, answers: Predictions, truth: Labels | undefined) =>
        isMean && favourable !== null
          ? groupOutcomes(groups, scoresOf(answers, favourable), truth && truthOf(truth, favourable), null)
          : groupOutcomes(groups, answers, truth, favourable)
      const groups = outcomes(slicing, predictions, labels)
      const compared = compare(name, groups, params.minRows)
      const denied = graded === null ? [] : deniedRows(graded, slicing, compared, favourable, evaluation)
      const measured = { ...compared, evidence: [...(compared.evidence ?? []), ...denied] }
      const before = referenceColumn && sliceColumn(name, referenceColumn, grouping)
      if (!before || referencePredictions === undefined) yield measured
      else {
        const groupsBefore = outcomes(before, referencePredictions, undefined)
        const ratio = estimateOf(compare(name, groupsBefore, params.minRows).statistic)
        yield Number.isNaN(ratio) ? measured : { ...measured, reference: ratio }
      }
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'limit', warn, fail, worse: 'lower', neutral: 1 }),

  explain({ subject, statistic, facts }) {
    if (facts === undefined) {
      return `groups of ${subject} are not compared: ${statistic.kind === 'undefined' ? statistic.because : ''}`
    }
    const { lowest, best, lowestValue, bestValue, unit } = facts
    const show = unit === 'rate' ? percent : number
    const what = unit === 'rate' ? 'favourable outcomes' : 'mean prediction'
    const values = `${what} by ${subject}: ${show(Number(lowestValue))} for ${lowest}, ${show(Number(bestValue))} for ${best}`
    return statistic.kind === 'undefined'
      ? `${values}; ${statistic.because}`
      : `${values}, a ratio of ${number(estimateOf(statistic))}`
  },
})

function compare(subject: string, groups: readonly GroupOutcome[], minRows: number): Measurement {
  const rows = groups.reduce((total, { n }) => total + n, 0)
  const judged = groups.filter(({ n }) => n >= minRows)
  const evidence = groupEvidence(subject, groups, minRows)
  if (groups.length < 2) return { ...unjudged(subject, 'there is only one group', rows), evidence }
  if (judged.length < 2) {
    const second = groups.map(({ n }) => n).toSorted((a, b) => b - a)[1]!
    const tooFew = { needed: Math.ceil((rows * minRows) / second) }
    const because = `fewer than two groups have ${minRows} rows`
    return { ...unjudged(subject, because, rows), metric: 'impact_ratio', tooFew, evidence }
  }
  const [lowest, best] = extremes(judged.map(({ value }) => value)).map((index) => judged[index]!)
  const statistic = impactRatio(judged)
  const unit = lowest!.statistic.kind === 'proportion' ? 'rate' : 'mean'
  return {
    subject,
    features: [subject],
    // of means that are not all positive there is no ratio, and no number of rows would change that
    metric: statistic.kind === 'undefined' && unit === 'mean' ? 'not_compared' : 'impact_ratio',
    statistic,
    n: judged.reduce((total, { n }) => total + n, 0),
    facts: {
      lowest: lowest!.label,
      best: best!.label,
      lowestValue: lowest!.value,
      bestValue: best!.value,
      difference: best!.value - lowest!.value,
      unit,
    },
    evidence,
  }
}

/** Rows of the worst-off group that deserved better by their label: the favourable class, or a higher value. */
function deniedRows(
  graded: GradedRows,
  slicing: Slicing,
  { subject, facts }: Measurement,
  favourable: Favourable,
  evaluation: Frame,
): readonly ExamplesEvidence[] {
  const lowest = slicing.labels.indexOf(String(facts?.['lowest']))
  const { labels, predictions, rows } = graded
  const deservedBetter = (row: number) =>
    labels.kind === 'class' ? labels.codes[row] === favourable : labels.values[row]! > predictions.scores![row]!
  const isDenied = (at: number) => slicing.of[rows[at]!] === lowest && deservedBetter(rows[at]!)
  const title = `Rows of ${slicing.phrases[lowest]} that should have got more`
  return lowest < 0 ? [] : worstAnswers(graded, isDenied, { title, columns: [subject], evaluation })
}

function unjudged(subject: string, because: string, n: number): Measurement {
  return { subject, features: [subject], metric: 'not_compared', statistic: { kind: 'undefined', because }, n }
}
