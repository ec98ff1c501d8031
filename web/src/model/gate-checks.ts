import type { Report } from '../../../src/core/report.ts'
import type { GateGroup } from './gate-sentence.ts'
import { headingOf } from './heading.ts'
import { keyOf } from './report-index.ts'
import type { GateReason, ReportIndex } from './report-index.ts'

/** A check that holds up the gate, with the worst of what was seen. */
export interface GateCheck {
  readonly id: string
  readonly title: string
  readonly risk: Report['checks'][number]['risk'] | null
  /** What was seen at worst, and the key of the finding behind it. */
  readonly seen: string
  readonly key: string
  /** What to do first; null where nothing tells. */
  readonly step: string | null
  /** How many of its findings hold up the gate, and of how many. */
  readonly amount: number
  readonly of: number
}

/** What to do about what did not come to a verdict, whatever the check. */
const steps: Readonly<Record<Exclude<GateReason['cause'], 'failed'>, string>> = {
  'could not run': 'Mend what it names and run again; "gate.allowErrors: true" decides without it.',
  'required but skipped': 'Give it what it needs, or take it out of "gate.required".',
  inconclusive: 'Bring more rows; "gate.inconclusive: allow" decides without it.',
  'nothing judged': 'Give it what it needs: one check that is judged is enough to decide.',
}

function stepWithout(cause: keyof typeof steps, errorCode: string | null | undefined): string {
  // Everything else that can break has a code of its own, and is for the reader to mend.
  return errorCode === 'CHECK_FAILED'
    ? 'This is a bug of the check: report it; "gate.allowErrors: true" decides without it.'
    : steps[cause]
}

/** The checks of one cause, the worst first; no reason is lost, though its finding may be missing. */
export function gateChecks({ cause, reasons }: GateGroup, index: ReportIndex): readonly GateCheck[] {
  const place = new Map(index.findings.map((entry, position) => [entry.key, position]))
  const placeOf = ({ check, subject }: GateReason) => place.get(keyOf(check, subject)) ?? Infinity
  const sorted = reasons.toSorted((a, b) => placeOf(a) - placeOf(b) || 0)
  const checks = new Map(index.checks.map((group) => [group.check.id, group]))
  return [...Map.groupBy(sorted, ({ check }) => check)].map(([id, own]) => {
    const group = checks.get(id)
    const [worst] = own
    const behind = index.findings[placeOf(worst!)]
    return {
      id,
      title: group?.check.title ?? id,
      risk: group?.check.risk ?? null,
      seen: headingOf(behind?.finding ?? { ...worst!, features: [] }),
      key: keyOf(id, worst!.subject),
      step: cause === 'failed' ? (group?.check.remediation[0] ?? null) : stepWithout(cause, behind?.finding.errorCode),
      amount: own.length,
      of: Math.max(own.length, group?.findings.length ?? 0),
    }
  })
}
