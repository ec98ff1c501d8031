import type { Check } from '../core/check.ts'
import type { Measurement } from '../core/measurement.ts'
import type { Timings } from '../core/report.ts'
import type { CheckRecord, RunEvent } from '../core/run.ts'

/**
 * Gathers what differs between two runs of the same plan, so that nothing of it gets into the report. `earlier` are the
 * durations of checks that a process before this one has finished.
 */
export function collectTimings(startedAt: Date, earlier: Readonly<Record<string, number>>) {
  const checks = Object.fromEntries(Object.entries(earlier).map(([check, ms]) => [check, Math.round(ms)]))
  return {
    observe(event: RunEvent): void {
      if (event.type === 'finished') checks[event.check] = Math.round(event.durationMs)
    },
    finish(records: readonly CheckRecord[], byId: ReadonlyMap<string, Check>): Timings {
      const volatile = records.flatMap((record) =>
        record.outcome === 'measured'
          ? record.measurements.filter((one) => one.volatile).map((one) => ({ ...one, check: record.check }))
          : [],
      )
      return {
        startedAt: startedAt.toISOString(),
        durationMs: Math.round(Date.now() - startedAt.getTime()),
        checks,
        measured: volatile.map((measurement) => ({
          check: measurement.check,
          subject: measurement.subject,
          text: explained(byId.get(measurement.check)!, measurement),
          values: numbersOf(measurement.facts ?? {}),
        })),
      }
    },
  }
}

function explained(check: Check, measurement: Measurement): string {
  try {
    return check.explain(measurement)
  } catch {
    // The report tells that the check broke.
    return ''
  }
}

function numbersOf(facts: Readonly<Record<string, number | string>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}
