import type { Finding } from '../../../src/core/report.ts'
import { compareStatus } from './status.ts'
import type { Status } from './status.ts'

const severities: readonly Finding['severity'][] = ['blocker', 'major', 'minor']

interface Ranked {
  readonly finding: Finding
  readonly status: Status
}

/**
 * Worst first: by status, severity, whether the gate counts it, what it costs the model, and how far past its limit
 * it lies; then by name, so that the order never depends on the order of the report.
 */
export function compareFindings(a: Ranked, b: Ranked): number {
  return (
    compareStatus(a.status, b.status) ||
    severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) ||
    Number(b.finding.gating) - Number(a.finding.gating) ||
    descending(a.finding.impact?.estimate, b.finding.impact?.estimate) ||
    descending(excessOf(a.finding), excessOf(b.finding)) ||
    compareText(a.finding.check, b.finding.check) ||
    compareText(a.finding.subject ?? '', b.finding.subject ?? '')
  )
}

/** How far past the fail limit an estimate lies, in steps from warn to fail; null without a limit or an estimate. */
export function excessOf({ estimate, limits }: Finding): number | null {
  if (estimate === null || limits === null) return null
  const past = limits.worse === 'higher' ? estimate - limits.fail : limits.fail - estimate
  return past / (Math.abs(limits.fail - limits.warn) || Math.abs(limits.fail) || 1)
}

/** In alphabetical order, with runs of digits as numbers: `bin 2` before `bin 10`. The same on every machine. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

const collator = new Intl.Collator('en', { numeric: true })

function descending(a: number | null | undefined, b: number | null | undefined): number {
  const left = a ?? Number.NEGATIVE_INFINITY
  const right = b ?? Number.NEGATIVE_INFINITY
  return left === right ? 0 : right - left
}
