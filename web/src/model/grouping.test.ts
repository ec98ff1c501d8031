import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { hostileNames } from '../../fixtures/sample-columns.ts'
import { byCheck, byFeature, byRisk } from './grouping.ts'
import { indexReport } from './report-index.ts'
import { compareStatus } from './status.ts'
import type { Status } from './status.ts'

const { findings, checks, report } = indexReport(sampleReport())
const areWorstFirst = (statuses: readonly Status[]) => expect(statuses).toEqual(statuses.toSorted(compareStatus))

test('by risk: worst first on every level, and nothing lost', () => {
  const risks = byRisk(checks)
  areWorstFirst(risks.map((group) => group.status))
  for (const { families } of risks) {
    areWorstFirst(families.map((group) => group.status))
    for (const family of families) areWorstFirst(family.checks.map((group) => group.status))
  }
  const shown = risks.flatMap((risk) =>
    risk.families.flatMap((family) => family.checks.flatMap((group) => group.findings)),
  )
  expect(new Set(shown)).toEqual(new Set(findings))
  expect(shown).toHaveLength(findings.length)
})

test('by risk: counts the findings of the risk', () => {
  const ethical = byRisk(checks).find((group) => group.risk === 'ethical')!
  expect(ethical.tally).toMatchObject({ fail: 2, warn: 1, inconclusive: 1, pass: 0 })
})

test('by check: those with more of the worst come first', () => {
  const sorted = byCheck(checks)
  areWorstFirst(sorted.map((group) => group.status))
  expect(sorted[0]!.check.id).toBe('fairness/demographic-parity')
})

test('by feature: every finding stands under its columns, or apart', () => {
  const { columns, others } = byFeature(report.data.columns, findings)
  expect(columns).toHaveLength(report.data.columns.length)
  const shown = new Set([...columns.flatMap((group) => group.findings), ...others])
  expect(shown).toEqual(new Set(findings))
  expect(others.every((entry) => entry.finding.features.length === 0)).toBe(true)
  // About two columns, so under both.
  const pair = 'subset/performance:education-num ≤ 8 and age > 50'
  const holders = columns.filter((group) => group.findings.some((entry) => entry.key === pair))
  expect(holders.map((group) => group.column.name).toSorted()).toEqual(['age', 'education-num'])
})

test('by feature: worst first, then by importance', () => {
  const { columns } = byFeature(report.data.columns, findings)
  areWorstFirst(columns.map((group) => group.status ?? 'pass'))
  const passed = columns.filter((group) => group.status === 'pass').map((group) => group.column.importance ?? -1)
  expect(passed).toEqual(passed.toSorted((a, b) => b - a))
})

test('by feature: a column named like a property of objects is a column', () => {
  const group = byFeature(report.data.columns, findings).columns.find(
    ({ column }) => column.name === hostileNames.prototype,
  )!
  expect(group.findings.map((entry) => entry.finding.check).toSorted()).toEqual([
    'drift/feature',
    'transformation/unseen-category',
  ])
})

test('by feature: a finding about a column that the report does not have stands apart', () => {
  const { others } = byFeature([], findings)
  expect(others).toHaveLength(findings.length)
})
