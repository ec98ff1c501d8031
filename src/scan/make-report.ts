import { atLeast, type ScanLevel } from '../core/scan-level.ts'
import {
  type ScanAdvisory,
  type ScanFinding,
  type ScanGap,
  type ScannedFile,
  type ScanReport,
  type ScanVerdict,
} from '../core/scan-report.ts'
import type { FileScan } from './files/scan-file.ts'
import type { ScanPolicy } from './policy-file.ts'
import { applyPolicy } from './policy.ts'
import { rules } from './rules/index.ts'
import { type Rule, themeTags } from './rules/rule.ts'

export interface Scanned {
  readonly version: string
  readonly files: readonly FileScan[]
  /** Of several files together, and of places that are no file. */
  readonly findings: readonly ScanFinding[]
  readonly gaps: readonly ScanGap[]
  readonly skipped: readonly string[]
  readonly advisories: readonly ScanAdvisory[]
  readonly advisoryDatabase: ScanReport['advisoryDatabase']
  readonly policy: ScanPolicy
  readonly failOn: ScanLevel
}

/** The report of what was scanned. Pure: the same files give the same bytes, whatever the order they were done in. */
export function makeScanReport(scanned: Scanned): ScanReport {
  const { files, policy, failOn } = scanned
  const all = [...files.flatMap(({ findings }) => findings), ...scanned.findings]
  const { findings, accepted } = applyPolicy(all, policy)
  const gaps = [...files.flatMap((file) => file.gaps), ...scanned.gaps]
  const listed = findings.toSorted(worstFirst)
  const fires = new Set([...findings, ...accepted].map(({ rule }) => rule))
  return {
    schemaVersion: '1.0',
    tool: { name: 'airworthy', version: scanned.version },
    verdict: verdictOf(findings, gaps),
    failOn,
    passed: gaps.length === 0 && !findings.some(({ level }) => atLeast(level, failOn)),
    files: files.map((file) => fileEntry(file, findings, gaps)),
    skipped: [...scanned.skipped],
    findings: listed,
    accepted: accepted.toSorted(worstFirst),
    gaps,
    advisories: [...scanned.advisories],
    advisoryDatabase: scanned.advisoryDatabase,
    rules: Object.entries(rules)
      .filter(([id]) => fires.has(id))
      .map(([id, rule]) => ruleEntry(id, rule)),
  }
}

/** 0 clean, 1 findings at or above the threshold, 3 something could not be analysed. Findings win over gaps. */
export function scanExitCode({ findings, gaps, failOn }: Pick<ScanReport, 'findings' | 'gaps' | 'failOn'>): 0 | 1 | 3 {
  if (findings.some(({ level }) => atLeast(level, failOn))) return 1
  return gaps.length > 0 ? 3 : 0
}

/** A known vulnerability is no proof of malice, however grave it is. */
export function verdictOf(findings: readonly ScanFinding[], gaps: readonly ScanGap[]): ScanVerdict {
  if (findings.some(({ level, rule }) => atLeast(level, 'high') && rule !== 'dependencies/vulnerable'))
    return 'malicious'
  if (findings.some(({ level }) => atLeast(level, 'medium'))) return 'suspicious'
  return gaps.length > 0 ? 'incomplete' : 'clean'
}

function fileEntry(file: FileScan, findings: readonly ScanFinding[], gaps: readonly ScanGap[]): ScannedFile {
  const { path, format, sha256, coverage, members, facts } = file
  const verdict = verdictOf(
    findings.filter((one) => one.path === path),
    gaps.filter((one) => one.path === path),
  )
  return { path, format, verdict, sha256, coverage, members: [...members], facts: [...facts] }
}

export function ruleEntry(id: string, rule: Rule): ScanReport['rules'][number] {
  const { title, level, why, fix, cwe, theme } = rule
  return { id, title, level, why, fix, tags: [cwe, ...themeTags[theme]] }
}

function worstFirst(a: ScanFinding, b: ScanFinding): number {
  if (a.level !== b.level) return atLeast(a.level, b.level) ? -1 : 1
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return 0
}
