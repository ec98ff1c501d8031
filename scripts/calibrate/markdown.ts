import type { Interval } from '../../src/core/measurement.ts'
import { clopperPearsonInterval } from '../../src/stats/proportion.ts'

/** A table of cells that are Markdown already; the first columns are text, the others numbers. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], texts = 1): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < texts ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

/** `4.1 %`. */
export function percentOf(hits: number, trials: number): string {
  return trials === 0 ? '' : `${trim((100 * hits) / trials)} %`
}

/** `3.0–5.5 %`: Clopper and Pearson's 95 % interval. */
export function intervalText(hits: number, trials: number): string {
  if (trials === 0) return ''
  return spanText(clopperPearsonInterval(hits, trials))
}

/** `3.0–5.5 %`, of shares. */
export function spanText({ low, high }: Interval): string {
  return `${trim(100 * low)}–${trim(100 * high)} %`
}

export function countText(count: number): string {
  return count.toLocaleString('en-US')
}

function trim(value: number): string {
  return value === 0 || value === 100 ? String(value) : value.toFixed(value > 99.9 || value < 0.1 ? 2 : 1)
}
