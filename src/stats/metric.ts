import type { Count, Interval, Statistic } from '../core/measurement.ts'
import type { Answers } from './answers.ts'
import { twoSidedZ } from './normal.ts'
import { estimateOf, intervalOf } from './statistic.ts'

/**
 * How far a metric may move: `u` on a scale of one unit, by an absolute amount; `e` an error of any scale, by a share of
 * its reference value; `t` either way, by a share of the spread in the reference (of a rate: by an absolute amount).
 */
type Margin = 'u' | 'e' | 't'

/** One metric, with the statistics that verdicts on it are made from. */
export interface Metric {
  readonly name: string
  readonly title: string
  readonly margin: Margin
  /** Which way it gets worse. */
  readonly worse: 'lower' | 'higher' | 'either'
  readonly needsScores: boolean
  readonly needsLabels: boolean
  /** Says nothing without enough rows of each class. */
  readonly needsClasses: boolean
  /** Lies between 0 and 1. */
  readonly isShare: boolean
  /** NaN where it is undefined. */
  value(answers: Answers): number
  statistic(answers: Answers): Statistic
  /**
   * The change for the worse, on other rows: absolute for margin `u`, a share of the reference value for `e`, the size of
   * the change over the reference standard deviation for `t` (of rates its absolute size).
   */
  difference(evaluation: Answers, reference: Answers): Statistic
}

/** What tells one metric from another. */
export interface MetricTraits {
  readonly name: string
  readonly title: string
  readonly margin: Margin
  readonly worse: 'lower' | 'higher' | 'either'
  readonly needsScores?: boolean
  readonly needsLabels?: boolean
  readonly needsClasses?: boolean
  /** Why it is undefined, when it is. */
  readonly because: string
}

/** A metric that is a rate of counts. */
export function rateMetric(traits: MetricTraits, count: (answers: Answers) => Count): Metric {
  const statistic = (answers: Answers): Statistic => {
    const { hits, trials } = count(answers)
    return trials === 0 ? undefinedBecause(traits) : { kind: 'proportion', hits, trials }
  }
  return {
    ...defaults,
    ...traits,
    isShare: true,
    value: (answers) => estimateOf(statistic(answers)),
    statistic,
    difference: (evaluation, reference) => changeOf(traits, statistic(evaluation), statistic(reference)),
  }
}

export interface EstimateTraits extends MetricTraits {
  /** Where it can lie; a share has its interval on the logit scale. */
  readonly range?: Partial<Interval>
  /** The interval where the standard error is 0 because nothing went wrong; without it the estimate alone. */
  readonly certain?: (answers: Answers) => Interval
}

/** A metric with a value and a standard error. */
export function estimateMetric(
  traits: EstimateTraits,
  value: (answers: Answers) => number,
  error: (answers: Answers) => number,
): Metric {
  const { range, certain, ...plain } = traits
  const isShare = range?.low === 0 && range.high === 1
  const statistic = (answers: Answers): Statistic => {
    const estimate = value(answers)
    if (Number.isNaN(estimate)) return undefinedBecause(traits)
    const standardError = error(answers)
    if (standardError < roundingError && certain !== undefined)
      return { kind: 'bootstrap', estimate, ...certain(answers) }
    if (!Number.isFinite(standardError)) return { kind: 'undefined', because: 'there are too few rows for an interval' }
    return {
      kind: 'normal',
      estimate,
      standardError,
      ...(range === undefined ? {} : { range }),
      ...(isShare ? { scale: 'logit' as const } : {}),
    }
  }
  return {
    ...defaults,
    ...plain,
    isShare,
    value,
    statistic,
    difference: (evaluation, reference) => changeOf(traits, statistic(evaluation), statistic(reference)),
  }
}

/** A standard error below this is 0. */
const roundingError = 1e-9

const defaults = { needsScores: false, needsLabels: true, needsClasses: false }

function undefinedBecause({ because }: MetricTraits): Statistic {
  return { kind: 'undefined', because }
}

/** The change for the worse of two estimates from different rows. */
export function changeOf(
  { margin, worse }: Pick<MetricTraits, 'margin' | 'worse'>,
  evaluation: Statistic,
  reference: Statistic,
): Statistic {
  if (evaluation.kind === 'undefined') return evaluation
  if (reference.kind === 'undefined') return reference
  const [after, before] = [estimateOf(evaluation), estimateOf(reference)]
  if (margin === 'e') return relativeRise(evaluation, reference)
  const hasFallen = worse === 'lower' || (worse === 'either' && after < before)
  if (evaluation.kind === 'proportion' && reference.kind === 'proportion') {
    const [a, b] = hasFallen ? [reference, evaluation] : [evaluation, reference]
    return { kind: 'rate-difference', a: countOf(a), b: countOf(b) }
  }
  const standardError = Math.hypot(standardErrorOf(evaluation), standardErrorOf(reference))
  return { kind: 'normal', estimate: hasFallen ? before - after : after - before, standardError }
}

/** What one side is over the other, less one, with the errors of both (delta method); 1 where the other is 0. */
export function relativeRise(evaluation: Statistic, reference: Statistic): Statistic {
  const [after, before] = [estimateOf(evaluation), estimateOf(reference)]
  if (before === 0 && after === 0) return { kind: 'exact', value: 0 }
  // Over nothing a rise has no size; what is sure is that the whole of it is new.
  if (before === 0) return { kind: 'normal', estimate: 1, standardError: standardErrorOf(evaluation) / after }
  if (!(before > 0)) return { kind: 'undefined', because: 'the reference value is no error' }
  const ratio = after / before
  // d(after/before), which unlike the sum of relative errors is defined where after is 0
  const standardError = Math.hypot(standardErrorOf(evaluation), ratio * standardErrorOf(reference)) / before
  return { kind: 'normal', estimate: ratio - 1, standardError, range: { low: -1 } }
}

/** One standard error, from the width of the interval where the statistic has none of its own. */
export function standardErrorOf(statistic: Statistic): number {
  if (statistic.kind === 'normal') return statistic.standardError
  const interval = intervalOf(statistic)
  return interval === null ? 0 : (interval.high - interval.low) / (2 * twoSidedZ(0.95))
}

function countOf({ hits, trials }: Count): Count {
  return { hits, trials }
}
