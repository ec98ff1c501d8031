import type { Measurement } from '../../core/measurement.ts'
import { metricPhrase } from '../../stats/metric-battery.ts'

/** What the estimate of a trial is: how far quality fell, or how many rows failed. */
export function trialQuantity({ metric }: Measurement): string | null {
  if (metric === undefined || metric === 'failures') return null
  if (metric === 'answers') return 'change of the answers'
  return metric === 'rmse' ? 'relative rise of RMSE' : `fall of ${metricPhrase(metric)}`
}
