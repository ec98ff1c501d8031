import { matchesAny } from '../config/glob.ts'
import { userChoice } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import type { Severity } from '../core/measurement.ts'
import type { Finding, Report } from '../core/report.ts'

export type Gate = Report['gate']
type Cause = Gate['reasons'][number]['cause']

const rank: Readonly<Record<Severity, number>> = { minor: 0, major: 1, blocker: 2 }

/**
 * Folds all findings into one exit code. Failed, could not run, skipped and inconclusive are told apart, and what
 * could not run blocks unless the user said otherwise. Exit 1 when something failed, 3 when only something could not
 * be finished, or when nothing at all was judged: a run that saw nothing has passed nothing.
 */
export function gate(findings: readonly Finding[], rules: Config['gate']): Gate {
  const blocking = findings.flatMap((finding) => {
    const cause = causeToBlock(finding, rules)
    return cause === null ? [] : [{ finding, cause }]
  })
  const reasons = blocking
    .toSorted((a, b) => rank[b.finding.severity] - rank[a.finding.severity])
    .map(({ finding, cause }) => ({ check: finding.check, subject: finding.subject, cause, reason: finding.reason }))
  const isAnyJudged = findings.some(({ outcome }) => outcome === 'judged')
  if (reasons.length === 0 && !isAnyJudged) return nothingJudged(findings, rules)
  const hasFailed = reasons.some(({ cause }) => cause !== 'could not run')
  const exitCode = reasons.length === 0 ? 0 : hasFailed ? 1 : 3
  return { passed: reasons.length === 0, blockOn: rules.blockOn, exitCode, reasons }
}

function nothingJudged(findings: readonly Finding[], { blockOn }: Config['gate']): Gate {
  const chosen: readonly string[] = Object.values(userChoice)
  const wanted = findings.filter(({ reason }) => !chosen.includes(reason))
  const reasons = (wanted.length > 0 ? wanted : findings).map(({ check, subject, reason }) => {
    return { check, subject, cause: 'nothing judged' as const, reason }
  })
  return { passed: false, blockOn, exitCode: 3, reasons }
}

function causeToBlock(finding: Finding, rules: Config['gate']): Cause | null {
  switch (finding.outcome) {
    case 'errored':
      return rules.allowErrors ? null : 'could not run'
    case 'skipped':
      return matchesAny(finding.check, rules.required) ? 'required but skipped' : null
    case 'judged': {
      if (!finding.gating || rank[finding.severity] < rank[rules.blockOn]) return null
      if (finding.verdict === 'fail') return 'failed'
      return finding.verdict === 'inconclusive' && rules.inconclusive === 'block' ? 'inconclusive' : null
    }
  }
}
