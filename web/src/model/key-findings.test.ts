import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { isKeyFinding, keyGroups } from './key-findings.ts'
import { indexReport } from './report-index.ts'

const { findings } = indexReport(sampleReport())
const groups = keyGroups(findings)

test('every fail and every warning stands in one group, and nothing else does', () => {
  const grouped = groups.flatMap((group) => group.findings)
  expect(new Set(grouped)).toEqual(
    new Set(findings.filter((entry) => entry.status === 'fail' || entry.status === 'warn')),
  )
  expect(grouped).toHaveLength(findings.filter(isKeyFinding).length)
})

test('fails come before warnings, blockers before the rest, and a group stands where its worst would', () => {
  expect(groups.map((group) => group.findings[0])).toEqual(
    findings.filter((entry) => groups.some((group) => group.findings[0] === entry)),
  )
  expect(groups[0]!.findings.map((entry) => entry.finding.subject)).toEqual(['sex: Female', 'race: Black'])
})

test('a group is of one check and one weight', () => {
  for (const { findings: members } of groups) {
    expect(
      new Set(
        members.map(({ check, status, finding, blocks }) =>
          [check.id, status, finding.severity, finding.gating, blocks].join(),
        ),
      ).size,
    ).toBe(1)
  }
})
