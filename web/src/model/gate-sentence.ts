import type { Report } from '../../../src/core/report.ts'
import { plural } from './format.ts'
import type { GateReason } from './report-index.ts'
import type { Status } from './status.ts'

type Cause = GateReason['cause']

export interface GateSummary {
  readonly tone: Extract<Status, 'pass' | 'fail' | 'errored' | 'inconclusive'>
  /** `Gate failed`. */
  readonly headline: string
  /** Why, as one sentence. */
  readonly sentence: string
  /** What holds up the gate: findings that failed first, what could not run apart from them. */
  readonly groups: readonly { readonly cause: Cause; readonly title: string; readonly reasons: readonly GateReason[] }[]
}

const causes: readonly {
  readonly cause: Cause
  readonly title: string
  readonly clause: (amount: number) => string
}[] = [
  { cause: 'failed', title: 'Failed', clause: (amount) => `${plural(amount, 'finding')} failed` },
  { cause: 'could not run', title: 'Could not run', clause: (amount) => `${plural(amount, 'check')} could not run` },
  {
    cause: 'required but skipped',
    title: 'Required but skipped',
    clause: (amount) => `${plural(amount, 'required check')} ${amount === 1 ? 'was' : 'were'} skipped`,
  },
  {
    cause: 'inconclusive',
    title: 'Inconclusive',
    clause: (amount) => `${plural(amount, 'finding')} could not be decided on this many rows`,
  },
]

/** The gate's result in words. */
export function gateSummary({ gate, counts }: Pick<Report, 'gate' | 'counts'>): GateSummary {
  const groups = causes
    .map(({ cause, title, clause }) => ({
      cause,
      title,
      clause,
      reasons: gate.reasons.filter((reason) => reason.cause === cause),
    }))
    .filter(({ reasons }) => reasons.length > 0)
  if (gate.passed) return { ...passed(gate.blockOn, counts), groups }
  const why = groups.map(({ clause, reasons }) => clause(reasons.length))
  const failed = groups.some(({ cause }) => cause === 'failed')
  const sentence = `${joined(why)}${failed ? '' : '; nothing that could be judged failed'}.`
  return {
    tone: failed || groups.length === 0 ? 'fail' : 'errored',
    headline: failed || groups.length === 0 ? 'Gate failed' : 'Gate not passed',
    sentence: groups.length === 0 ? 'The report gives no reason.' : sentence,
    groups,
  }
}

function passed(blockOn: string, counts: Report['counts']): Omit<GateSummary, 'groups'> {
  const headline = 'Gate passed'
  if (counts.checks.judged === 0) return { tone: 'inconclusive', headline, sentence: 'But no check was judged.' }
  const { warn, fail, inconclusive } = counts.findings
  const { skipped, errored } = counts.checks
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
  return { tone: 'pass', headline, sentence }
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
