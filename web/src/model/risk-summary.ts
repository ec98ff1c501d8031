import { count, plural } from './format.ts'
import { byRisk } from './grouping.ts'
import type { Risk } from './grouping.ts'
import type { CheckGroup } from './report-index.ts'
import { tallyOf } from './status.ts'
import type { Status, Tally } from './status.ts'

export interface RiskSummary {
  readonly risk: Risk
  readonly status: Status
  /** Of its checks. */
  readonly tally: Tally
  /** `4 of 26 checks failed`. */
  readonly sentence: string
}

const order: readonly Risk[] = ['operational', 'security', 'ethical']

/** What a reader has to know of each risk; always in one order, so that two reports can be laid side by side. */
export function riskSummaries(checks: readonly CheckGroup[]): readonly RiskSummary[] {
  const groups = byRisk(checks).toSorted((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk))
  return groups.map(({ risk, status, families }) => {
    const tally = tallyOf(families.flatMap((family) => family.checks.map((group) => group.status)))
    return { risk, status, tally, sentence: sentenceOf(tally) }
  })
}

const words: Readonly<Record<Exclude<Status, 'pass' | 'skipped'>, string>> = {
  fail: 'failed',
  errored: 'could not run',
  warn: 'warned',
  inconclusive: 'inconclusive',
}

function sentenceOf(tally: Tally): string {
  const all = Object.values(tally).reduce((sum, amount) => sum + amount, 0)
  const bad = (['fail', 'errored', 'warn', 'inconclusive'] as const).find((status) => tally[status] > 0)
  if (bad !== undefined) return `${count(tally[bad])} of ${plural(all, 'check')} ${words[bad]}`
  if (tally.pass === 0) return all === 1 ? 'its check was skipped' : `all ${plural(all, 'check')} were skipped`
  return tally.skipped === 0
    ? `all ${plural(all, 'check')} passed`
    : `${count(tally.pass)} of ${plural(all, 'check')} passed, ${count(tally.skipped)} skipped`
}
