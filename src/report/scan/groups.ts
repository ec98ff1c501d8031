import { scanLevels } from '../../core/scan-level.ts'
import type { ScanFinding, ScanReport, ScannedFile, ScanVerdict } from '../../core/scan-report.ts'

/** Findings of one file that say the same: one rule about one subject. */
export interface FindingGroup {
  readonly first: ScanFinding
  readonly times: number
}

/** One file with what was seen in it, worst first. */
export interface FileGroup {
  readonly path: string
  readonly file: ScannedFile | undefined
  readonly verdict: ScanVerdict
  readonly findings: readonly FindingGroup[]
  readonly gaps: readonly ScanReport['gaps'][number][]
}

const verdictOrder: readonly ScanVerdict[] = ['malicious', 'suspicious', 'incomplete', 'clean']

/** The report by file: those with findings or gaps first, the worst at the top. */
export function groupByFile(report: ScanReport): readonly FileGroup[] {
  const files = new Map(report.files.map((file) => [file.path, file]))
  const paths = new Set([
    ...files.keys(),
    ...report.findings.map(({ path }) => path),
    ...report.gaps.map(({ path }) => path),
  ])
  const findings = Map.groupBy(report.findings, ({ path }) => path)
  const gaps = Map.groupBy(report.gaps, ({ path }) => path)
  return [...paths]
    .map((path) => {
      const own = findings.get(path) ?? []
      return {
        path,
        file: files.get(path),
        verdict: files.get(path)?.verdict ?? (own.length > 0 ? worstOf(own) : 'incomplete'),
        findings: groupFindings(own),
        gaps: gaps.get(path) ?? [],
      }
    })
    .toSorted((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict))
}

export function groupFindings(findings: readonly ScanFinding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, (one) => JSON.stringify([one.rule, one.level, one.subject]))
  return [...groups.values()]
    .map((same) => ({ first: same[0]!, times: same.length }))
    .toSorted((a, b) => scanLevels.indexOf(b.first.level) - scanLevels.indexOf(a.first.level))
}

/** `archive.zip › data.pkl, at byte 31`: where something was seen within its file; empty for the file as a whole. */
export function placeOf({
  member,
  offset,
}: {
  readonly member: readonly string[]
  readonly offset: number | null
}): string {
  const inside = member.join(' › ')
  const at = offset === null ? '' : `at byte ${offset.toLocaleString('en')}`
  return [inside, at].filter((part) => part !== '').join(', ')
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let [value, unit] = [bytes / 1000, 0]
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

function worstOf(findings: readonly ScanFinding[]): ScanVerdict {
  const has = (...levels: string[]) => findings.some(({ level }) => levels.includes(level))
  return has('critical', 'high') ? 'malicious' : has('medium') ? 'suspicious' : 'clean'
}
