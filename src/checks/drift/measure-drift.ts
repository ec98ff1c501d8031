import { z } from 'zod'
import { number, percent } from '../../core/format.ts'
import type { Measurement, Requirement } from '../../core/measurement.ts'
import type { ComparedDistributions } from '../../stats/distribution.ts'
import { driftStatistics } from '../../stats/drift-statistic.ts'
import type { Drift } from '../../stats/drift.ts'
import { estimateOf } from '../../stats/statistic.ts'

/** Fewer values than this on a side can't show a drift. */
const fewestRows = 50

/** The measurement of one quantity's drift, with both distributions to look at. */
export function measureDrift(
  subject: string,
  features: readonly string[],
  drift: Drift,
  distributions: ComparedDistributions | null,
): Measurement {
  const { effect, p, detectable, interval, n, m, facts, kind, measure } = drift
  return {
    subject,
    features,
    metric: measure,
    statistic: { kind: 'test', effect, p, detectable, ...(interval === undefined ? {} : { interval }) },
    n: m,
    facts: { ...facts, kind },
    ...(Math.min(n, m) < fewestRows ? { tooFew: { needed: fewestRows } } : {}),
    ...(distributions === null ? {} : { evidence: [{ kind: 'histogram', title: subject, ...distributions }] }),
  }
}

/** Past the fail limit a drift is minor, since the model may not mind; one of this effect it has surely never met. */
const majorEffect = 0.3

export function judgeDrift(
  { statistic }: Measurement,
  limits: { readonly warn: number; readonly fail: number },
): Requirement {
  const isLarge = estimateOf(statistic) >= majorEffect
  return { rule: 'test', ...limits, worse: 'higher', neutral: 0, ...(isLarge ? { severity: 'major' } : {}) }
}

export function explainDrift({ subject, metric = '', facts = {}, statistic }: Measurement): string {
  const p = statistic.kind === 'test' ? `p ${statistic.p < 1e-12 ? '< 1e−12' : `= ${number(statistic.p)}`}` : ''
  const effect = number(estimateOf(statistic))
  const chosen = chosenNames.get(metric)
  if (chosen !== undefined) return `${subject} moved by ${chosen} ${effect} (${p})`
  if (facts['kind'] === 'number') {
    const trimmed = `, ${number(Number(facts['trimmed W1/sd']))} sd without the tails, which is like a KS of ${effect}`
    return `${subject} moved by KS ${number(Number(facts['ks']))}, ${number(Number(facts['W1/sd']))} sd${metric === 'trimmed_w1_sd' ? trimmed : ''} (${p})`
  }
  return `${subject} changed its mix by V ${number(Number(facts['V']))}; the largest share moved by ${percent(Number(facts['largest share change']))} (${p})`
}

const chosenNames = new Map([
  ['psi', 'a PSI of'],
  ['js', 'a Jensen–Shannon distance of'],
  ['kl', 'a Kullback–Leibler divergence of'],
  ['hellinger', 'a Hellinger distance of'],
])

/** What the effect of a drift is, where its name does not tell. */
export function driftQuantity({ metric, facts, statistic }: Measurement): string | null {
  if (metric === 'w1_sd') return 'W1 in standard deviations of the reference'
  if (metric === 'trimmed_w1_sd') return '0.4 × W1 in standard deviations, percentiles 1 to 99, which is like KS'
  if (metric === 'cramers_v' && estimateOf(statistic) === 0 && Number(facts?.['V']) > 0) {
    return 'Cramér’s V, taken as 0 because no share moved by 5 %'
  }
  return null
}

/** Statistics that are at most 1, so that a limit beyond it could never be passed. */
const boundedStatistics: readonly (typeof driftStatistics)[number][] = ['auto', 'ks', 'js', 'hellinger']

/** For a refinement of these parameters. */
export const isReachable = ({ stat, fail }: { stat: (typeof driftStatistics)[number]; fail: number }): boolean =>
  fail <= 1 || !boundedStatistics.includes(stat)
export const unreachable = { path: ['fail'], error: 'can be at most 1 for this stat, which never exceeds it' }

/** Limits and statistic, for the parameters of a check of drift. */
export const driftParameters = {
  warn: z
    .number()
    .min(0)
    .default(0.1)
    .describe('Effect that deserves a look: KS, its like in trimmed W1/sd, or Cramér’s V.'),
  fail: z
    .number()
    .min(0)
    .default(0.2)
    .describe('Effect that fails, when it is also significant. From 0.3 on such a fail is major.'),
  stat: z
    .enum(driftStatistics)
    .default('auto')
    .describe(
      'What the effect is. auto: of numbers the lesser of KS and W1/sd, or trimmed W1/sd where that is more; of categories Cramér’s V. ks and wasserstein (W1/sd) are of numbers only; psi, js, kl and hellinger compare shares, of numbers those of ten bins. Give limits that fit.',
    ),
}
