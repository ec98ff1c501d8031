import type { Measurement, Statistic } from './measurement.ts'

/**
 * The measurement as it will be read back from the store, so that a verdict of today and one of a stored run start
 * from the same value. A statistic with a number that is not finite says so; elsewhere such a number becomes null.
 */
export function storable(measurement: Measurement): Measurement {
  return JSON.parse(JSON.stringify({ ...measurement, ...definedParts(measurement) })) as Measurement
}

function definedParts({ statistic, impact }: Measurement): Partial<Measurement> {
  return { statistic: defined(statistic), ...(impact === undefined ? {} : { impact: defined(impact) }) }
}

function defined(statistic: Statistic): Statistic {
  return allFinite(statistic) ? statistic : { kind: 'undefined', because: 'the number is not finite' }
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite)
}
