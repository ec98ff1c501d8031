import type { Measurement } from '../../core/measurement.ts'
import { fewestRows } from './predictive-power.ts'
import type { PredictivePower } from './predictive-power.ts'

/** The measurement of how much of the label one column gives away. */
export function measurePower(name: string, { power, p, detectable, rows }: PredictivePower): Measurement {
  return {
    subject: name,
    features: [name],
    metric: 'predictive_power',
    statistic: { kind: 'test', effect: power, p, detectable },
    n: rows,
    ...(rows < fewestRows ? { tooFew: { needed: fewestRows } } : {}),
  }
}
