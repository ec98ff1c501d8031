import { number, percent } from '../../core/format.ts'
import type { Measurement, Requirement } from '../../core/measurement.ts'
import type { ComparedDistributions } from '../../stats/distribution.ts'
import type { Drift } from '../../stats/drift.ts'

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

export function judgeDrift(limits: { readonly warn: number; readonly fail: number }): Requirement {
  return { rule: 'test', ...limits, worse: 'higher', neutral: 0 }
}

export function explainDrift({ subject, facts = {}, statistic }: Measurement): string {
  const p = statistic.kind === 'test' ? `p ${statistic.p < 1e-12 ? '< 1e−12' : `= ${number(statistic.p)}`}` : ''
  return facts['kind'] === 'number'
    ? `${subject} moved by KS ${number(Number(facts['ks']))}, ${number(Number(facts['W1/sd']))} sd (${p})`
    : `${subject} changed its mix by V ${number(Number(facts['V']))}; the largest share moved by ${percent(Number(facts['largest share change']))} (${p})`
}
