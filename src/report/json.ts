import { canonicalJson } from '../core/canonical-json.ts'
import type { Report } from '../core/report.ts'

/** The report as JSON: equal reports are equal bytes. What is no number is null. */
export function jsonReport(report: Report): string {
  return `${canonicalJson(report, 2)}\n`
}
