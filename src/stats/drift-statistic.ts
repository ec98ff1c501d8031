import type { Column } from '../core/frame.ts'
import { countCodes, sortedValues } from './distribution.ts'
import { columnDrift } from './drift.ts'
import type { Drift } from './drift.ts'
import { quantileEdges } from './slices.ts'
import { hellinger, jensenShannon, kullbackLeibler, psi } from './two-sample.ts'

/** How far apart two samples are, by a statistic of the user's choice; `auto` takes ours. */
export const driftStatistics = ['auto', 'ks', 'wasserstein', 'psi', 'js', 'kl', 'hellinger'] as const
export type DriftStatistic = (typeof driftStatistics)[number]

/** Bins of a number, by quantiles of the reference. */
const bins = 10

/**
 * The same by the statistic asked for. KS and Wasserstein are of numbers; of categories they leave the effect as it is.
 * The others compare shares, of numbers those of ten bins of equal size in the reference, and are tested as PSI is.
 */
export function driftBy(statistic: DriftStatistic, reference: Column, evaluation: Column): Drift | null {
  const drift = columnDrift(reference, evaluation)
  if (drift === null || statistic === 'auto') return drift
  if (statistic === 'ks' || statistic === 'wasserstein') {
    const [measure, effect] =
      statistic === 'ks' ? (['ks', drift.facts['ks']] as const) : (['w1_sd', drift.facts['W1/sd']] as const)
    return effect === undefined ? drift : plainly(drift, measure, effect)
  }
  const [a, b] = sharedCounts(reference, evaluation)
  const { psi: index, p } = psi(a, b)
  const effect = { psi: () => index, js: jensenShannon, kl: kullbackLeibler, hellinger }[statistic](b, a)
  const cells = a.filter((count, i) => count + b[i]! > 0).length
  // Where nothing moved, PSI is (cells − 1) times this in the mean, and for small changes the others follow from it.
  const noise = (1 / drift.n + 1 / drift.m) * Math.max(1, cells - 1)
  const detectable = {
    psi: noise,
    kl: noise / 2,
    js: Math.sqrt(noise / (8 * Math.LN2)),
    hellinger: Math.sqrt(noise / 8),
  }[statistic]
  return { ...plainly(drift, statistic, effect), p, detectable }
}

/** The interval of our own effect is that of no other. */
function plainly(drift: Drift, measure: Drift['measure'], effect: number): Drift {
  const { kind, p, detectable, n, m, facts } = drift
  return { kind, measure, effect, p, detectable, n, m, facts }
}

/** How often each category, or each bin of the reference's quantiles, occurs on both sides. */
function sharedCounts(reference: Column, evaluation: Column): readonly [Int32Array, Int32Array] {
  if (reference.kind === 'category' && evaluation.kind === 'category') {
    const size = Math.max(reference.dictionary.length, evaluation.dictionary.length)
    return [countCodes(reference.codes, size), countCodes(evaluation.codes, size)]
  }
  if (reference.kind !== 'number' || evaluation.kind !== 'number') return [new Int32Array(), new Int32Array()]
  const edges = quantileEdges(sortedValues(reference), bins)
  return [countBins(sortedValues(reference), edges), countBins(sortedValues(evaluation), edges)]
}

/** Ascending values by bins that are closed above. */
function countBins(sorted: Float64Array, edges: Float64Array): Int32Array {
  const counts = new Int32Array(edges.length + 1)
  let bin = 0
  for (const value of sorted) {
    while (bin < edges.length && value > edges[bin]!) bin++
    counts[bin]!++
  }
  return counts
}
