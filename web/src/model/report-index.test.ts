import { expect, test } from 'vitest'
import { finding } from '../../fixtures/sample-finding.ts'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { groupOf, indexReport, keyOf } from './report-index.ts'

test('holds every finding once, worst first, under its check', () => {
  const report = sampleReport()
  const index = indexReport(report)
  expect(new Set(index.findings.map((entry) => entry.finding))).toEqual(new Set(report.findings))
  expect(index.findings).toHaveLength(report.findings.length)
  expect(index.checks.flatMap((group) => group.findings)).toHaveLength(report.findings.length)
  expect(index.findings[0]!.status).toBe('fail')
  expect(index.findings.at(-1)!.status).toBe('pass')
})

test('keys are unique, also where a check repeats a subject', () => {
  const twice = finding('drift/feature', 'age', 'pass', 'twice', {})
  const index = indexReport(sampleReport([...sampleReport().findings, twice, twice]))
  const keys = index.findings.map((entry) => entry.key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toContain('drift/feature:age #2')
})

test('a missing subject and an empty one differ', () => {
  expect(keyOf('a/b', null)).not.toBe(keyOf('a/b', ''))
})

test('knows what holds up the gate, and why', () => {
  const { findings } = indexReport(sampleReport())
  const blocking = findings.filter((entry) => entry.blocks !== null)
  expect(blocking).toHaveLength(sampleReport().gate.reasons.length)
  expect(blocking.find((entry) => entry.status === 'errored')!.blocks).toBe('could not run')
})

test('a check without findings is shown all the same, and not as a pass', () => {
  const report = sampleReport(sampleReport().findings.filter((each) => each.check !== 'leakage/time'))
  const group = indexReport(report).checks.find((each) => each.check.id === 'leakage/time')!
  expect(group.status).toBe('skipped')
  expect(group.findings.map((entry) => entry.status)).toEqual(['skipped'])
})

test('findings of a check that the report does not describe are shown under its id', () => {
  const stray = { ...finding('drift/feature', 'age', 'fail', 'odd', {}), check: '__proto__' }
  const group = indexReport(sampleReport([stray])).checks.find((each) => each.check.id === '__proto__')!
  expect(group.status).toBe('fail')
  expect(group.check.title).toBe('__proto__')
})

test('a check is no pass while one of its findings is not', () => {
  const check = { ...sampleReport().checks[0]!, outcome: 'judged' as const, verdict: 'pass' as const }
  const { findings } = indexReport(sampleReport())
  const skipped = findings.filter((entry) => entry.status === 'skipped')
  expect(groupOf(check, skipped).status).toBe('skipped')
  expect(
    groupOf(
      { ...check, outcome: 'errored', verdict: null },
      findings.filter((entry) => entry.status === 'pass'),
    ).status,
  ).toBe('errored')
})
