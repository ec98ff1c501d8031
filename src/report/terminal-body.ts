import { count } from '../core/format.ts'
import type { Finding, Timings } from '../core/report.ts'
import { countStates, states, stateOf } from './order.ts'
import type { CheckGroup, FamilyGroup, RiskGroup, State } from './order.ts'
import { reasonText, stateWords } from './phrases.ts'
import { inColourOf } from './screen.ts'
import type { Screen } from './screen.ts'
import { fit, pad, widthOf, wrap } from './text-width.ts'

/** How much of a report is drawn. */
export interface Detail {
  /** States whose checks are only counted. */
  readonly folded: readonly State[]
  /** Whether each family has a heading. */
  readonly families: boolean
  /** Whether what is folded is counted family by family, besides in the heading of its risk. */
  readonly counted: boolean
  /** Whether blank lines part what does not belong together. */
  readonly airy: boolean
  /** How many checks have a line of their own; the rest is counted. */
  readonly checks: number
}

/** From everything to the least, in the order in which it is tried. */
export function detailsFor(groups: readonly RiskGroup[]): readonly Detail[] {
  const checks = checksOf(groups).length
  const full: Detail = { folded: [], families: true, counted: false, airy: true, checks }
  const short: Detail = { ...full, families: false, counted: true, folded: ['pass'] }
  const levels: readonly Detail[] = [
    full,
    { ...full, folded: ['pass'] },
    short,
    { ...short, folded: ['pass', 'skipped'] },
    { ...short, folded: ['pass', 'skipped', 'inconclusive'] },
  ]
  const least: Detail = { ...levels.at(-1)!, counted: false, airy: false }
  return [
    ...levels.flatMap((level) => [level, { ...level, airy: false }]),
    ...Array.from({ length: checks + 1 }, (_, fewer) => ({ ...least, checks: checks - fewer })),
  ]
}

/** The lines between the head and the foot: risk, family, check, the worst in front, each check on one line. */
export function bodyLines(
  groups: readonly RiskGroup[],
  detail: Detail,
  screen: Screen,
  timings?: Timings,
): readonly string[] {
  const wanted = groups.map(({ families }) =>
    worstStateFirst(families.flatMap(({ checks }) => checks.filter(({ state }) => !detail.folded.includes(state)))),
  )
  const shown = chosen(wanted, detail.checks)
  const hidden = wanted.flat().filter((check) => !shown.includes(check))
  const entriesOf = (checks: readonly CheckGroup[]) => joinAlike(checks.filter((check) => shown.includes(check)))
  const parts = detail.families ? groups.flatMap(({ families }) => families.map(({ checks }) => checks)) : wanted
  const columns = columnsFor(parts.flatMap(entriesOf), screen)
  const linesOf = (checks: readonly CheckGroup[], indent: string) =>
    entriesOf(checks).map((entry) => checkLine(entry, indent, columns, screen, timings))

  const lines = groups.flatMap(({ risk, families }, i) => [
    ...(detail.airy && i > 0 ? [''] : []),
    riskLine(risk, families, screen),
    ...(detail.families
      ? families.flatMap((family) => [familyLine(family, screen), ...linesOf(family.checks, '    ')])
      : linesOf(wanted[i]!, '  ')),
    ...(detail.counted ? detail.folded.flatMap((state) => foldedLines(state, families, screen)) : []),
  ])
  return hidden.length === 0 ? lines : [...lines, hiddenLine(hidden, screen)]
}

function checksOf(groups: readonly RiskGroup[]): readonly CheckGroup[] {
  return groups.flatMap(({ families }) => families.flatMap(({ checks }) => checks))
}

function worstStateFirst(checks: readonly CheckGroup[]): readonly CheckGroup[] {
  return checks.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
}

/**
 * The checks that get a line when there is not room for all: the worst of each risk, and then the worst. What broke
 * keeps a third of the lines, so that many fails do not hide it.
 */
function chosen(byRisk: readonly (readonly CheckGroup[])[], room: number): readonly CheckGroup[] {
  const all = byRisk.flat()
  if (all.length <= room) return all
  const broken = all.filter(({ state }) => state === 'errored').slice(0, Math.ceil(room / 3))
  const first = byRisk.flatMap((checks) => checks.slice(0, 1))
  return [...new Set([...broken, ...first, ...worstStateFirst(all)])].slice(0, room)
}

/** A line: a check, and how many others it stands for too. */
interface Entry {
  readonly check: CheckGroup
  readonly others: number
}

/** Checks that passed or were skipped for the very same reason share a line. */
function joinAlike(checks: readonly CheckGroup[]): readonly Entry[] {
  const entries = new Map<string, Entry>()
  for (const check of checks) {
    const { state, findings, id } = check
    // What is measured anew on every machine is told from the timings, each its own.
    const isShared = findings.length === 1 && isQuiet(check) && !findings[0]!.volatile
    const reason = isShared ? findings[0]!.reason : id
    const first = entries.get(`${state} ${reason}`)
    entries.set(
      `${state} ${reason}`,
      first === undefined ? { check, others: 0 } : { ...first, others: first.others + 1 },
    )
  }
  return [...entries.values()]
}

function isQuiet({ state }: CheckGroup): boolean {
  return state === 'pass' || state === 'skipped'
}

function nameOf({ check, others }: Entry): string {
  return others === 0 ? check.id : `${check.id} and ${count(others)} more`
}

interface Columns {
  readonly id: number
  readonly share: number
}

function columnsFor(entries: readonly Entry[], screen: Screen): Columns {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf))
  return {
    id: Math.min(Math.floor(screen.width * 0.36), widest(entries.map(nameOf))),
    share: widest(entries.map(({ check }) => shareText(check))),
  }
}

/** "2/14": of the subjects of a check, those that are as bad as the check; when it passes, all are. */
function shareText({ state, findings }: CheckGroup): string {
  if (findings.length < 2 || state === 'pass') return ''
  return `${count(findings.filter((finding) => stateOf(finding) === state).length)}/${count(findings.length)}`
}

/** "OPERATIONAL  ✗ 3 failed  ✓ 12 passed", without the words when the line is too short for them. */
function riskLine(risk: string, families: readonly FamilyGroup[], screen: Screen): string {
  const checks = families.flatMap((family) => family.checks)
  const name = pad(risk.toUpperCase(), 11)
  const long = countsText(checks, screen, true)
  const counts = widthOf(long.plain) + 13 <= screen.width ? long : countsText(checks, screen, false)
  return `${screen.paint.bold(name)}  ${counts.painted}`
}

function familyLine({ title, checks }: FamilyGroup, screen: Screen): string {
  const counts = countsText(checks, screen, false)
  const name = fit(screen.say(title), screen.width - widthOf(counts.plain) - 4, screen.ellipsis)
  return `  ${name}  ${counts.painted}`
}

function countsText(checks: readonly CheckGroup[], { symbols, paint }: Screen, words: boolean) {
  const counts = countStates(checks.map(({ state }) => state))
  const parts = states
    .filter((state) => counts[state] > 0)
    .map((state) => {
      const text = `${symbols[state]} ${count(counts[state])}${words ? ` ${stateWords[state]}` : ''}`
      return { text, painted: inColourOf(state, text, paint) }
    })
  return { plain: parts.map(({ text }) => text).join('  '), painted: parts.map(({ painted }) => painted).join('  ') }
}

/** "  ✓ Performance 4 · Drift 7": how many checks of each family are in a state. */
function foldedLines(state: State, families: readonly FamilyGroup[], screen: Screen): readonly string[] {
  const { paint, symbols, ellipsis, dot, say, width } = screen
  const parts = families.flatMap(({ title, checks }) => {
    const amount = checks.filter((check) => check.state === state).length
    return amount === 0 ? [] : [`${say(title)} ${count(amount)}`.replaceAll(' ', unbroken)]
  })
  if (parts.length === 0) return []
  return wrap(parts.join(dot), width - 4).map((line, i) => {
    const text = fit(line.replaceAll(unbroken, ' '), width - 4, ellipsis)
    return `  ${i === 0 ? inColourOf(state, symbols[state], paint) : ' '} ${paint.dim(text)}`
  })
}

/** A blank at which no line ends. */
const unbroken = '\u00a0'

function checkLine(entry: Entry, indent: string, columns: Columns, screen: Screen, timings?: Timings): string {
  const { paint, symbols, width, ellipsis, say } = screen
  const { check } = entry
  const { state } = check
  const quiet = isQuiet(check)
  const name = pad(fit(say(nameOf(entry)), width - indent.length - 2, ellipsis), columns.id)
  const start = `${indent}${inColourOf(state, symbols[state], paint)} ${quiet ? name : paint.bold(name)}`
  const share = shareText(check)
  const left = width - indent.length - 2 - widthOf(name) - 2
  const room = share === '' ? left : left - columns.share - 2
  if (room < 8) return start.trimEnd()
  const seen = fit(say(seenIn(check, timings)), room, ellipsis)
  const line = `${start}  ${quiet ? paint.dim(seen) : seen}`
  return share === '' ? line : `${line}${' '.repeat(left - widthOf(seen) - share.length)}${paint.dim(share)}`
}

/** What was seen of the worst subject. */
function seenIn({ state, findings }: CheckGroup, timings?: Timings): string {
  const worst = findings[0]
  if (worst === undefined) return `${stateWords[state]}: it had no subject`
  const code = state === 'errored' && worst.errorCode !== null ? `${worst.errorCode}: ` : ''
  return code + (timedText(worst, timings) ?? reasonText(worst))
}

function timedText({ check, subject, volatile }: Finding, timings?: Timings): string | undefined {
  return volatile ? timings?.measured.find((one) => one.check === check && one.subject === subject)?.text : undefined
}

function hiddenLine(hidden: readonly CheckGroup[], screen: Screen): string {
  const text = `  and not shown here: ${countsText(hidden, screen, true).plain}`
  return screen.paint.dim(fit(text, screen.width, screen.ellipsis))
}
