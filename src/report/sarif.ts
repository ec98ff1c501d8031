import { canonicalJson } from '../core/canonical-json.ts'
import type { CheckEntry, Finding, Report } from '../core/report.ts'
import { markdownText } from './markdown-text.ts'
import { blockingCause, stateOf, worstFirst } from './order.ts'
import { blockingText, coverageText, estimateText, limitText, reasonText, sentences } from './phrases.ts'
import { notificationKinds, notificationsOf } from './sarif-notifications.ts'
import { braces, fingerprintOf, message } from './sarif-text.ts'
import { visibleText } from './visible-text.ts'

/** What GitHub takes of one run. */
const resultsAtMost = 25_000

/**
 * SARIF 2.1.0 (OASIS, with errata 01). Results are problems only: GitHub reads no `kind` and would open an alert for
 * each pass. A fail is a problem, a warning a small one, and what shuts the gate without a fail is one of the rule
 * `gate`. What broke, could not be decided or was skipped is a notification; with what broke the run did not succeed.
 * What passed is told by the verdict of its rule, and counted.
 */
export function sarifReport(report: Report): string {
  const findings = worstFirst(report.findings)
  const rules = new Map([...report.checks.map(({ id }) => id), gateRule.id].map((id, index) => [id, index]))
  const problems = findings.filter((one) => stateOf(one) === 'fail' || stateOf(one) === 'warn')
  const run = {
    tool: { driver: driver(report) },
    invocations: [invocation(report, findings, rules)],
    artifacts: artifacts(report),
    results: [
      ...report.gate.reasons
        .filter(({ cause }) => cause !== 'failed')
        .map((reason) => gateResult(report, reason, rules)),
      ...problems.map((one) => findingResult(report, one, rules)),
    ].slice(0, resultsAtMost),
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

const gateText = 'A check that the gate waits for was not judged, so the run has not passed.'
const gateHelp = 'Read the reason of each check that could not run, was skipped or is inconclusive, and mend it.'
const gateRule = {
  id: 'gate',
  name: 'Everything that the gate waits for was judged',
  shortDescription: message('Everything that the gate waits for was judged'),
  fullDescription: message(gateText),
  help: message(gateHelp),
  defaultConfiguration: { level: 'error' },
} as const

function driver({ tool, checks }: Report): object {
  return {
    name: 'Airworthy',
    version: tool.version,
    semanticVersion: tool.version,
    rules: [...checks.map(rule), gateRule],
    notifications: notificationKinds,
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
    properties: {
      // GitHub refuses more than 20 tags.
      tags: [...new Set([risk, family, ...standards])].slice(0, 20),
      standards,
      severity,
      verdict: stateOf(check),
    },
  }
}

function invocation(report: Report, findings: readonly Finding[], rules: RuleIndex): object {
  const { gate } = report
  return {
    executionSuccessful: !findings.some((one) => stateOf(one) === 'errored') && gate.exitCode !== 3,
    exitCode: gate.exitCode,
    exitCodeDescription: `The gate ${gate.passed ? 'passed' : gate.exitCode === 3 ? 'could not be decided' : 'failed'}; it ${blockingText(gate)}.`,
    toolExecutionNotifications: notificationsOf(report, findings, rules),
  }
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

const failLevel = { blocker: 'error', major: 'error', minor: 'warning' } as const

function findingResult(report: Report, finding: Finding, rules: RuleIndex): object {
  const { check, subject } = finding
  const text = message(sentences(reasonText(finding), limitText(finding)))
  return {
    ...resultAbout(report, check, check, subject, rules),
    level: levelOf(report, finding),
    message: text,
    properties: numbersOf(report, finding),
  }
}

/** What shuts the gate has to stop a pull request, whatever its severity; a warning of ours is below every fail. */
function levelOf(report: Report, finding: Finding): 'error' | 'warning' | 'note' {
  if (stateOf(finding) !== 'fail') return 'note'
  return blockingCause(report, finding) === undefined ? failLevel[finding.severity] : 'error'
}

/** GitHub shows no notifications, so what shuts the gate without a fail has to be a result as well. */
function gateResult(report: Report, reason: Report['gate']['reasons'][number], rules: RuleIndex): object {
  const { check, subject, cause } = reason
  return {
    ...resultAbout(report, gateRule.id, check, subject, rules),
    level: 'error',
    message: message(`${check}: ${sentences(cause, subject ?? '', reason.reason)}`),
    properties: { blocks: cause, check, verdict: 'fail' },
  }
}

function resultAbout(report: Report, ruleId: string, check: string, subject: string | null, rules: RuleIndex) {
  const index = rules.get(ruleId)
  // The same for the same subject of the same check in every run.
  const hash = fingerprintOf(ruleId === check ? [check, subject] : [ruleId, check, subject])
  return {
    ruleId,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'fail',
    locations: [
      {
        // GitHub shows no result without a line, and a table has none.
        physicalLocation: {
          artifactLocation: { uri: uriOf(report.data.evaluation.file), index: 0 },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: subject ?? check,
            fullyQualifiedName: subject === null ? check : `${check}#${subject}`,
            kind: subject === null ? 'check' : 'subject',
          },
        ],
      },
    ],
    // GitHub reads the second only, and without it would take all findings in one file for one.
    partialFingerprints: { 'airworthySubject/v1': hash, primaryLocationLineHash: `${hash}:1` },
  }
}

function numbersOf(report: Report, finding: Finding): object {
  const {
    verdict,
    severity,
    risk,
    gating,
    features,
    metric,
    quantity,
    estimate,
    interval,
    n,
    p,
    adjustedP,
    q,
    coverage,
  } = finding
  return {
    verdict: verdict ?? finding.outcome,
    blocks: blockingCause(report, finding) ?? null,
    severity,
    risk,
    gating,
    features,
    metric,
    quantity,
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

function uriOf(file: string): string {
  return encodeURIComponent(visibleText(file)) || 'evaluation'
}
