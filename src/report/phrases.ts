import { count, number, percent, plural } from '../core/format.ts'
import type { Finding, Report } from '../core/report.ts'
import type { Cause, State } from './order.ts'

/** What the reader calls a state, after a number: "3 failed". */
export const stateWords: Readonly<Record<State, string>> = {
  fail: 'failed',
  errored: 'could not run',
  warn: 'warned',
  inconclusive: 'inconclusive',
  skipped: 'skipped',
  pass: 'passed',
}

/** Why the gate is shut, after a number: "2 failed". */
export const causeWords: Readonly<Record<Cause, string>> = {
  failed: 'failed',
  'could not run': 'could not run',
  'required but skipped': 'required but skipped',
  inconclusive: 'inconclusive',
  'nothing judged': 'skipped',
}

export const causes: readonly Cause[] = [
  'failed',
  'could not run',
  'required but skipped',
  'inconclusive',
  'nothing judged',
]

/** "0.31 (0.25 to 0.38)"; empty when there is no number. */
export function estimateText({ estimate, interval }: Pick<Finding, 'estimate' | 'interval'>): string {
  if (estimate === null) return ''
  if (interval === null) return number(estimate)
  return `${number(estimate)} (${boundText(interval.low)} to ${boundText(interval.high)})`
}

/** "fails over 0.2, warns over 0.1"; empty when there is no limit. */
export function limitText({ limits }: Pick<Finding, 'limits'>): string {
  if (limits === null) return ''
  const side = limits.worse === 'higher' ? 'over' : 'under'
  const fails = `fails ${side} ${number(limits.fail)}`
  return limits.warn === limits.fail ? fails : `${fails}, warns ${side} ${number(limits.warn)}`
}

/** What was seen, with the rows that would settle it unless the reason tells them already. */
export function reasonText({ reason, rowsNeeded }: Pick<Finding, 'reason' | 'rowsNeeded'>): string {
  if (rowsNeeded === null || reason.includes(count(rowsNeeded))) return reason
  return sentences(reason, `about ${plural(rowsNeeded, 'row')} would settle it`)
}

/** "all 16,281 rows", "10,000 of 32,561 rows (31 %)". */
export function coverageText({ rows, of }: { readonly rows: number; readonly of: number }): string {
  if (rows >= of) return `all ${plural(of, 'row')}`
  return `${count(rows)} of ${plural(of, 'row')} (${percent(rows / of)})`
}

/** Which fails block: "blocks on major and above". */
export function blockingText({ blockOn }: Pick<Report['gate'], 'blockOn'>): string {
  return blockOn === 'blocker' ? 'blocks on blocker' : `blocks on ${blockOn} and above`
}

/** The sentences that are not empty, one after the other. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ')
}

function boundText(bound: number | null): string {
  return bound === null ? 'unknown' : number(bound)
}
