import type { Report } from '../../../src/core/report.ts'
import { count, plural } from './format.ts'
import type { GateReason } from './report-index.ts'
import type { Status } from './status.ts'

type Cause = GateReason['cause']

export interface GateSummary {
  readonly tone: Extract<Status, 'pass' | 'fail' | 'errored' | 'inconclusive'>
  /** `Gate failed`. */
  readonly headline: string
  /** Why, as one sentence. */
  readonly sentence: string
  /** What holds up the gate: what failed first, what could not run apart from it. */
  readonly groups: readonly GateGroup[]
}

export interface GateGroup {
  readonly cause: Cause
  readonly title: string
  readonly reasons: readonly GateReason[]
}

const causes: readonly { readonly cause: Cause; readonly title: string }[] = [
  { cause: 'failed', title: 'Requirements not met' },
  { cause: 'could not run', title: 'Could not run' },
  { cause: 'required but skipped', title: 'Required but skipped' },
  { cause: 'inconclusive', title: 'Not decided' },
  { cause: 'nothing judged', title: 'Skipped' },
]

/** The gate's result in words. */
export function gateSummary({ gate, counts }: Pick<Report, 'gate' | 'counts'>): GateSummary {
  const groups = causes
    .map((one) => ({ ...one, reasons: gate.reasons.filter(({ cause }) => cause === one.cause) }))
    .filter(({ reasons }) => reasons.length > 0)
  if (gate.passed) return { ...passed(gate.blockOn, counts), groups }
  const failed = groups.some(({ cause }) => cause === 'failed')
  const why = joined(groups.map((group) => clauseOf(group, counts.findings.fail)))
  const isEmpty = counts.checks.judged === 0 && counts.checks.errored === 0
  const rest = failed ? '' : isEmpty ? ', and nothing was judged' : '; nothing that could be judged failed'
  const sentence = `${why}${rest}.`
  return {
    tone: failed || groups.length === 0 ? 'fail' : 'errored',
    headline: failed || groups.length === 0 ? 'Gate failed' : 'Gate not passed',
    sentence: groups.length === 0 ? 'The report gives no reason.' : sentence,
    groups,
  }
}

function clauseOf({ cause, reasons }: GateGroup, failed: number): string {
  const amount = reasons.length
  switch (cause) {
    case 'failed': {
      const checks = plural(new Set(reasons.map(({ check }) => check)).size, 'check')
      const others = failed > amount ? ` (${count(failed - amount)} more failed and do not block)` : ''
      return `${plural(amount, 'finding')} of ${checks} failed${others}`
    }
    case 'could not run':
      return `${plural(amount, 'check')} could not run`
    case 'required but skipped':
      return `${plural(amount, 'required check')} ${amount === 1 ? 'was' : 'were'} skipped`
    case 'inconclusive':
      return `${plural(amount, 'finding')} could not be decided on this many rows`
    case 'nothing judged':
      return `${plural(amount, 'check')} ${amount === 1 ? 'was' : 'were'} skipped`
  }
}

function passed(blockOn: string, counts: Report['counts']): Omit<GateSummary, 'groups'> {
  const headline = 'Gate passed'
  if (counts.checks.judged === 0) return { tone: 'inconclusive', headline, sentence: 'But no check was judged.' }
  const { warn, fail, inconclusive } = counts.findings
  const { skipped, errored, judged, planned } = counts.checks
  const rest = [
    fail > 0 && `${plural(fail, 'failed finding')} below it`,
    warn > 0 && plural(warn, 'warning'),
    inconclusive > 0 && `${plural(inconclusive, 'inconclusive finding')}`,
    errored > 0 && `${plural(errored, 'check')} that could not run`,
    skipped > 0 && `${plural(skipped, 'skipped check')}`,
  ].filter((part) => part !== false)
  const limit = blockOn === 'blocker' ? 'blocker' : `${blockOn} or above`
  const also = rest.length === 0 ? '' : ` (also: ${joined(rest)})`
  const sentence = `Nothing of severity ${limit} failed${also}.`
  // A gate that saw little is no good news, so it does not look like it.
  if (judged * 2 < planned) {
    const little = `Only ${count(judged)} of ${plural(planned, 'check')} could be judged.`
    return { tone: 'inconclusive', headline: `${headline}, little was tested`, sentence: `${little} ${sentence}` }
  }
  return { tone: 'pass', headline, sentence }
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
