import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { checkEntry, finding, sampleReport } from './fixtures/sample-report.ts'
import { markdownReport } from './markdown.ts'
import { countStates, stateOf } from './order.ts'

test('is written as before', async () => {
  await expect(markdownReport(sampleReport)).toMatchFileSnapshot('fixtures/golden/report.md')
})

test('failures are shown to thirty, and the rest is counted', () => {
  const fails = Array.from({ length: 31 }, (_, i) => finding('drift/feature', { subject: `f${i}`, verdict: 'fail' }))
  const warns = Array.from({ length: 2 }, (_, i) => finding('drift/feature', { subject: `w${i}`, verdict: 'warn' }))
  const text = markdownReport({ ...sampleReport, checks: [], findings: [...warns, ...fails] })
  expect(text.match(/^\| failed/gm)).toHaveLength(30)
  expect(text).not.toContain('| warned')
  expect(text).toContain('… and 3 more, in the report: 1 failed, 2 warned.')
})

test('one check with many fails does not push the others out', () => {
  const many = Array.from({ length: 40 }, (_, i) =>
    finding('subset/performance', { subject: `s${i}`, verdict: 'fail' }),
  )
  const one = finding('drift/feature', { subject: 'age', verdict: 'warn' })
  const text = markdownReport({ ...sampleReport, checks: [], findings: [...many, one] })
  expect(text).toContain('| warned (')
  expect(text.match(/^\| failed/gm)).toHaveLength(29)
  expect(text).toContain('… and 11 more, in the report: 11 failed.')
})

test('a gate that failed, one that could not be decided and one that passed read differently', () => {
  const line = (exitCode: 0 | 1 | 3) =>
    markdownReport({ ...sampleReport, gate: { ...sampleReport.gate, passed: exitCode === 0, exitCode } })
  expect(line(0)).toContain('The gate **passed** (exit 0;')
  expect(line(1)).toContain('The gate **failed** (exit 1;')
  expect(line(3)).toContain('The gate **could not be decided** (exit 3;')
  expect(line(0).startsWith('## ✅')).toBe(true)
  for (const exitCode of [1, 3] as const) expect(line(exitCode)).not.toContain('✅')
})

test('fits a comment of GitHub, however much there is to say', () => {
  const long = '<@|`'.repeat(2000)
  const findings = (['fail', 'inconclusive', 'pass'] as const).flatMap((verdict) =>
    Array.from({ length: 200 }, (_, i) => finding('drift/feature', { verdict, subject: `${i}${long}`, reason: long })),
  )
  const broken = findings.slice(0, 200).map((one) => ({ ...one, outcome: 'errored' as const, verdict: null }))
  const data = { ...sampleReport.data, warnings: Array.from({ length: 200 }, () => long) }
  const reasons = (['failed', 'could not run', 'required but skipped', 'inconclusive'] as const).flatMap((cause) =>
    Array.from({ length: 200 }, (_, i) => ({ check: `a/b${i}`, subject: long, cause, reason: long })),
  )
  const gate = { ...sampleReport.gate, reasons }
  const text = markdownReport({ ...sampleReport, gate, data, checks: [], findings: [...findings, ...broken] })
  expect(text).toContain('  - … and 188 more, in the report')
  expect(text.length).toBeLessThan(65_536)
  expect(text).toContain('- … and 185 more, in the report')
})

test('counts every finding, and shows no fail or error as passed', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const text = markdownReport(report)
      const rows = [...text.matchAll(/^\| (?:operational|security|ethical) \| (.*) \|$/gm)].map(([, cells]) =>
        cells!.split(' | ').map(Number),
      )
      const counts = countStates(report.findings.map(stateOf))
      const total = [0, 1, 2, 3, 4, 5].map((i) => rows.reduce((sum, row) => sum + row[i]!, 0))
      expect(total).toEqual(Object.values(counts))
      expect(text.match(/^\| failed/gm)?.length ?? 0).toBe(counts.fail)
      expect(text.match(/^\| could not run/gm)?.length ?? 0).toBe(Math.min(counts.errored, 15))
      expect(text.match(/^<details>/gm)?.length).toBe(text.match(/^<\/details>/gm)?.length)
    }),
  )
})

test('what shuts the gate comes with what was seen at worst and what to do first', () => {
  const findings = [
    finding('a/b', { subject: 'x', verdict: 'fail', severity: 'major', reason: 'x is bad' }),
    finding('a/b', { subject: 'y', verdict: 'fail', severity: 'blocker', reason: 'y is worse' }),
  ]
  const reasons = findings.map(({ check, subject, reason }) => ({ check, subject, cause: 'failed' as const, reason }))
  const checks = [checkEntry('a/b', { title: 'All is well', remediation: ['Mend it.', 'Watch it.'] })]
  const text = markdownReport({ ...sampleReport, checks, findings, gate: { ...sampleReport.gate, reasons } })
  expect(text).toContain('- **1 check failed**\n  - `a/b` **All is well** (2 of 2): y is worse<br>*To do:* Mend it.\n')
})

test('a gate that passed and saw little has no sign of success', () => {
  const counts = { ...sampleReport.counts, checks: { planned: 38, judged: 2, skipped: 36, errored: 0 } }
  const gate: Report['gate'] = { passed: true, blockOn: 'major', exitCode: 0, reasons: [] }
  expect(markdownReport({ ...sampleReport, counts, gate })).toMatch(/^## ⚠️ /)
})
