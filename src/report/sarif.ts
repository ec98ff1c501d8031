import { createHash } from 'node:crypto'
import { canonicalJson } from '../core/canonical-json.ts'
import type { CheckEntry, Finding, Report } from '../core/report.ts'
import { markdownText } from './markdown-text.ts'
import { blockingCause, stateOf, worstFirst } from './order.ts'
import { blockingText, coverageText, estimateText, limitText, reasonText, sentences } from './phrases.ts'
import { visibleText } from './visible-text.ts'

/**
 * SARIF 2.1.0 (OASIS, with errata 01). A fail is a problem, a warning a small one; what is inconclusive is `open`,
 * "insufficient information to decide"; what was skipped is `notApplicable`. What broke is no result but a
 * notification, and then the run did not succeed.
 */
export function sarifReport(report: Report): string {
  const findings = worstFirst(report.findings)
  const rules = new Map(report.checks.map((check, index) => [check.id, index]))
  const run = {
    tool: { driver: driver(report) },
    invocations: [invocation(report, findings, rules)],
    artifacts: artifacts(report),
    results: findings.filter((one) => stateOf(one) !== 'errored').map((one) => result(report, one, rules)),
    properties: {
      gate: report.gate,
      counts: report.counts,
      coverage: report.coverage,
      seed: report.seed,
      hashes: report.hashes,
      reportVersion: report.schemaVersion,
    },
  }
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
  return `${canonicalJson({ $schema: schema, version: '2.1.0', runs: [run] }, 2)}\n`
}

type RuleIndex = ReadonlyMap<string, number>

function driver({ tool, checks }: Report): object {
  return {
    name: 'Airworthy',
    version: tool.version,
    semanticVersion: tool.version,
    rules: checks.map(rule),
    notifications: [
      { id: 'could-not-run', shortDescription: message('A check could not be finished, so nothing is known of it.') },
      { id: 'gate', shortDescription: message('The gate is shut by what was not judged.') },
    ],
  }
}

function rule(check: CheckEntry): object {
  const { id, title, protectsAgainst, remediation, references, standards, risk, severity, family } = check
  const links = references.filter(({ url }) => /^https?:\/\/[^\s<>()]+$/.test(url))
  const help = [
    ...remediation.map((step, i) => `${i + 1}. ${markdownText(step)}`),
    '',
    ...links.map((link) => `- [${markdownText(link.title)}](${link.url})`),
  ]
  return {
    id,
    name: title,
    shortDescription: message(title),
    fullDescription: message(protectsAgainst),
    help: { ...message(remediation.join('\n')), markdown: braces(help.join('\n').trim()) },
    ...(links[0] === undefined ? {} : { helpUri: links[0].url }),
    defaultConfiguration: { level: failLevel[severity] },
    // GitHub refuses more than 20 tags.
    properties: { tags: [...new Set([risk, family, ...standards])].slice(0, 20), standards, severity },
  }
}

function invocation(report: Report, findings: readonly Finding[], rules: RuleIndex): object {
  const { gate } = report
  const errored = findings.filter((one) => stateOf(one) === 'errored')
  return {
    executionSuccessful: errored.length === 0 && gate.exitCode !== 3,
    exitCode: gate.exitCode,
    exitCodeDescription: `The gate ${gate.passed ? 'passed' : gate.exitCode === 3 ? 'could not be decided' : 'failed'}; it ${blockingText(gate)}.`,
    toolExecutionNotifications: [
      ...errored.map((one) => ({
        ...notification('could-not-run', sentences(one.subject ?? '', one.reason), one.check, rules),
        properties: { errorCode: one.errorCode },
      })),
      ...gate.reasons
        .filter(({ cause }) => cause === 'required but skipped' || cause === 'inconclusive')
        .map((one) => notification('gate', sentences(one.cause, one.subject ?? '', one.reason), one.check, rules)),
    ],
  }
}

function notification(id: string, text: string, check: string, rules: RuleIndex): object {
  const index = rules.get(check)
  const associatedRule = index === undefined ? { id: check } : { id: check, index }
  return { descriptor: { id }, level: 'error', message: message(`${check}: ${text}`), associatedRule }
}

function artifacts({ data, hashes }: Report): readonly object[] {
  const files = [
    { file: data.evaluation.file, hash: hashes.evaluation, roles: { roles: ['analysisTarget'] } },
    ...(data.reference === null ? [] : [{ file: data.reference.file, hash: hashes.reference, roles: {} }]),
  ]
  return files.map(({ file, hash, roles }) => ({
    location: { uri: uriOf(file) },
    ...roles,
    ...(hash !== null && /^[0-9a-f]{64}$/.test(hash) ? { hashes: { 'sha-256': hash } } : {}),
  }))
}

function result(report: Report, finding: Finding, rules: RuleIndex): object {
  const { check, subject } = finding
  const index = rules.get(check)
  const place = subject ?? check
  return {
    ruleId: check,
    ...(index === undefined ? {} : { ruleIndex: index }),
    ...nature(finding),
    message: message(sentences(reasonText(finding), limitText(finding))),
    locations: [
      {
        // GitHub shows no result without a line, and a table has none.
        physicalLocation: {
          artifactLocation: { uri: uriOf(report.data.evaluation.file), index: 0 },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: place,
            fullyQualifiedName: subject === null ? check : `${check}#${subject}`,
            kind: subject === null ? 'check' : 'subject',
          },
        ],
      },
    ],
    partialFingerprints: fingerprints(check, subject),
    properties: numbersOf(report, finding),
  }
}

const failLevel = { blocker: 'error', major: 'error', minor: 'warning' } as const

/** Only a `fail` has a level (§3.27.10); a warning of ours is below every fail. */
function nature(finding: Finding): { readonly kind: string; readonly level: string } {
  switch (stateOf(finding)) {
    case 'fail':
      return { kind: 'fail', level: failLevel[finding.severity] }
    case 'warn':
      return { kind: 'fail', level: 'note' }
    case 'inconclusive':
      return { kind: 'open', level: 'none' }
    case 'skipped':
      return { kind: 'notApplicable', level: 'none' }
    case 'pass':
      return { kind: 'pass', level: 'none' }
    case 'errored':
      throw new Error(`${finding.check} broke, which is no result`)
  }
}

/**
 * The same for the same subject of the same check in every run. GitHub reads `primaryLocationLineHash` only, and
 * without it would take all findings in one file for one.
 */
function fingerprints(check: string, subject: string | null): object {
  const hash = createHash('sha256')
    .update(JSON.stringify([check, subject]))
    .digest('hex')
    .slice(0, 32)
  return { 'airworthySubject/v1': hash, primaryLocationLineHash: `${hash}:1` }
}

function numbersOf(report: Report, finding: Finding): object {
  const { verdict, severity, risk, gating, features, metric, estimate, interval, n, p, adjustedP, q, coverage } =
    finding
  return {
    verdict: verdict ?? finding.outcome,
    blocks: blockingCause(report, finding) ?? null,
    severity,
    risk,
    gating,
    features,
    metric,
    estimate,
    shown: estimateText(finding),
    interval,
    n,
    p,
    adjustedP,
    q,
    rowsNeeded: finding.rowsNeeded,
    coverage: coverage === null ? null : coverageText(coverage),
  }
}

/** A message; `{n}` would be a placeholder (§3.11.5) and `[text](target)` a link (§3.11.6), so neither is left. */
function message(text: string): { readonly text: string } {
  return { text: braces(visibleText(text).replaceAll('](', '] (')) || '(empty)' }
}

function braces(text: string): string {
  return text.replace(/[{}]/g, '$&$&')
}

function uriOf(file: string): string {
  return encodeURIComponent(visibleText(file)) || 'evaluation'
}
