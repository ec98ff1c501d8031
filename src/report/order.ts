import { familyFor } from '../core/family.ts'
import { familyOf } from '../core/check.ts'
import type { CheckEntry, Finding, Report } from '../core/report.ts'

/** What became of a check or of one of its subjects, as one word. */
export type State = 'fail' | 'errored' | 'warn' | 'inconclusive' | 'skipped' | 'pass'

/** Every state, the one that a reader has to see first in front. */
export const states: readonly State[] = ['fail', 'errored', 'warn', 'inconclusive', 'skipped', 'pass']

export type Cause = Report['gate']['reasons'][number]['cause']

/** A check with its findings, worst first. */
export interface CheckGroup {
  readonly id: string
  readonly title: string
  /** What to do when it fails, the most effective step first. */
  readonly remediation: readonly string[]
  readonly state: State
  readonly findings: readonly Finding[]
}

export interface FamilyGroup {
  readonly family: string
  readonly title: string
  readonly checks: readonly CheckGroup[]
}

export interface RiskGroup {
  readonly risk: Finding['risk']
  readonly families: readonly FamilyGroup[]
}

/** The state of a finding or of a check. A judgement without a verdict is never taken for a pass. */
export function stateOf(judged: Pick<Finding, 'outcome' | 'verdict'>): State {
  return judged.outcome === 'judged' ? (judged.verdict ?? 'inconclusive') : judged.outcome
}

/** Findings by state, then what gates, severity, impact, distance past the fail limit, and at last by name. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(compareFindings)
}

/** The whole report as risk → family → check → finding, the worst first on every level. */
export function groupByRisk(report: Report): readonly RiskGroup[] {
  const checks = groupByCheck(report).toSorted(compareChecks)
  const risks = Map.groupBy(checks, (check) => check.risk)
  return [...risks].map(([risk, members]) => ({
    risk,
    families: [...Map.groupBy(members, (check) => check.family)].map(([family, ofFamily]) => ({
      family,
      title: ofFamily[0]!.familyTitle,
      checks: ofFamily,
    })),
  }))
}

/** How many of them are in each state. */
export function countStates(states_: Iterable<State>): Readonly<Record<State, number>> {
  const counts = { fail: 0, errored: 0, warn: 0, inconclusive: 0, skipped: 0, pass: 0 }
  for (const state of states_) counts[state]++
  return counts
}

/** The worst of some states; of none, nothing is known. */
export function worstOf(some: readonly State[]): State {
  return states.find((state) => some.includes(state)) ?? 'inconclusive'
}

/** Why a finding blocks the gate, or undefined when it does not. A reason without a subject speaks of the whole check. */
export function blockingCause(report: Report, finding: Finding): Cause | undefined {
  return report.gate.reasons.find(
    (reason) =>
      reason.check === finding.check &&
      (reason.subject === finding.subject ||
        (reason.subject === null && stateBehind[reason.cause] === stateOf(finding))),
  )?.cause
}

const stateBehind: Readonly<Record<Cause, State>> = {
  failed: 'fail',
  'could not run': 'errored',
  'required but skipped': 'skipped',
  inconclusive: 'inconclusive',
  'nothing judged': 'skipped',
}

const severities = ['blocker', 'major', 'minor'] as const
const risks = ['operational', 'security', 'ethical'] as const

interface PlacedCheck extends CheckGroup {
  readonly family: string
  readonly familyTitle: string
  readonly risk: Finding['risk']
}

function groupByCheck(report: Report): readonly PlacedCheck[] {
  const byCheck = Map.groupBy(report.findings, (finding) => finding.check)
  const entries = new Map(report.checks.map((check) => [check.id, check]))
  return [...new Set([...entries.keys(), ...byCheck.keys()])].map((id) =>
    placed(id, entries.get(id), worstFirst(byCheck.get(id) ?? [])),
  )
}

/** The state is the worst of what the check and its findings say, so that no disagreement hides a fail. */
function placed(id: string, entry: CheckEntry | undefined, findings: readonly Finding[]): PlacedCheck {
  const known = familyFor(id)
  return {
    id,
    title: entry?.title ?? id,
    remediation: entry?.remediation ?? [],
    family: entry?.family ?? familyOf(id),
    familyTitle: entry?.familyTitle ?? known.title,
    risk: entry?.risk ?? findings[0]?.risk ?? known.risk,
    state: worstOf([...(entry === undefined ? [] : [stateOf(entry)]), ...findings.map(stateOf)]),
    findings,
  }
}

function compareChecks(a: PlacedCheck, b: PlacedCheck): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    compareWorst(a.findings[0], b.findings[0]) ||
    risks.indexOf(a.risk) - risks.indexOf(b.risk) ||
    compareText(a.id, b.id)
  )
}

function compareWorst(a: Finding | undefined, b: Finding | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return compareGravity(a, b)
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareGravity(a, b) ||
    compareText(a.check, b.check) ||
    compareText(a.subject ?? '', b.subject ?? '') ||
    compareText(a.reason, b.reason)
  )
}

function compareGravity(a: Finding, b: Finding): number {
  return (
    states.indexOf(stateOf(a)) - states.indexOf(stateOf(b)) ||
    Number(b.gating) - Number(a.gating) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    falling(a.impact?.estimate ?? null, b.impact?.estimate ?? null) ||
    falling(pastLimit(a), pastLimit(b))
  )
}

/** How far the estimate lies past the fail limit, in units of the limit, so that unlike metrics can be compared. */
function pastLimit({ estimate, limits }: Finding): number | null {
  if (estimate === null || limits === null) return null
  const past = limits.worse === 'higher' ? estimate - limits.fail : limits.fail - estimate
  return past / Math.max(Math.abs(limits.fail), 1e-9)
}

/** Larger first, unknown last. */
function falling(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? 1 : a > b ? -1 : 0
}

/** By code unit, because the order of a language differs between machines. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
