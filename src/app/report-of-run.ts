import type { CheckSettings, Config } from '../config/config.ts'
import type { Plan } from '../core/plan.ts'
import type { Report } from '../core/report.ts'
import type { CheckRecord } from '../core/run.ts'
import { makeReport } from '../engine/report.ts'
import type { RunSummary } from '../engine/report.ts'

/** The report of stored measurements under these settings. */
export function reportOf(
  stored: {
    readonly plan: Plan
    readonly planHash: string
    readonly records: readonly CheckRecord[]
    readonly summary: RunSummary
  },
  checks: readonly CheckSettings[],
  config: Pick<Config, 'gate'>,
): Report {
  return makeReport({ ...stored, judgements: new Map(checks.map((one) => [one.check.id, one])), gate: config.gate })
}
