import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding, Report } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { readXml } from './fixtures/read-xml.ts'
import type { XmlElement } from './fixtures/read-xml.ts'
import { finding, sampleReport } from './fixtures/sample-report.ts'
import { junitReport } from './junit.ts'
import { blockingCause, groupByRisk, stateOf } from './order.ts'

test('is written as before', async () => {
  await expect(junitReport(sampleReport)).toMatchFileSnapshot('fixtures/golden/report.junit.xml')
})

test('each state has its own element', () => {
  const ungated = (one: Partial<Finding>) => resultOf(one, [])
  expect(ungated({})).toBe('passed')
  expect(ungated({ verdict: 'warn' })).toBe('system-out')
  expect(ungated({ verdict: 'fail' })).toBe('failure')
  expect(ungated({ verdict: 'fail', gating: false, severity: 'minor' })).toBe('failure')
  expect(ungated({ verdict: 'inconclusive' })).toBe('skipped')
  expect(ungated({ outcome: 'skipped', verdict: null })).toBe('skipped')
  expect(ungated({ outcome: 'errored', verdict: null })).toBe('error')
})

test('what was seen is the message, and the first line of the text for readers that show the text only', () => {
  const states: Partial<Finding>[] = [
    { verdict: 'fail' },
    { verdict: 'inconclusive' },
    { outcome: 'skipped', verdict: null },
    { outcome: 'errored', verdict: null },
  ]
  for (const state of states) {
    const seen = finding('drift/feature', { ...state, reason: 'it moved' })
    const [element] = casesOf(junitReport({ ...sampleReport, checks: [], findings: [seen] }))[0]!.children
    expect(element!.attributes['message']).toMatch(/it moved$/)
    expect(element!.text.split('\n')[0]).toBe(element!.attributes['message'])
  }
})

test('what blocks the gate is red', () => {
  const blocking = (cause: Report['gate']['reasons'][number]['cause'], one: Partial<Finding>) =>
    resultOf(one, [{ check: 'drift/feature', subject: 'age', cause, reason: '' }])
  expect(blocking('inconclusive', { verdict: 'inconclusive' })).toBe('failure')
  expect(blocking('required but skipped', { outcome: 'skipped', verdict: null })).toBe('error')
})

test('the gate is a case that fails, or breaks when the run could not be finished', () => {
  const gate = (exitCode: 0 | 1 | 3) => {
    const reasons = exitCode === 0 ? [] : sampleReport.gate.reasons
    const report = { ...sampleReport, gate: { ...sampleReport.gate, passed: exitCode === 0, exitCode, reasons } }
    return readXml(junitReport(report))
      .children[0]!.children.at(-1)!
      .children.map(({ name }) => name)
  }
  expect(gate(0)).toEqual([])
  expect(gate(1)).toEqual(['failure'])
  expect(gate(3)).toEqual(['error'])
})

test('a check that left no finding is still a case', () => {
  const check = { ...sampleReport.checks[0]!, verdict: null }
  const suites = (entry: typeof check | Report['checks'][number]) =>
    readXml(junitReport({ ...sampleReport, checks: [entry], findings: [] })).children[1]!.children[0]!.children[0]!.name
  expect(suites(check)).toBe('skipped')
  expect(suites({ ...check, outcome: 'errored' })).toBe('error')
  expect(suites({ ...check, verdict: 'fail' })).toBe('failure')
})

test('cases of one check have names of their own', () => {
  const findings = [finding('a/b', { subject: '' }), finding('a/b', { subject: ' ' }), finding('a/b', { subject: 'x' })]
  const cases = casesOf(junitReport({ ...sampleReport, checks: [], findings }))
  expect(cases.map(({ attributes }) => attributes['name'])).toEqual(['(empty)', '(empty) (2)', 'x'])
})

test('any report is well-formed, counts right, and shows no fail, error or block as passed', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const root = readXml(junitReport(report))
      for (const suite of root.children) expectCounts(suite, casesIn(suite), ['tests', 'failures', 'errors', 'skipped'])
      expectCounts(root, root.children.flatMap(casesIn), ['tests', 'failures', 'errors'])

      const cases = casesOf(junitReport(report))
      const findings = groupByRisk(report).flatMap(({ families }) =>
        families.flatMap(({ checks }) => checks.flatMap((check) => check.findings)),
      )
      expect(cases).toHaveLength(findings.length)
      findings.forEach((one, i) => {
        const results = cases[i]!.children.map(({ name }) => name)
        expect(cases[i]!.attributes['classname']).toBe(one.check)
        if (stateOf(one) === 'errored') expect(results).toEqual(['error'])
        else if (stateOf(one) === 'fail') expect(results).toEqual(['failure'])
        else if (blockingCause(report, one) !== undefined) expect(['failure', 'error']).toContain(results[0])
        else if (stateOf(one) === 'pass') expect(results).toEqual([])
      })
      const red = root.children[0]!.children.at(-1)!.children.length > 0
      expect(red).toBe(!report.gate.passed)
    }),
  )
})

function resultOf(given: Partial<Finding>, reasons: Report['gate']['reasons']): string {
  const report = {
    ...sampleReport,
    gate: { ...sampleReport.gate, reasons },
    checks: [],
    findings: [finding('drift/feature', given)],
  }
  return casesOf(junitReport(report))[0]!.children[0]?.name ?? 'passed'
}

/** The cases of findings, without that of the gate. */
function casesOf(xml: string): readonly XmlElement[] {
  return readXml(xml).children.slice(1).flatMap(casesIn)
}

function casesIn(suite: XmlElement): readonly XmlElement[] {
  return suite.children.filter(({ name }) => name === 'testcase')
}

function expectCounts(element: XmlElement, cases: readonly XmlElement[], names: readonly string[]): void {
  const having = (result: string) => cases.filter(({ children }) => children.some(({ name }) => name === result)).length
  const counts: Record<string, number> = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  }
  for (const name of names) expect(element.attributes[name]).toBe(String(counts[name]))
}
