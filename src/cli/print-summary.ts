import type { Report, Timings } from '../core/report.ts'
import { terminalSummary } from '../report/terminal.ts'
import { paintFor } from './paint.ts'

/** The summary on standard output, cut to the terminal, or whole in a log. */
export function printSummary(report: Report, timings: Timings, outputs: readonly string[]): void {
  const { stdout } = process
  // A log has no height: nothing is folded away in it.
  const size = { width: stdout.columns ?? 120, height: stdout.isTTY ? stdout.rows : Infinity }
  console.log(terminalSummary(report, { ...size, paint: paintFor(stdout), outputs, timings }))
}
