import type { Count, Interval, Statistic } from '../core/measurement.ts'
import { twoSidedZ } from './normal.ts'
import { katzInterval } from './proportion.ts'

/** The mean of a group's values with its standard error. */
export interface GroupMean {
  readonly mean: number
  readonly standardError: number
}

/**
 * The lowest of several rates over the highest, with an interval that holds for all pairs of groups at once: each pair
 * has Katz's interval at the level that Šidák's inequality asks for, so chance among many small groups, which always
 * makes some rate the lowest, is not taken for a gap. Two groups keep their counts.
 */
export function lowestOverHighestRate(groups: readonly Count[]): Statistic {
  const rates = groups.map(({ hits, trials }) => hits / trials)
  const [lowest, highest] = extremes(rates)
  if (!(rates[highest]! > 0)) return { kind: 'undefined', because: 'no group has the favourable outcome' }
  const [a, b] = [groups[lowest]!, groups[highest]!]
  if (groups.length === 2) return { kind: 'rate-ratio', a, b }
  const level = sidakLevel(groups.length)
  const interval = lowestOfPairs(groups, (g, h) => katzInterval(g.hits, g.trials, h.hits, h.trials, level))
  return { kind: 'bootstrap', estimate: rates[lowest]! / rates[highest]!, ...interval }
}

/**
 * The same of means, which must all be positive for a ratio to say anything: on the log scale, with the errors of both
 * means (delta method).
 */
export function lowestOverHighestMean(groups: readonly GroupMean[]): Statistic {
  if (groups.some(({ mean }) => !(mean > 0))) {
    return { kind: 'undefined', because: 'a ratio of means says nothing unless all are positive' }
  }
  const means = groups.map(({ mean }) => mean)
  const [lowest, highest] = extremes(means)
  const z = twoSidedZ(sidakLevel(groups.length))
  const interval = lowestOfPairs(groups, (g, h) => {
    const reach = z * Math.hypot(g.standardError / g.mean, h.standardError / h.mean)
    const ratio = g.mean / h.mean
    return { low: ratio * Math.exp(-reach), high: ratio * Math.exp(reach) }
  })
  return { kind: 'bootstrap', estimate: means[lowest]! / means[highest]!, ...interval }
}

/** Indices of the lowest and the highest, the first among equals. */
export function extremes(values: readonly number[]): [lowest: number, highest: number] {
  return [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))]
}

/** The level of each pair at which all pairs of `groups` hold together at 95 % (Šidák 1967). */
function sidakLevel(groups: number): number {
  return 0.95 ** (2 / (groups * (groups - 1)))
}

/**
 * If every pair's ratio lies in its interval, the lowest ratio lies between the lowest of the low ends and the lowest
 * of the high ends; it is 1 at most.
 */
function lowestOfPairs<T>(groups: readonly T[], intervalOf: (a: T, b: T) => Interval): Interval {
  let low = Infinity
  let high = 1
  for (const [i, a] of groups.entries()) {
    for (const [j, b] of groups.entries()) {
      if (i === j) continue
      const interval = intervalOf(a, b)
      low = Math.min(low, interval.low)
      high = Math.min(high, interval.high)
    }
  }
  return { low: Math.min(low, 1), high }
}
