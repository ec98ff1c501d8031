import type { Finding, Report } from '../core/report.ts'
import { blockingCause, groupByRisk, stateOf } from './order.ts'
import type { CheckGroup } from './order.ts'
import { blockingText, coverageText, estimateText, limitText, reasonText, sentences } from './phrases.ts'
import { visibleText } from './visible-text.ts'

/**
 * JUnit XML: a suite for each family, a case for each finding, and the gate as a case of its own, so that no pipeline
 * is green when the gate is not. Keeps to the schema that Jenkins publishes (junit-10.xsd).
 */
export function junitReport(report: Report): string {
  const suites = [gateSuite(report)]
  for (const { families } of groupByRisk(report)) {
    for (const { title, checks } of families) {
      suites.push(
        suite(
          title,
          '',
          checks.flatMap((check) => casesOf(report, check)),
        ),
      )
    }
  }
  const total = tally(suites.flatMap(({ cases }) => cases))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `Airworthy: ${report.title}`, tests: total.tests, failures: total.failures, errors: total.errors })}>`,
    ...suites.map(({ text }) => text),
    '</testsuites>\n',
  ].join('\n')
}

type Result = 'passed' | 'failure' | 'error' | 'skipped'

interface Case {
  readonly classname: string
  readonly name: string
  readonly result: Result
  readonly type: string
  readonly message: string
  readonly details: string
}

interface Suite {
  readonly cases: readonly Case[]
  readonly text: string
}

function gateSuite({ gate, title, seed, tool, coverage, hashes }: Report): Suite {
  const properties = {
    version: tool.version,
    seed: String(seed),
    evaluation: coverageText(coverage.evaluation),
    reference: coverage.reference === null ? 'none' : coverageText(coverage.reference),
    plan: hashes.plan,
  }
  const reasons = gate.reasons.map(
    ({ check, subject, cause, reason }) => `${cause}: ${sentences(check, subject ?? '', reason)}`,
  )
  const gateCase: Case = {
    classname: 'gate',
    name: title,
    result: gate.passed ? 'passed' : gate.exitCode === 3 ? 'error' : 'failure',
    type: gate.exitCode === 3 ? 'could not run' : 'failed',
    message: gate.passed
      ? `The gate passed; it ${blockingText(gate)}.`
      : `The gate ${gate.exitCode === 3 ? 'could not be decided' : 'failed'}; it ${blockingText(gate)}.`,
    details: reasons.join('\n'),
  }
  const rows = Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`)
  return suite('Gate', ['    <properties>', ...rows, '    </properties>\n'].join('\n'), [gateCase])
}

function suite(name: string, head: string, cases: readonly Case[]): Suite {
  const text = `  <testsuite${attributes({ name, ...tally(cases) })}>\n${head}${cases.map(caseText).join('')}  </testsuite>`
  return { cases, text }
}

/** A check that left no finding is a case too, so that it cannot vanish. */
function casesOf(report: Report, check: CheckGroup): readonly Case[] {
  if (check.findings.length === 0) return [{ ...withoutFinding(check), classname: check.id, name: nameOf(check.title) }]
  const used = new Map<string, number>()
  return check.findings.map((finding) => {
    const name = nameOf(finding.subject ?? check.title)
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    // Some readers keep only the last of two cases with one name.
    return { ...caseOf(report, check, finding), classname: check.id, name: times === 1 ? name : `${name} (${times})` }
  })
}

type Outcome = Omit<Case, 'classname' | 'name'>

function caseOf(report: Report, check: CheckGroup, finding: Finding): Outcome {
  const state = stateOf(finding)
  const cause = blockingCause(report, finding)
  const message = `${state === 'pass' || state === 'fail' ? '' : `${state}: `}${reasonText(finding)}`
  const shared = {
    type: finding.errorCode ?? (state === 'fail' ? state : (cause ?? state)),
    message,
    details: detailsOf(finding, check),
  }
  switch (state) {
    case 'errored':
      return { ...shared, result: 'error' }
    case 'fail':
      return { ...shared, result: 'failure' }
    case 'inconclusive':
      return { ...shared, result: cause === undefined ? 'skipped' : 'failure' }
    case 'skipped':
      return { ...shared, result: cause === undefined ? 'skipped' : 'error' }
    case 'warn':
    case 'pass':
      return {
        ...shared,
        result: cause === undefined ? 'passed' : 'failure',
        details: state === 'warn' ? shared.details : '',
      }
  }
}

function withoutFinding({ state }: CheckGroup): Outcome {
  const result = { fail: 'failure', errored: 'error' } as const
  const message = `${state}: the check left no finding`
  return {
    result: state === 'fail' || state === 'errored' ? result[state] : 'skipped',
    type: state,
    message,
    details: '',
  }
}

function detailsOf(finding: Finding, { remediation }: CheckGroup): string {
  const { severity, metric, quantity, n, adjustedP, coverage, rowsNeeded } = finding
  const lines = [
    `severity: ${severity}`,
    estimateText(finding) && `${quantity ?? metric ?? 'estimate'}: ${estimateText(finding)}`,
    limitText(finding) && `limits: ${limitText(finding)}`,
    `rows: ${n}`,
    coverage === null ? '' : `coverage: ${coverageText(coverage)}`,
    adjustedP === null ? '' : `adjusted p: ${adjustedP}`,
    rowsNeeded === null ? '' : `rows needed: about ${rowsNeeded}`,
    stateOf(finding) === 'fail' && remediation[0] !== undefined ? `what helps first: ${remediation[0]}` : '',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function caseText({ classname, name, result, type, message, details }: Case): string {
  const open = `    <testcase${attributes({ classname, name })}`
  if (result === 'passed') {
    return details === ''
      ? `${open}/>\n`
      : `${open}>\n      <system-out>${escapeXml(`${message}\n${details}`)}</system-out>\n    </testcase>\n`
  }
  // GitLab shows the text of the element and not its message.
  const text = details === '' ? message : `${message}\n${details}`
  return `${open}>\n      <${result}${attributes({ type, message })}>${escapeXml(text)}</${result}>\n    </testcase>\n`
}

function tally(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const of = (result: Result) => cases.filter((one) => one.result === result).length
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') }
}

function nameOf(text: string): string {
  return visibleText(text).trim() === '' ? '(empty)' : text
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${escapeXml(String(value)).replace(/[\t\n]/g, (one) => `&#${one.charCodeAt(0)};`)}"`,
    )
    .join('')
}

/** What XML 1.0 cannot hold at all is shown by other characters. */
function escapeXml(text: string): string {
  return visibleText(text).replace(/[&<>"'\r]/g, (one) => entities[one] ?? '')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}
