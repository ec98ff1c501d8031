import type { Interval, Statistic } from '../core/measurement.ts'
import { logitInterval } from './auc.ts'
import { normalSurvival, twoSidedZ } from './normal.ts'
import { tangoInterval } from './paired.ts'
import { clopperPearsonInterval, katzInterval, newcombeInterval, wilsonInterval } from './proportion.ts'

/** Below this many trials a rate gets the exact Clopper–Pearson interval instead of Wilson's. */
const exactBelow = 20

/** The point estimate; NaN where the quantity is undefined. */
export function estimateOf(statistic: Statistic): number {
  switch (statistic.kind) {
    case 'proportion':
      return statistic.hits / statistic.trials
    case 'rate-difference':
      return rate(statistic.a) - rate(statistic.b)
    case 'rate-ratio':
      return rate(statistic.a) / rate(statistic.b)
    case 'paired-difference':
      return (statistic.worse - statistic.better) / statistic.trials
    case 'normal':
    case 'bootstrap':
      return statistic.estimate
    case 'exact':
      return statistic.value
    case 'test':
      return statistic.effect
    case 'undefined':
      return NaN
  }
}

/** The two-sided interval at `level`; null where there is none (an exact count, an undefined quantity). */
export function intervalOf(statistic: Statistic, level = 0.95): Interval | null {
  switch (statistic.kind) {
    case 'proportion': {
      if (statistic.trials === 0) return null
      const interval = statistic.trials < exactBelow ? clopperPearsonInterval : wilsonInterval
      return interval(statistic.hits, statistic.trials, level)
    }
    case 'rate-difference': {
      const { a, b } = statistic
      return a.trials === 0 || b.trials === 0 ? null : newcombeInterval(a.hits, a.trials, b.hits, b.trials, level)
    }
    case 'rate-ratio': {
      const { a, b } = statistic
      return a.trials === 0 || b.trials === 0 ? null : katzInterval(a.hits, a.trials, b.hits, b.trials, level)
    }
    case 'paired-difference':
      return tangoInterval(statistic.worse, statistic.better, statistic.trials, level)
    case 'normal': {
      const { estimate, standardError, range, scale } = statistic
      if (scale === 'logit' && estimate > 0 && estimate < 1) return logitInterval(estimate, standardError, level)
      const reach = twoSidedZ(level) * standardError
      return {
        low: Math.max(range?.low ?? -Infinity, estimate - reach),
        high: Math.min(range?.high ?? Infinity, estimate + reach),
      }
    }
    case 'bootstrap': {
      // The resamples are gone; away from 95 % each side is stretched as a normal tail would be.
      const stretch = twoSidedZ(level) / twoSidedZ(0.95)
      const { estimate, low, high } = statistic
      return { low: estimate - (estimate - low) * stretch, high: estimate + (high - estimate) * stretch }
    }
    case 'test':
      return statistic.interval ?? null
    case 'exact':
    case 'undefined':
      return null
  }
}

/**
 * One-sided p value of "not past the limit": the smallest error rate at which the interval lies wholly past it, and for
 * an estimate that is not past it one less the rate at which the interval lies wholly short of it. It inverts the very
 * interval that the verdict shows, so the two cannot disagree.
 */
export function pastLimitP(statistic: Statistic, limit: number, worse: 'higher' | 'lower'): number {
  const estimate = estimateOf(statistic)
  if (Number.isNaN(estimate)) return 1
  const isPast = worse === 'higher' ? estimate > limit : estimate < limit
  const isAbove = estimate > limit
  const clears = (z: number): boolean => {
    const interval = intervalOf(statistic, 1 - 2 * normalSurvival(z))
    if (interval === null) return true
    return isAbove ? interval.low > limit : interval.high < limit
  }
  // The bound moves towards the limit as z grows; past z = 8.2 the level is 1 in double precision.
  let low = 0
  let high = 8.2
  if (clears(high)) low = high
  for (let step = 0; step < 40 && low < high; step++) {
    const middle = (low + high) / 2
    if (clears(middle)) low = middle
    else high = middle
  }
  return isPast ? normalSurvival(low) : 1 - normalSurvival(low)
}

function rate(count: { readonly hits: number; readonly trials: number }): number {
  return count.hits / count.trials
}
