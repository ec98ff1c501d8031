import type { Report } from '../../../src/core/report.ts'
import { compareText } from './finding-order.ts'
import type { CheckGroup, FindingEntry } from './report-index.ts'
import { compareStatus, tallyOf, worstOf } from './status.ts'
import type { Status, Tally } from './status.ts'

export type Risk = CheckGroup['check']['risk']
export const riskTitles: Readonly<Record<Risk, string>> = {
  operational: 'Operational risk',
  security: 'Security risk',
  ethical: 'Ethical risk',
}

export type Column = Report['data']['columns'][number]

export interface FamilyGroup {
  readonly family: string
  readonly title: string
  readonly status: Status
  readonly checks: readonly CheckGroup[]
}

export interface RiskGroup {
  readonly risk: Risk
  readonly status: Status
  readonly tally: Tally
  readonly families: readonly FamilyGroup[]
}

export interface ColumnGroup {
  readonly column: Column
  readonly status: Status | null
  readonly findings: readonly FindingEntry[]
}

/** Checks worst first, and within one status in the order of their findings' number and name. */
export function byCheck(checks: readonly CheckGroup[]): readonly CheckGroup[] {
  return checks.toSorted(
    (a, b) =>
      compareStatus(a.status, b.status) || b.tally[a.status] - a.tally[a.status] || compareText(a.check.id, b.check.id),
  )
}

/** Risk → family → check, worst first on each level. */
export function byRisk(checks: readonly CheckGroup[]): readonly RiskGroup[] {
  const groups = [...Map.groupBy(byCheck(checks), ({ check }) => check.risk)].map(([risk, members]) => ({
    risk,
    status: statusOfAll(members),
    tally: tallyOf(members.flatMap((group) => group.findings.map((entry) => entry.status))),
    families: familiesOf(members),
  }))
  return groups.toSorted((a, b) => compareStatus(a.status, b.status) || compareText(a.risk, b.risk))
}

/**
 * Columns with the findings about them, worst first, then by importance. What speaks of no column of the report is
 * returned apart, so that this view loses nothing either.
 */
export function byFeature(
  columns: readonly Column[],
  findings: readonly FindingEntry[],
): { readonly columns: readonly ColumnGroup[]; readonly others: readonly FindingEntry[] } {
  const members = new Map<string, FindingEntry[]>(columns.map((column) => [column.name, []]))
  const others: FindingEntry[] = []
  for (const entry of findings) {
    const about = new Set(entry.finding.features).intersection(members)
    for (const name of about) members.get(name)!.push(entry)
    if (about.size === 0) others.push(entry)
  }
  const groups = columns.map((column): ColumnGroup => {
    const own = members.get(column.name)!
    return {
      column,
      findings: own,
      status:
        own.length === 0
          ? null
          : worstOf(
              own.map((entry) => entry.status),
              'pass',
            ),
    }
  })
  return { columns: groups.toSorted(compareColumns), others }
}

function familiesOf(checks: readonly CheckGroup[]): readonly FamilyGroup[] {
  const groups = [...Map.groupBy(checks, ({ check }) => check.family)].map(([family, members]) => ({
    family,
    title: members[0]!.check.familyTitle,
    status: statusOfAll(members),
    checks: members,
  }))
  return groups.toSorted((a, b) => compareStatus(a.status, b.status) || compareText(a.title, b.title))
}

function statusOfAll(checks: readonly CheckGroup[]): Status {
  return worstOf(
    checks.map((group) => group.status),
    'inconclusive',
  )
}

function compareColumns(a: ColumnGroup, b: ColumnGroup): number {
  return (
    compareStatus(a.status ?? 'pass', b.status ?? 'pass') ||
    (b.column.importance ?? -1) - (a.column.importance ?? -1) ||
    compareText(a.column.name, b.column.name)
  )
}
