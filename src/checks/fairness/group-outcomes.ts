import type { Cell, Evidence } from '../../core/evidence.ts'
import type { Count, Statistic } from '../../core/measurement.ts'
import type { Labels, Predictions, Task } from '../../core/predictions.ts'
import { mean, variance } from '../../stats/describe.ts'
import { lowestOverHighestMean, lowestOverHighestRate } from '../../stats/impact-ratio.ts'
import type { Slicing } from '../../stats/slices.ts'
import { intervalOf } from '../../stats/statistic.ts'

/** Groups that evidence lists. */
const mostListed = 50

/** What the members of one group get. */
export interface GroupOutcome {
  readonly label: string
  /** Rows of the group that were answered. */
  readonly n: number
  /** Their rate of the favourable outcome, or the mean of the predicted values. */
  readonly value: number
  readonly statistic: Statistic
  /** The same of the true answers, where there are any. */
  readonly base: number
}

/** The favourable class by its code; `null` for values, whose mean is compared. */
export type Favourable = number | null

/** The code of the favourable class; null for values; undefined where it has to be named and is not. */
export function favourableOf(
  task: Task,
  { classes }: Predictions,
  params: { readonly favourable: 'positive' | 'negative'; readonly favourableClass: string },
): Favourable | undefined {
  if (task === 'regression') return null
  if (task === 'binary') return params.favourable === 'positive' ? 1 : 0
  const code = classes.indexOf(params.favourableClass)
  return code < 0 ? undefined : code
}

/** Groups that occur, in the order of the slicing. Rows without an answer are left out. */
export function groupOutcomes(
  slicing: Slicing,
  predictions: Predictions,
  labels: Labels | undefined,
  favourable: Favourable,
): GroupOutcome[] {
  const outcomes =
    favourable === null
      ? valueOutcomes(slicing, predictions.scores!, labels?.kind === 'value' ? labels.values : undefined)
      : rateOutcomes(slicing, predictions.decisions, labels?.kind === 'class' ? labels.codes : undefined, favourable)
  return outcomes.filter(({ n }) => n > 0)
}

/** The probability of one class as a value of its own. */
export function scoresOf({ rowCount, scores }: Predictions, code: number): Predictions {
  const [given, width] = [scores!, scores!.length / rowCount]
  const probability = (row: number) =>
    width > 1 ? given[row * width + code]! : code === 1 ? given[row]! : 1 - given[row]!
  const values = Float64Array.from({ length: rowCount }, (_, row) => probability(row))
  return { rowCount, classes: [], scores: values, decisions: new Int32Array() }
}

/** Whether each row is of that class, as the value 1 or 0; NaN where nobody knows. */
export function truthOf(labels: Labels, code: number): Labels {
  if (labels.kind === 'value') return labels
  return { kind: 'value', values: Float64Array.from(labels.codes, (one) => (one < 0 ? NaN : Number(one === code))) }
}

/** Lowest over best of these groups, with an interval that holds for all of them together. */
export function impactRatio(groups: readonly GroupOutcome[]): Statistic {
  const statistics = groups.map(({ statistic }) => statistic)
  const rates = statistics.filter((statistic) => statistic.kind === 'proportion')
  if (rates.length === groups.length) {
    return lowestOverHighestRate(rates.map(({ hits, trials }) => ({ hits, trials })))
  }
  const means = statistics.filter((statistic) => statistic.kind === 'normal')
  return lowestOverHighestMean(means.map(({ estimate, standardError }) => ({ mean: estimate, standardError })))
}

/** Every group with its interval, rows and base rate, the largest first; those under `minRows` are marked. */
export function groupEvidence(subject: string, groups: readonly GroupOutcome[], minRows: number): Evidence[] {
  const listed = groups.toSorted((a, b) => b.n - a.n).slice(0, mostListed)
  const best = Math.max(...groups.flatMap(({ n, value }) => (n >= minRows ? [value] : [])))
  const isRate = groups.every(({ statistic }) => statistic.kind === 'proportion')
  const cell = (value: number): Cell => (Number.isFinite(value) ? value : null)
  const intervals = listed.flatMap(({ label, value, n, statistic }) => {
    const interval = intervalOf(statistic)
    if (interval === null || !Number.isFinite(interval.high - interval.low)) return []
    return [{ label: n < minRows ? `${label} (not judged)` : label, estimate: value, ...interval, n }]
  })
  return [
    {
      kind: 'intervals',
      title: `${isRate ? 'Rate of the favourable outcome' : 'Mean prediction'} by ${subject}`,
      axis: isRate ? 'rate' : 'mean prediction',
      rows: intervals,
    },
    {
      kind: 'table',
      title: `Groups of ${subject}`,
      columns: [
        'group',
        'rows',
        isRate ? 'rate' : 'mean',
        'over best',
        isRate ? 'rate of labels' : 'mean of labels',
        'judged',
      ],
      rows: listed.map(({ label, n, value, base }) => [
        label,
        n,
        value,
        cell(value / best),
        cell(base),
        n >= minRows ? 'yes' : 'no',
      ]),
    },
  ]
}

function rateOutcomes(slicing: Slicing, decisions: Int32Array, truth: Int32Array | undefined, favourable: number) {
  const predicted = countByGroup(slicing, decisions, favourable)
  const base = truth === undefined ? undefined : countByGroup(slicing, truth, favourable)
  return slicing.labels.map((label, group): GroupOutcome => {
    const { hits, trials } = predicted[group]!
    const known = base?.[group] ?? { hits: 0, trials: 0 }
    const statistic = { kind: 'proportion', hits, trials } as const
    return { label, n: trials, value: hits / trials, statistic, base: known.hits / known.trials }
  })
}

function countByGroup({ of, labels }: Slicing, codes: Int32Array, favourable: number): Count[] {
  const hits = new Int32Array(labels.length)
  const trials = new Int32Array(labels.length)
  for (let row = 0; row < of.length; row++) {
    const group = of[row]!
    if (codes[row]! < 0) continue
    trials[group]!++
    if (codes[row] === favourable) hits[group]!++
  }
  return labels.map((_, group) => ({ hits: hits[group]!, trials: trials[group]! }))
}

function valueOutcomes(slicing: Slicing, scores: Float64Array, truth: Float64Array | undefined): GroupOutcome[] {
  return slicing.labels.map((label, group) => {
    const own = scores.filter((score, row) => slicing.of[row] === group && Number.isFinite(score))
    const value = mean(own)
    // one row has no variance; its error is then as wide as can be
    const standardError = own.length < 2 ? Infinity : Math.sqrt(variance(own) / own.length)
    const known = truth?.filter((answer, row) => slicing.of[row] === group && Number.isFinite(answer))
    const base = known === undefined ? NaN : mean(known)
    return { label, n: own.length, value, statistic: { kind: 'normal', estimate: value, standardError }, base }
  })
}
