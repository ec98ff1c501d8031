import { number, percent } from '../../core/format.ts'
import type { Measurement, Requirement } from '../../core/measurement.ts'
import type { ComparedDistributions } from '../../stats/distribution.ts'
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
  const { effect, p, detectable, interval, n, m, facts, kind } = drift
  return {
    subject,
    features,
    metric: kind === 'number' ? 'ks' : 'cramers_v',
    statistic: { kind: 'test', effect, p, detectable, interval },
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

export function explainDrift({ subject, facts = {}, statistic }: Measurement): string {
  const p = statistic.kind === 'test' ? `p ${statistic.p < 1e-12 ? '< 1e−12' : `= ${number(statistic.p)}`}` : ''
  return facts['kind'] === 'number'
    ? `${subject} moved by KS ${number(Number(facts['ks']))}, ${number(Number(facts['W1/sd']))} sd (${p})`
    : `${subject} changed its mix by V ${number(Number(facts['V']))}; the largest share moved by ${percent(Number(facts['largest share change']))} (${p})`
}
