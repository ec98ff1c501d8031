import type { Finding } from '../../../src/core/report.ts'
import { count, number, percent, plural, probability } from './format.ts'
import { estimateText, intervalText, limitText } from './interval-plot.ts'
import { metricTitle } from './metric-rows.ts'

export interface Fact {
  readonly title: string
  readonly text: string
}

/** The numbers behind a finding, in words; only those that it has. */
export function factsOf(finding: Finding): readonly Fact[] {
  const { metric, estimate, interval, reference, limits, impact, coverage } = finding
  const isExact = interval !== null && interval.low === estimate && interval.high === estimate
  const facts: (Fact | false)[] = [
    metric !== null && { title: 'Metric', text: metricTitle(metric) },
    estimate !== null && { title: quantityTitle(finding) ?? 'Estimate', text: number(estimate) },
    interval !== null && !isExact && { title: `${percent(interval.level)} interval`, text: intervalText(interval) },
    reference !== null && { title: 'On the reference data', text: number(reference) },
    limits !== null && { title: 'Limits', text: limitText(limits) },
    finding.n > 0 && { title: 'Rows behind it', text: count(finding.n) },
    coverage !== null && { title: 'Coverage', text: coverageText(coverage) },
    finding.rowsNeeded !== null && { title: 'To decide it', text: `about ${plural(finding.rowsNeeded, 'row')}` },
    impact !== null && { title: 'Cost to the model', text: estimateText(impact) },
    finding.p !== null && { title: 'p value', text: probability(finding.p) },
    finding.adjustedP !== null && { title: 'p after Holm', text: probability(finding.adjustedP) },
    finding.q !== null && { title: 'q after Benjamini–Hochberg', text: probability(finding.q) },
    finding.errorCode !== null && { title: 'Error code', text: finding.errorCode },
  ]
  return facts.filter((fact) => fact !== false)
}

/** `Fall of AUC`, where the estimate is not the value of a metric. Reports of the first version do not tell. */
export function quantityTitle({ quantity }: Partial<Pick<Finding, 'quantity'>>): string | null {
  return quantity ? quantity[0]!.toUpperCase() + quantity.slice(1) : null
}

/** `all 16,281 rows`, or what part of them. */
export function coverageText({ rows, of }: { readonly rows: number; readonly of: number }): string {
  if (rows === of) return `all ${plural(of, 'row')}`
  return `${count(rows)} of ${plural(of, 'row')} (${percent(of === 0 ? null : rows / of)})`
}
