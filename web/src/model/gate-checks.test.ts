import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { gateChecks } from './gate-checks.ts'
import { gateSummary } from './gate-sentence.ts'
import { indexReport } from './report-index.ts'

const report = sampleReport()
const index = indexReport(report)
const { groups } = gateSummary(report)

test('each check stands once, the one with the worst finding first, and no reason is lost', () => {
  const checks = groups.flatMap((group) => gateChecks(group, index))
  expect(checks.reduce((sum, { amount }) => sum + amount, 0)).toBe(report.gate.reasons.length)
  const failed = gateChecks(groups[0]!, index)
  const worst = index.findings.filter(({ blocks }) => blocks === 'failed').map(({ check }) => check.id)
  expect(failed.map(({ id }) => id)).toEqual([...new Set(worst)])
  for (const { step } of failed) expect(step).toMatch(/\.$/)
  for (const { key, id } of failed) expect(index.findings.find((entry) => entry.key === key)?.check.id).toBe(id)
})

test('a reason whose finding is not in the report is told all the same', () => {
  const reasons = [{ check: 'drift/gone', subject: 'x', cause: 'failed', reason: 'it moved' }] as const
  expect(gateChecks({ cause: 'failed', title: '', reasons }, index)).toMatchObject([
    { id: 'drift/gone', title: 'drift/gone', amount: 1, of: 1, seen: 'It moved' },
  ])
})

test('what could not run, was skipped or is undecided tells what to do too', () => {
  const reasons = [{ check: 'drift/gone', subject: null, cause: 'could not run', reason: 'it broke' }] as const
  expect(gateChecks({ cause: 'could not run', title: '', reasons }, index)[0]!.step).toMatch(/run again/)
  expect(gateChecks({ cause: 'required but skipped', title: '', reasons }, index)[0]!.step).toMatch(/gate.required/)
  expect(gateChecks({ cause: 'inconclusive', title: '', reasons }, index)[0]!.step).toMatch(/more rows/)
  expect(gateChecks({ cause: 'nothing judged', title: '', reasons }, index)[0]!.step).not.toMatch(/gate\./)
})

test('a check that broke by its own fault is not for the reader to mend', () => {
  const broken = sampleReport().findings.find(({ outcome }) => outcome === 'errored')!
  const findings = [{ ...broken, errorCode: 'CHECK_FAILED' }]
  const reasons = [{ check: broken.check, subject: broken.subject, cause: 'could not run', reason: 'x' }] as const
  const [check] = gateChecks({ cause: 'could not run', title: '', reasons }, indexReport(sampleReport(findings)))
  expect(check!.step).toMatch(/bug of the check/)
})
