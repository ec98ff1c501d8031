import { count, listing, number, plural } from '../core/format.ts'
import type { Report, Timings } from '../core/report.ts'
import { blockingChecks } from './blocking.ts'
import { countStates, groupByRisk } from './order.ts'
import type { Cause, CheckGroup, RiskGroup, State } from './order.ts'
import { plain } from './paint.ts'
import type { Paint } from './paint.ts'
import { blockingText, causes, causeWords, coverageText, stateWords } from './phrases.ts'
import { inColourOf, joined, screenOf } from './screen.ts'
import type { Screen } from './screen.ts'
import { bodyLines, detailsFor } from './terminal-body.ts'
import { fit, widthOf } from './text-width.ts'

export interface TerminalOptions {
  /** Columns of the terminal; 80 unless told. */
  readonly width?: number
  /** Rows of the terminal, the prompt's among them; 24 unless told. Infinity shows everything. */
  readonly height?: number
  readonly paint?: Paint
  /** Where the reports are, as a reader may copy it. */
  readonly outputs?: readonly string[]
  /** Draws with ASCII only. */
  readonly ascii?: boolean
  /** What could not stand in the report, because it differs between two runs. */
  readonly timings?: Timings
}

/** What a person sees when a run has ended: as much of the report as the screen holds, the gate on the last line. */
export function terminalSummary(report: Report, options: TerminalOptions = {}): string {
  const { width = 80, height = 24, paint = plain, outputs = [], ascii = false, timings } = options
  const screen = screenOf(width, paint, ascii)
  const groups = groupByRisk(report)
  const [head, foot] = [headLines(report, screen), footLines(report, groups, outputs, screen)]
  const details = detailsFor(groups)
  for (const detail of details) {
    const gap = detail.airy ? [''] : []
    const lines = [...head, ...gap, ...bodyLines(groups, detail, screen, timings), ...gap, ...foot]
    const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(bare(line)) / width)), 0)
    if (rows < height || detail === details.at(-1)) return lines.join('\n')
  }
  throw new Error('no level of detail')
}

function headLines(report: Report, screen: Screen): readonly string[] {
  const { paint, width, dot, say } = screen
  const { tool, title, task, seed, data, coverage } = report
  const name = `Airworthy ${tool.version}`
  const more = fit([say(title), task, `seed ${seed}`].join(dot), width - widthOf(name) - 2, screen.ellipsis)
  const rows = [
    { name: 'evaluation', file: data.evaluation.file, seen: coverage.evaluation },
    { name: 'reference', file: data.reference?.file ?? '', seen: coverage.reference },
  ].flatMap((one) =>
    one.seen === null ? [] : [{ ...one, rows: coverageText(one.seen), whole: one.seen.rows >= one.seen.of }],
  )
  const long = rows.map((one) => `${one.name} ${say(one.file)}, ${one.rows}`).join(dot)
  const short = rows.map((one) => `${one.name} ${one.rows}`).join(dot)
  const coverageLine = fit(widthOf(long) <= width ? long : short, width, screen.ellipsis)
  const metrics = metricTexts(report, screen)
  return [
    `${paint.bold(name)}  ${more}`,
    rows.every(({ whole }) => whole) ? paint.dim(coverageLine) : paint.yellow(coverageLine),
    ...(metrics.length === 0 ? [] : [joined(metrics, width, screen)]),
    ...(data.warnings.length === 0 ? [] : [paint.yellow(warningLine(data.warnings, screen))]),
  ]
}

const firstMetrics = ['auc', 'accuracy', 'f1', 'rmse', 'mae', 'r2', 'log_loss']

function metricTexts({ metrics }: Report, { say }: Screen): readonly string[] {
  const rank = (name: string) => (firstMetrics.indexOf(name) + firstMetrics.length + 1) % (firstMetrics.length + 1)
  const names = Object.keys(metrics.evaluation).toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return names.flatMap((name) => {
    const [now, before] = [metrics.evaluation[name], metrics.reference[name]]
    if (typeof now !== 'number') return []
    return [say(`${name} ${number(now)}${typeof before === 'number' ? ` (reference ${number(before)})` : ''}`)]
  })
}

function warningLine(warnings: readonly string[], screen: Screen): string {
  const text = `${screen.symbols.warn} ${plural(warnings.length, 'warning')} about the data: ${screen.say(warnings[0]!)}`
  return fit(text, screen.width, screen.ellipsis)
}

function footLines(
  report: Report,
  groups: readonly RiskGroup[],
  outputs: readonly string[],
  screen: Screen,
): readonly string[] {
  const links = outputs.map((path, i) => `${i === 0 ? 'Reports' : '       '}  ${screen.paint.cyan(path)}`)
  const { gate } = report
  const checks = groups.flatMap(({ families }) => families.flatMap((family) => family.checks))
  const state: State = gate.passed ? 'pass' : gate.exitCode === 3 ? 'errored' : 'fail'
  const line = `${screen.symbols[state]} ${gate.passed ? passedText(report, checks, screen) : shutText(report, checks, screen)}`
  return [...links, screen.paint.bold(inColourOf(state, line, screen.paint))]
}

/** Passed; and what did not pass and yet does not block, so that nobody takes the one for the other. */
function passedText(report: Report, checks: readonly CheckGroup[], { width }: Screen): string {
  const found = countStates(checks.map(({ state }) => state))
  const open = (['fail', 'errored', 'inconclusive'] as const).filter((state) => found[state] > 0)
  const { judged, planned } = report.counts.checks
  const few = judged * 2 < planned ? `; ${judged} of ${plural(planned, 'check')} judged` : ''
  const text = `Gate passed (${blockingText(report.gate)})${judged === 0 ? ', but nothing was judged' : few}`
  if (open.length === 0) return text
  const rest = open.map((state) => `${count(found[state])} ${stateWords[state]}`).join(', ')
  const long = `${text}; not blocking: ${rest}`
  return widthOf(long) + 2 <= width ? long : `Gate passed; not blocking: ${rest}`
}

/** What shut the gate, each cause apart and with as many names of checks as the line holds. */
function shutText(report: Report, checks: readonly CheckGroup[], { width, dot, say }: Screen): string {
  const { gate } = report
  const found = causes.flatMap((cause) => {
    const names = blockingChecks(report, cause).map(({ id }) => say(id))
    return names.length === 0 ? [] : [{ cause, names }]
  })
  const nothing = report.counts.checks.judged === 0 ? `Gate not decided${dot}nothing was judged` : 'Gate not decided'
  const start = gate.exitCode === 3 ? nothing : 'Gate failed'
  const blocking = found.find(({ cause }) => cause === 'failed')?.names.length ?? 0
  const others = countStates(checks.map(({ state }) => state)).fail - blocking
  const last = blocking > 0 && others > 0 ? [`${count(others)} failed without blocking`] : []
  for (const [shown, rest] of [5, 3, 2, 1].flatMap((shown) => [[shown, last] as const, [shown, []] as const])) {
    const parts = found.map(({ cause, names }) => `${checksText(names.length, cause)}: ${listing(names, shown)}`)
    const line = [start, ...parts, ...rest].join(dot)
    if (widthOf(line) + 2 <= width) return line
  }
  const counted = (amounts: (one: (typeof found)[number]) => string) => `${start}: ${found.map(amounts).join(', ')}`
  const long = counted(({ cause, names }) => checksText(names.length, cause))
  return widthOf(long) + 2 <= width ? long : counted(({ cause, names }) => `${names.length} ${causeWords[cause]}`)
}

function checksText(amount: number, cause: Cause): string {
  return `${cause === 'failed' ? plural(amount, 'check') : count(amount)} ${causeWords[cause]}`
}

/** Without the codes of colour, which fill no cell. */
function bare(line: string): string {
  // oxlint-disable-next-line no-control-regex -- the codes begin with one
  return line.replace(/\u001b\[[\d;]*m/g, '')
}
