import { count, number } from '../core/format.ts'
import type { Finding, Report } from '../core/report.ts'
import { clipped, markdownCode, markdownTable, markdownText } from './markdown-text.ts'
import { countStates, groupByRisk, states, stateOf, worstFirst } from './order.ts'
import type { State } from './order.ts'
import { gateLines, signOf } from './markdown-gate.ts'
import { coverageText, estimateText, reasonText, stateWords } from './phrases.ts'

/** A comment of GitHub holds 65,536 characters, so tables end after some rows, and the rest is counted. */
const shownFailures = 30
/** Of one check, so that its many subjects do not push the others out. */
const shownOfCheck = 5
const shownOthers = 15

/** The report for a pull request, in GitHub-flavoured Markdown. */
export function markdownReport(report: Report): string {
  const findings = worstFirst(report.findings)
  const of = (...some: readonly State[]) => findings.filter((one) => some.includes(stateOf(one)))
  return [
    `## ${signOf(report)} ${markdownText(report.title)}`,
    '',
    ...gateLines(report),
    '',
    ...markdownTable(['Findings by risk', ...states.map((state) => words[state])], countRows(report)),
    ...section('Failed and warned', findingTable(of('fail', 'warn'), shownFailures)),
    ...section('Metrics', metricTable(report)),
    ...details('Could not run', of('errored'), findingTable),
    ...details('Inconclusive', of('inconclusive'), findingTable),
    ...details('Skipped', of('skipped'), findingTable),
    ...details('Warnings about the data', report.data.warnings, warningList),
    ...provenance(report),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

const words: Readonly<Record<State, string>> = {
  fail: '✗ failed',
  errored: '‼ could not run',
  warn: '! warned',
  inconclusive: '? inconclusive',
  skipped: '– skipped',
  pass: '✓ passed',
}

function countRows(report: Report): readonly (readonly string[])[] {
  return groupByRisk(report).map(({ risk, families }) => {
    const counts = countStates(
      families.flatMap(({ checks }) =>
        checks.flatMap(({ findings, state }) => (findings.length === 0 ? [state] : findings.map(stateOf))),
      ),
    )
    return [risk, ...states.map((state) => count(counts[state]))]
  })
}

function findingTable(findings: readonly Finding[], shown = shownOthers): readonly string[] {
  const chosen = chosenOf(findings, shown)
  const rows = chosen.map((finding) => [
    `${stateWords[stateOf(finding)]} (${finding.severity})`,
    markdownCode(finding.check),
    finding.subject === null ? '' : markdownCode(clipped(finding.subject, 80)),
    markdownText(clipped(reasonText(finding))),
    estimateText(finding),
  ])
  const left = findings.filter((finding) => !chosen.includes(finding))
  return [
    ...markdownTable(['Verdict', 'Check', 'Subject', 'What was seen', 'Estimate'], rows),
    ...(left.length > 0 ? [`… and ${count(left.length)} more, in the report: ${restText(left)}.`, ''] : []),
  ]
}

/** The worst of each check, and with the room that is left the others, in the order given. */
function chosenOf(findings: readonly Finding[], room: number): readonly Finding[] {
  const seen = new Map<string, number>()
  const isAmongFirst = ({ check }: Finding) => {
    seen.set(check, (seen.get(check) ?? 0) + 1)
    return seen.get(check)! <= shownOfCheck
  }
  const { first = [], other = [] } = Object.groupBy(findings, (finding) => (isAmongFirst(finding) ? 'first' : 'other'))
  const kept = new Set([...first, ...other].slice(0, room))
  return findings.filter((finding) => kept.has(finding))
}

function warningList(warnings: readonly string[]): readonly string[] {
  const rest = warnings.length - shownOthers
  const lines = warnings.slice(0, shownOthers).map((warning) => `- ${markdownText(clipped(warning))}`)
  return [...lines, ...(rest > 0 ? [`- … and ${count(rest)} more, in the report`] : []), '']
}

function restText(findings: readonly Finding[]): string {
  const counts = countStates(findings.map(stateOf))
  return states
    .flatMap((state) => (counts[state] === 0 ? [] : [`${count(counts[state])} ${stateWords[state]}`]))
    .join(', ')
}

function metricTable({ metrics }: Report): readonly string[] {
  const names = [...new Set([...Object.keys(metrics.evaluation), ...Object.keys(metrics.reference)])]
  const cell = (value: number | null | undefined) =>
    value === undefined ? '' : value === null ? 'undefined' : number(value)
  return markdownTable(
    ['Metric', 'Evaluation', 'Reference'],
    names.map((name) => [markdownText(name), cell(metrics.evaluation[name]), cell(metrics.reference[name])]),
  )
}

function provenance({ tool, data, coverage, hashes, model, seed }: Report): readonly string[] {
  const rows: (readonly string[])[] = [
    [
      'Evaluation',
      markdownCode(data.evaluation.file),
      coverageText(coverage.evaluation),
      markdownCode(hashes.evaluation),
    ],
  ]
  if (data.reference !== null) {
    const rowsUsed = coverage.reference === null ? '' : coverageText(coverage.reference)
    rows.push(['Reference', markdownCode(data.reference.file), rowsUsed, markdownCode(hashes.reference ?? 'unknown')])
  }
  if (model !== null)
    rows.push(['Model', markdownCode(model.file ?? model.kind), '', markdownCode(hashes.model ?? 'unknown')])
  rows.push(['Plan', `seed ${seed}`, '', markdownCode(hashes.plan)])
  return folded('Coverage and hashes', [
    ...markdownTable(['', 'File', 'Rows', 'SHA-256'], rows),
    markdownText(`Made by Airworthy ${tool.version}.`),
    '',
  ])
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines]
}

function details<Item>(
  title: string,
  items: readonly Item[],
  show: (items: readonly Item[]) => readonly string[],
): readonly string[] {
  return items.length === 0 ? [] : folded(`${title} (${count(items.length)})`, show(items))
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
  return [`<details><summary>${summary}</summary>`, '', ...lines, '</details>', '']
}
