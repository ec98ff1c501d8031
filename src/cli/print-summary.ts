import type { Report, Timings } from '../core/report.ts'
import { terminalSummary } from '../report/terminal.ts'
import { paintFor } from './paint.ts'
import { screenSize } from './screen-size.ts'

/** The summary on standard output, cut to the terminal, or whole in a log. */
export function printSummary(report: Report, timings: Timings, outputs: readonly string[]): void {
  const { stdout } = process
  console.log(terminalSummary(report, { ...screenSize(stdout), paint: paintFor(stdout), outputs, timings }))
}
