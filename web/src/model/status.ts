import type { Finding } from '../../../src/core/report.ts'

/** What a reader is told of a finding or a check. Only `pass` is good news: nothing else may be mistaken for it. */
export type Status = 'fail' | 'errored' | 'warn' | 'inconclusive' | 'skipped' | 'pass'

/** Worst first. */
export const statuses: readonly Status[] = ['fail', 'errored', 'warn', 'inconclusive', 'skipped', 'pass']

export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'Fail',
  errored: 'Could not run',
  warn: 'Warning',
  inconclusive: 'Inconclusive',
  skipped: 'Skipped',
  pass: 'Pass',
}

export type Tally = Readonly<Record<Status, number>>

/** A judged finding without a verdict breaks the contract of the report; it is shown as undecided, never as passed. */
export function statusOf(item: Pick<Finding, 'outcome' | 'verdict'>): Status {
  return item.outcome === 'judged' ? (item.verdict ?? 'inconclusive') : item.outcome
}

/** Sorts worst first. */
export function compareStatus(a: Status, b: Status): number {
  return statuses.indexOf(a) - statuses.indexOf(b)
}

/** The worst of several; `otherwise` when there is none. */
export function worstOf(items: readonly Status[], otherwise: Status): Status {
  return items.toSorted(compareStatus)[0] ?? otherwise
}

export function tallyOf(items: readonly Status[]): Tally {
  const tally: Record<Status, number> = { fail: 0, errored: 0, warn: 0, inconclusive: 0, skipped: 0, pass: 0 }
  for (const item of items) tally[item] += 1
  return tally
}
