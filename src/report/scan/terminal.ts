import { count, plural } from '../../core/format.ts'
import { atLeast, type ScanLevel } from '../../core/scan-level.ts'
import type { ScanReport, ScanVerdict } from '../../core/scan-report.ts'
import { type Paint, plain } from '../paint.ts'
import { fit, wrap } from '../text-width.ts'
import { oneLine } from '../visible-text.ts'
import { bytesText, type FileGroup, type FindingGroup, groupByFile, placeOf } from './groups.ts'

export interface ScanTerminalOptions {
  readonly width?: number
  readonly paint?: Paint
  readonly outputs?: readonly string[]
  /** Lists everything, in place of the first few of each file. */
  readonly verbose?: boolean
}

const shownPerFile = 6

/** What a person sees when a scan has ended: each file that is not clean with what was seen in it, the result last. */
export function scanSummary(report: ScanReport, options: ScanTerminalOptions = {}): string {
  const { width = 100, paint = plain, outputs = [], verbose = false } = options
  const groups = groupByFile(report)
  const told = groups.filter(({ verdict, findings }) => verdict !== 'clean' || findings.some(isWorthALine))
  const lines = [headLine(report, paint), '']
  for (const group of told) lines.push(...fileLines(group, report, { width, paint, verbose }), '')
  lines.push(...footLines(report, groups, paint, outputs))
  return lines.join('\n')
}

interface Drawing {
  readonly width: number
  readonly paint: Paint
  readonly verbose: boolean
}

function isWorthALine({ first }: FindingGroup): boolean {
  return atLeast(first.level, 'low')
}

function headLine({ tool, files }: ScanReport, paint: Paint): string {
  const members = files.reduce((sum, file) => sum + file.members.length, 0)
  const bytes = files.reduce((sum, { coverage }) => sum + coverage.size, 0)
  const parts = [plural(files.length, 'file'), ...(members > 0 ? [`${count(members)} inside`] : []), bytesText(bytes)]
  return `${paint.bold(`Airworthy ${tool.version}`)}  scan of ${parts.join(' · ')}`
}

function fileLines(group: FileGroup, report: ScanReport, drawing: Drawing): string[] {
  const { paint, width, verbose } = drawing
  const { file, findings, gaps, verdict, path } = group
  const format = file === undefined ? '' : paint.dim(`  ${file.format}, ${bytesText(file.coverage.size)}`)
  const mark = file === undefined && verdict === 'clean' ? '– note      ' : markOf(verdict, paint)
  const lines = [`${mark} ${paint.bold(fit(oneLine(path), width - 30))}${format}`]
  const grave = findings.filter(isWorthALine)
  const worth = verbose ? findings : grave.filter(isNews)
  const listed = verbose ? worth : worth.slice(0, shownPerFile)
  for (const one of listed) lines.push(...findingLines(one, report, drawing))
  const rest = worth.length - listed.length
  if (rest > 0) lines.push(paint.dim(`    and ${plural(rest, 'more finding')}`))
  const alike = verbose ? 0 : grave.length - worth.length
  if (alike > 0) lines.push(paint.dim(`    and ${plural(alike, 'more finding')} about the same, with --verbose`))
  for (const gap of verbose ? gaps : gaps.slice(0, shownPerFile)) {
    const place = placeOf(gap)
    lines.push(
      `    ${paint.yellow('not analysed')}  ${oneLine(gap.detail)}${place === '' ? '' : paint.dim(` (${oneLine(place)})`)}`,
    )
  }
  if (!verbose && gaps.length > shownPerFile) {
    lines.push(paint.dim(`    and ${plural(gaps.length - shownPerFile, 'more gap')}`))
  }
  return lines
}

/** Whether no graver finding of the file has told of the same thing, such as the import of what is called. */
function isNews({ first }: FindingGroup, index: number, all: readonly FindingGroup[]): boolean {
  return !all
    .slice(0, index)
    .some((other) => other.first.subject === first.subject && other.first.level !== first.level)
}

function findingLines({ first, times }: FindingGroup, report: ScanReport, { width, paint }: Drawing): string[] {
  const rule = report.rules.find(({ id }) => id === first.rule)
  const place = placeOf(first)
  const often = times > 1 ? `, ${times} times` : ''
  const lines = [
    `    ${inColourOf(first.level, first.level.padEnd(8), paint)}  ${rule?.title ?? first.rule}${often}  ${paint.dim(first.rule)}`,
  ]
  const indent = ' '.repeat(14)
  for (const line of wrap(oneLine(first.detail), width - 14)) lines.push(indent + line)
  if (first.call !== null) lines.push(indent + paint.cyan(fit(oneLine(first.call), width - 14)))
  if (place !== '') lines.push(indent + paint.dim(fit(oneLine(place), width - 14)))
  if (rule !== undefined && atLeast(first.level, 'medium')) {
    for (const [index, line] of wrap(rule.fix, width - 16).entries())
      lines.push(`${indent}${index === 0 ? '→' : ' '} ${line}`)
  }
  return lines
}

function footLines(
  report: ScanReport,
  groups: readonly FileGroup[],
  paint: Paint,
  outputs: readonly string[],
): string[] {
  const lines: string[] = []
  const byVerdict = Map.groupBy(
    groups.filter(({ file, verdict }) => file !== undefined || verdict !== 'clean'),
    ({ verdict }) => verdict,
  )
  const counts = (['clean', 'malicious', 'suspicious', 'incomplete'] as const).flatMap((verdict) => {
    const amount = byVerdict.get(verdict)?.length ?? 0
    return amount === 0 ? [] : [inColourOf(verdict, `${count(amount)} ${verdict}`, paint)]
  })
  lines.push(counts.join(' · '))
  const quiet = report.findings.filter(({ level }) => level === 'info').length
  if (quiet > 0) lines.push(paint.dim(`${plural(quiet, 'note')} at level info: see a report`))
  if (report.accepted.length > 0) lines.push(`${plural(report.accepted.length, 'finding')} accepted by the policy`)
  if (report.skipped.length > 0)
    lines.push(paint.dim(`left out: ${report.skipped.slice(0, 5).map(oneLine).join(', ')}`))
  if (report.advisoryDatabase !== null) {
    const { date, records } = report.advisoryDatabase
    lines.push(paint.dim(`advisories of ${date}, ${count(records)} records`))
  }
  for (const output of outputs) lines.push(`→ ${output}`)
  lines.push(resultLine(report, paint))
  return lines
}

function resultLine({ findings, gaps, failOn, passed }: ScanReport, paint: Paint): string {
  const failing = findings.filter(({ level }) => atLeast(level, failOn)).length
  if (passed) {
    const seen = findings.length === 0 ? 'nothing was found' : `nothing at ${failOn} or above was found`
    return paint.green(paint.bold(`Passed: every byte is accounted for, and ${seen}.`))
  }
  if (failing > 0) return paint.red(paint.bold(`Failed: ${plural(failing, 'finding')} at ${failOn} or above.`))
  return paint.yellow(
    paint.bold(`Incomplete: ${plural(gaps.length, 'part')} could not be analysed, so nothing is promised.`),
  )
}

function markOf(verdict: ScanVerdict, paint: Paint): string {
  const signs = { malicious: '✗', suspicious: '!', incomplete: '?', clean: '✓' } as const
  return inColourOf(verdict, `${signs[verdict]} ${verdict.padEnd(10)}`, paint)
}

function inColourOf(what: ScanLevel | ScanVerdict, text: string, paint: Paint): string {
  switch (what) {
    case 'critical':
    case 'high':
    case 'malicious':
      return paint.red(text)
    case 'medium':
    case 'suspicious':
    case 'incomplete':
      return paint.yellow(text)
    case 'clean':
      return paint.green(text)
    case 'low':
    case 'info':
      return paint.dim(text)
  }
}
