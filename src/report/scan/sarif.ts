import { canonicalJson } from '../../core/canonical-json.ts'
import { atLeast, type ScanLevel } from '../../core/scan-level.ts'
import type { ScanFinding, ScanReport } from '../../core/scan-report.ts'
import { braces, fingerprintOf, message, notificationKind } from '../sarif-text.ts'
import { visibleText } from '../visible-text.ts'
import { placeOf } from './groups.ts'

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
/** What GitHub takes of one run. */
const resultsAtMost = 25_000
/** GitHub's ranking of security results, from 0 to 10. */
const severities: Readonly<Record<ScanLevel, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
}

const notificationsAtMost = 1000

/** What a reader has to know and is no problem of the files. */
const notificationKinds = [
  notificationKind('not-analysed', 'A part of a file could not be analysed.'),
  notificationKind('accepted', 'A finding that a policy accepts.'),
  notificationKind('informational', 'What a file holds, and is no flaw.'),
]

/**
 * SARIF 2.1.0 (OASIS, with errata 01). A place in a binary file is a byte offset and, for readers that know only
 * lines, line 1. What could not be analysed is a notification, and then the run did not succeed. So is what a policy
 * accepts and what only informs: GitHub opens an alert for each result, whatever its kind, level or suppressions say.
 */
export function scanSarif(report: ScanReport): string {
  const indexes = new Map(report.rules.map(({ id }, index) => [id, index]))
  const artifacts = new Map(report.files.map(({ path }, index) => [path, index]))
  const isProblem = ({ level }: ScanFinding) => atLeast(level, 'low')
  const informing = report.findings.filter((one) => !isProblem(one))
  const run = {
    tool: {
      driver: {
        name: 'Airworthy scan',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: report.rules.map(rule),
        notifications: notificationKinds,
      },
    },
    invocations: [
      {
        executionSuccessful: report.gaps.length === 0,
        toolExecutionNotifications: [
          ...report.gaps.slice(0, notificationsAtMost).map((gap) => ({
            descriptor: { id: 'not-analysed' },
            level: 'error',
            message: message([gap.detail, placeOf(gap)].filter((part) => part !== '').join(', ')),
            locations: [location(gap.path, gap.member, gap.offset, gap.length, artifacts)],
          })),
          ...report.accepted.slice(0, notificationsAtMost).map((one) => noted('accepted', one, indexes, artifacts)),
          ...informing.slice(0, notificationsAtMost).map((one) => noted('informational', one, indexes, artifacts)),
        ],
      },
    ],
    artifacts: report.files.map((file) => ({
      location: { uri: uriOf(file.path) },
      length: file.coverage.size,
      ...(file.sha256 === null ? {} : { hashes: { 'sha-256': file.sha256 } }),
    })),
    results: report.findings
      .filter(isProblem)
      .slice(0, resultsAtMost)
      .map((one) => result(one, indexes, artifacts)),
    properties: {
      verdict: report.verdict,
      passed: report.passed,
      failOn: report.failOn,
      reportVersion: report.schemaVersion,
    },
  }
  return `${canonicalJson({ $schema: schema, version: '2.1.0', runs: [run] }, 2)}\n`
}

function rule({ id, title, why, fix, level, tags }: ScanReport['rules'][number]): object {
  return {
    id,
    name: title,
    shortDescription: message(title),
    fullDescription: message(why),
    help: { ...message(fix), markdown: braces(fix) },
    defaultConfiguration: { level: levelOf(level) },
    // GitHub refuses more than 20 tags, and shows the severity only for what is tagged so.
    properties: { 'security-severity': severities[level], tags: ['security', ...tags].slice(0, 20) },
  }
}

type Indexes = ReadonlyMap<string, number>

function result(finding: ScanFinding, rules: Indexes, artifacts: Indexes): object {
  const { rule: id, level, path, member, offset, length, subject } = finding
  const index = rules.get(id)
  return {
    ruleId: id,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'fail',
    level: levelOf(level),
    message: message(textOf(finding)),
    locations: [location(path, member, offset, length, artifacts)],
    partialFingerprints: fingerprints(id, path, member, subject),
    properties: { level, subject, 'security-severity': severities[level] },
  }
}

function noted(id: string, finding: ScanFinding, rules: Indexes, artifacts: Indexes): object {
  const { rule: ruleId, level, path, member, offset, length } = finding
  const index = rules.get(ruleId)
  return {
    descriptor: { id },
    level: 'note',
    message: message(`${ruleId}: ${textOf(finding)}`),
    associatedRule: index === undefined ? { id: ruleId } : { id: ruleId, index },
    locations: [location(path, member, offset, length, artifacts)],
    properties: { level },
  }
}

function textOf({ detail, call }: ScanFinding): string {
  return call === null ? detail : `${detail} (${call})`
}

function location(
  path: string,
  member: readonly string[],
  offset: number | null,
  length: number | null,
  artifacts: Indexes,
): object {
  const index = artifacts.get(path)
  const inside = [path, ...member].join('!')
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), ...(index === undefined ? {} : { index }) },
      // An offset within a member is no offset of the file.
      region: {
        startLine: 1,
        ...(offset === null || member.length > 0 ? {} : { byteOffset: offset, byteLength: length ?? 0 }),
      },
    },
    logicalLocations: [
      {
        name: member.at(-1) ?? path,
        fullyQualifiedName: offset === null ? inside : `${inside}@0x${offset.toString(16)}`,
        kind: 'member',
      },
    ],
  }
}

/** Of rule, place and subject, not of the offset: the same in every version of a file that has the same flaw. */
function fingerprints(...parts: readonly unknown[]): object {
  const hash = fingerprintOf(parts)
  return { 'airworthyFinding/v1': hash, primaryLocationLineHash: `${hash}:1` }
}

function levelOf(level: ScanLevel): 'error' | 'warning' | 'note' {
  return atLeast(level, 'high') ? 'error' : level === 'medium' ? 'warning' : 'note'
}

function uriOf(path: string): string {
  return visibleText(path).split('/').map(encodeURIComponent).join('/')
}
