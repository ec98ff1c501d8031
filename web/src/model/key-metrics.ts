import { metricRows } from './metric-rows.ts'
import type { MetricRow } from './metric-rows.ts'
import type { Report } from '../../../src/core/report.ts'

/** What a reader asks for first, as in the terminal. */
const first = ['auc', 'accuracy', 'f1', 'rmse', 'mae', 'r2', 'log_loss']

/** The two or three numbers by which people know a model. */
export function keyMetrics(metrics: Report['metrics'], most = 3): readonly MetricRow[] {
  const rows = new Map(metricRows(metrics).map((row) => [row.name, row]))
  return first
    .flatMap((name) => rows.get(name) ?? [])
    .filter(({ evaluation }) => evaluation !== null)
    .slice(0, most)
}
