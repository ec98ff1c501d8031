import { count, plural } from '../../core/format.ts'
import { atLeast } from '../../core/scan-level.ts'
import type { ScanReport } from '../../core/scan-report.ts'
import { markdownText } from '../markdown-text.ts'
import { bytesText, groupByFile, placeOf } from './groups.ts'

const rowsAtMost = 100

/** The result for a pull request: a sentence, a table of findings, and what could not be analysed. */
export function scanMarkdown(report: ScanReport): string {
  const { findings, gaps, files, failOn, passed } = report
  const failing = findings.filter(({ level }) => atLeast(level, failOn)).length
  const state = passed ? 'passed' : failing > 0 ? 'failed' : 'is incomplete'
  const lines = [
    `### The scan ${state}: ${report.verdict}`,
    '',
    `${plural(files.length, 'file')}, ${bytesText(files.reduce((sum, { coverage }) => sum + coverage.size, 0))}; ` +
      `${plural(failing, 'finding')} at ${failOn} or above, ${plural(gaps.length, 'part')} not analysed.`,
  ]
  const rows = groupByFile(report).flatMap(({ path, findings: groups }) => groups.map((group) => ({ path, ...group })))
  if (rows.length > 0) {
    lines.push('', '| Level | File | Finding | What was seen |', '|---|---|---|---|')
    for (const { path, first, times } of rows.slice(0, rowsAtMost)) {
      const place = placeOf(first)
      const seen = [first.detail, first.call ?? '', times > 1 ? `${times} times` : '']
        .filter((part) => part !== '')
        .join(' — ')
      const where = place === '' ? path : `${path} (${place})`
      lines.push(`| ${first.level} | ${markdownText(where)} | \`${first.rule}\` | ${markdownText(seen)} |`)
    }
    if (rows.length > rowsAtMost) lines.push('', `… and ${count(rows.length - rowsAtMost)} more.`)
  }
  if (gaps.length > 0) {
    lines.push('', '**Not analysed**', '')
    for (const gap of gaps.slice(0, 20)) {
      const place = placeOf(gap)
      lines.push(`- ${markdownText([gap.path, place, gap.detail].filter((part) => part !== '').join(': '))}`)
    }
    if (gaps.length > 20) lines.push(`- … and ${count(gaps.length - 20)} more`)
  }
  return `${lines.join('\n')}\n`
}
