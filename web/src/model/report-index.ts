import type { CheckEntry, Finding, Report } from '../../../src/core/report.ts'
import { compareFindings } from './finding-order.ts'
import { compareStatus, statusOf, tallyOf, worstOf } from './status.ts'
import type { Status, Tally } from './status.ts'

export type GateReason = Report['gate']['reasons'][number]

/** One finding with what a reader needs around it. */
export interface FindingEntry {
  /** `<check>:<subject>`, unique in the report and stable between runs: it stands in links. */
  readonly key: string
  readonly finding: Finding
  readonly check: CheckEntry
  readonly status: Status
  /** Why it holds up the gate; null when it doesn't. */
  readonly blocks: GateReason['cause'] | null
  /** Everything a search looks at, in lower case. */
  readonly text: string
}

export interface CheckGroup {
  readonly check: CheckEntry
  readonly status: Status
  /** Worst first. */
  readonly findings: readonly FindingEntry[]
  readonly tally: Tally
}

export interface ReportIndex {
  readonly report: Report
  /** Worst first. */
  readonly findings: readonly FindingEntry[]
  /** In the order of the report. */
  readonly checks: readonly CheckGroup[]
}

/** Joins findings to their checks. A check that has no finding still gets one line, so that nothing goes unseen. */
export function indexReport(report: Report): ReportIndex {
  const checks = new Map(report.checks.map((check) => [check.id, check]))
  for (const finding of report.findings) {
    if (!checks.has(finding.check)) checks.set(finding.check, unknownCheck(finding, report.findings))
  }
  const seen = new Set(report.findings.map((finding) => finding.check))
  const silent = [...checks.values()].filter((check) => !seen.has(check.id)).map(placeholder)
  const causes = new Map(report.gate.reasons.map((reason) => [keyOf(reason.check, reason.subject), reason.cause]))
  const taken = new Set<string>()
  const findings = [...report.findings, ...silent]
    .map((finding): FindingEntry => {
      const name = keyOf(finding.check, finding.subject)
      const check = checks.get(finding.check)!
      const key = unique(name, taken)
      return {
        key,
        finding,
        check,
        status: statusOf(finding),
        blocks: causes.get(name) ?? null,
        text: textOf(finding, check),
      }
    })
    .toSorted(compareFindings)
  const byCheck = Map.groupBy(findings, (entry) => entry.check.id)
  const groups = [...checks.values()].map((check) => groupOf(check, byCheck.get(check.id) ?? []))
  return { report, findings, checks: groups }
}

/** The name of a finding in links; a null subject and an empty one differ. */
export function keyOf(check: string, subject: string | null): string {
  return subject === null ? `${check}:` : `${check}:${subject === '' ? '""' : subject}`
}

/** A check with all or some of its findings. It keeps its own status, but is no pass while one of them is not. */
export function groupOf(check: CheckEntry, findings: readonly FindingEntry[]): CheckGroup {
  const seen = findings.map((entry) => entry.status)
  const own = statusOf(check)
  return { check, findings, status: own === 'pass' ? worstOf(seen, 'pass') : own, tally: tallyOf(seen) }
}

function unique(name: string, taken: Set<string>): string {
  let key = name
  for (let copy = 2; taken.has(key); copy++) key = `${name} #${copy}`
  taken.add(key)
  return key
}

function textOf(finding: Finding, check: CheckEntry): string {
  const { subject, features, reason, metric, quantity, errorCode } = finding
  const parts = [check.id, check.title, check.familyTitle, subject, ...features, reason, metric, quantity, errorCode]
  return parts
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase()
}

/** Stands in for a check that the report has findings of and does not describe. */
function unknownCheck({ check: id, risk, severity }: Finding, findings: readonly Finding[]): CheckEntry {
  const family = id.split('/')[0]!
  const own = findings
    .filter((finding) => finding.check === id)
    .toSorted((a, b) => compareStatus(statusOf(a), statusOf(b)))
  const { outcome, verdict } = own[0]!
  return {
    id,
    title: id,
    family,
    familyTitle: family,
    risk,
    severity,
    protectsAgainst: '',
    remediation: [],
    references: [],
    standards: [],
    params: {},
    outcome,
    verdict,
  }
}

function placeholder(check: CheckEntry): Finding {
  const { id, severity, risk, outcome, verdict } = check
  return {
    check: id,
    subject: null,
    features: [],
    outcome,
    verdict,
    gating: false,
    severity,
    risk,
    reason: outcome === 'judged' ? 'Nothing was measured.' : 'The report gives no reason.',
    errorCode: null,
    metric: null,
    quantity: null,
    estimate: null,
    interval: null,
    n: 0,
    reference: null,
    limits: null,
    p: null,
    adjustedP: null,
    q: null,
    rowsNeeded: null,
    impact: null,
    coverage: null,
    volatile: false,
    evidence: [],
  }
}
