import type { Statistic } from '../../core/measurement.ts'
import { aucInterval } from '../../stats/auc.ts'
import type { DelongResult } from '../../stats/auc.ts'
import { changeOf } from '../../stats/metric.ts'
import { metricOf } from '../../stats/metric-battery.ts'
import type { Answers } from '../../stats/metric-battery.ts'
import { rankRows, slicedAuc } from '../../stats/sliced-auc.ts'

/** A metric of the rows of a slice, and of all others. */
export interface Sides {
  readonly inside: Side
  readonly outside: Side
}

interface Side {
  readonly statistic: Statistic
  /** Rows behind it, the fewest of a class where it needs several. */
  readonly support: number
}

/** One metric over every slice of a partition of the labelled rows. */
export interface SliceMetric {
  readonly name: string
  /** Rows, or rows of a class, without which it says nothing. */
  readonly fewest: number
  sides(sliceOf: Int32Array, slices: number): Sides[]
}

/** Of all tasks. */
export const sliceMetricNames = [
  'accuracy',
  'precision',
  'recall',
  'fpr',
  'auc',
  'macro_recall',
  'rmse',
  'mae',
] as const

const fewestOfClass = 20

/** The metrics that can be compared between slices; sorting and row losses are done here, once. */
export function sliceMetrics(answers: Answers): SliceMetric[] {
  switch (answers.task) {
    case 'binary':
      return [...binaryRates(answers), ...(answers.labelled.scores === null ? [] : [auc(answers)])]
    case 'multiclass':
      return [accuracy(answers), macroRecall(answers)]
    case 'regression':
      return [rowMean('rmse', answers), rowMean('mae', answers)]
  }
}

/** How much worse the slice is: absolute for rates and AUC, a share of the others' for errors. */
export function gapOf(name: string, { inside, outside }: Sides): Statistic {
  return changeOf(metricOf(name)!, inside.statistic, outside.statistic)
}

function accuracy({ labelled: { decisions, codes } }: Answers): SliceMetric {
  return rate('accuracy', 1, codes.length, (row) => (decisions[row] === codes[row] ? 1 : 0))
}

function binaryRates(answers: Answers): SliceMetric[] {
  const { decisions, codes } = answers.labelled
  const rows = codes.length
  return [
    accuracy(answers),
    rate('precision', fewestOfClass, rows, (row) => (decisions[row] === 1 ? codes[row]! : outOfScope)),
    rate('recall', fewestOfClass, rows, (row) => (codes[row] === 1 ? decisions[row]! : outOfScope)),
    rate('fpr', fewestOfClass, rows, (row) => (codes[row] === 0 ? decisions[row]! : outOfScope)),
  ]
}

const outOfScope = -1

/** A rate of hits (1) over hits and misses (0); other rows are not its business. */
function rate(name: string, fewest: number, rows: number, outcomeOf: (row: number) => number): SliceMetric {
  const outcomes = Int8Array.from({ length: rows }, (_, row) => outcomeOf(row))
  return {
    name,
    fewest,
    sides(sliceOf, slices) {
      const hits = new Float64Array(slices + 1)
      const trials = new Float64Array(slices + 1)
      for (let row = 0; row < outcomes.length; row++) {
        if (outcomes[row] === outOfScope) continue
        const slice = sliceOf[row]!
        trials[slice]!++
        trials[slices]!++
        hits[slice]! += outcomes[row]!
        hits[slices]! += outcomes[row]!
      }
      return Array.from({ length: slices }, (_, slice) => ({
        inside: proportion(hits[slice]!, trials[slice]!),
        outside: proportion(hits[slices]! - hits[slice]!, trials[slices]! - trials[slice]!),
      }))
    },
  }
}

function proportion(hits: number, trials: number): Side {
  const because = 'no row of the slice, or of the others, counts for it'
  return {
    statistic: trials === 0 ? { kind: 'undefined', because } : { kind: 'proportion', hits, trials },
    support: trials,
  }
}

function auc({ labelled }: Answers): SliceMetric {
  const ranked = rankRows(labelled.scores!, labelled.codes)
  return {
    name: 'auc',
    fewest: fewestOfClass,
    sides: (sliceOf, slices) =>
      slicedAuc(ranked, sliceOf, slices).map(({ inside, outside }) => ({
        inside: aucSide(inside),
        outside: aucSide(outside),
      })),
  }
}

function aucSide(result: DelongResult): Side {
  const support = Math.min(result.positives, result.negatives)
  const { auc: estimate, se: standardError } = result
  if (support < 2) return { statistic: { kind: 'undefined', because: 'all rows are of one class' }, support }
  // perfect, or all scores are equal: DeLong's error is a rounding error
  if (standardError < 1e-7)
    return { statistic: { kind: 'bootstrap', estimate, ...aucInterval({ ...result, se: 0 }) }, support }
  return { statistic: { kind: 'normal', estimate, standardError, range: { low: 0, high: 1 }, scale: 'logit' }, support }
}

/** The mean recall of the classes that have enough rows on both sides, so that the same classes are compared. */
function macroRecall({ labelled: { decisions, codes }, classes }: Answers): SliceMetric {
  return {
    name: 'macro_recall',
    fewest: fewestOfClass,
    sides(sliceOf, slices) {
      const width = classes.length
      const hits = new Float64Array((slices + 1) * width)
      const trials = new Float64Array((slices + 1) * width)
      for (let row = 0; row < codes.length; row++) {
        for (const slice of [sliceOf[row]!, slices]) {
          trials[slice * width + codes[row]!]!++
          if (decisions[row] === codes[row]) hits[slice * width + codes[row]!]!++
        }
      }
      return Array.from({ length: slices }, (_, slice) => {
        const counts = classes.map((_, code) => {
          const [h, t] = [hits[slice * width + code]!, trials[slice * width + code]!]
          const [allHits, allTrials] = [hits[slices * width + code]!, trials[slices * width + code]!]
          return { inside: { hits: h, trials: t }, outside: { hits: allHits - h, trials: allTrials - t } }
        })
        const shared = counts.filter(({ inside, outside }) => Math.min(inside.trials, outside.trials) >= fewestOfClass)
        return {
          inside: meanRecall(shared.map(({ inside }) => inside)),
          outside: meanRecall(shared.map(({ outside }) => outside)),
        }
      })
    },
  }
}

function meanRecall(counts: readonly { readonly hits: number; readonly trials: number }[]): Side {
  if (counts.length < 2) {
    const because = `fewer than two classes have ${fewestOfClass} rows in the slice and outside`
    return { statistic: { kind: 'undefined', because }, support: 0 }
  }
  let estimate = 0
  let variance = 0
  for (const { hits, trials } of counts) {
    estimate += hits / trials / counts.length
    // half a row more on each side, or perfect recall would be certain
    const smoothed = (hits + 0.5) / (trials + 1)
    variance += (smoothed * (1 - smoothed)) / trials / counts.length ** 2
  }
  const support = Math.min(...counts.map(({ trials }) => trials))
  return {
    statistic: { kind: 'normal', estimate, standardError: Math.sqrt(variance), range: { low: 0, high: 1 } },
    support,
  }
}

/** RMSE or MAE: a mean of row losses, or its root. */
function rowMean(name: 'rmse' | 'mae', { labelled: { scores, values } }: Answers): SliceMetric {
  const isRoot = name === 'rmse'
  const losses = values.map((value, row) => (isRoot ? (scores![row]! - value) ** 2 : Math.abs(scores![row]! - value)))
  return {
    name,
    fewest: 1,
    sides(sliceOf, slices) {
      const rows = new Float64Array(slices + 1)
      const sums = new Float64Array(slices + 1)
      const squares = new Float64Array(slices + 1)
      for (let row = 0; row < losses.length; row++) {
        for (const slice of [sliceOf[row]!, slices]) {
          rows[slice]!++
          sums[slice]! += losses[row]!
          squares[slice]! += losses[row]! ** 2
        }
      }
      const all = { rows: rows[slices]!, sum: sums[slices]!, square: squares[slices]! }
      return Array.from({ length: slices }, (_, slice) => {
        const own = { rows: rows[slice]!, sum: sums[slice]!, square: squares[slice]! }
        const rest = { rows: all.rows - own.rows, sum: all.sum - own.sum, square: all.square - own.square }
        return { inside: meanSide(own, isRoot), outside: meanSide(rest, isRoot) }
      })
    },
  }
}

function meanSide(
  sums: { readonly rows: number; readonly sum: number; readonly square: number },
  isRoot: boolean,
): Side {
  const { rows } = sums
  if (rows < 2) return { statistic: { kind: 'undefined', because: 'there are fewer than two rows' }, support: rows }
  const mean = Math.max(0, sums.sum / rows)
  const error = Math.sqrt(Math.max(0, (sums.square / rows - mean ** 2) / (rows - 1)))
  const estimate = isRoot ? Math.sqrt(mean) : mean
  const standardError = isRoot ? (estimate === 0 ? 0 : error / (2 * estimate)) : error
  return { statistic: { kind: 'normal', estimate, standardError, range: { low: 0 } }, support: rows }
}
