import type { Measurement } from '../core/measurement.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord } from '../core/run.ts'

export type RunStatus = 'running' | 'finished' | 'cancelled'

export interface StoredRun {
  readonly id: string
  readonly createdAt: string
  readonly planHash: string
  readonly plan: Plan
  /** The configuration the run was judged by, as JSON. */
  readonly config: unknown
  readonly status: RunStatus
  readonly summary: unknown
  readonly timings: unknown
}

export interface RunRow {
  readonly id: string
  readonly created_at: string
  readonly plan_hash: string
  readonly plan: string
  readonly config: string
  readonly status: RunStatus
  readonly summary: string | null
  readonly timings: string | null
}

export interface OutcomeRow {
  readonly check_id: string
  readonly outcome: CheckRecord['outcome']
  readonly code: string | null
  readonly reason: string | null
}

export function storedRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    createdAt: row.created_at,
    planHash: row.plan_hash,
    plan: JSON.parse(row.plan) as Plan,
    config: JSON.parse(row.config),
    status: row.status,
    summary: row.summary === null ? null : JSON.parse(row.summary),
    timings: row.timings === null ? null : JSON.parse(row.timings),
  }
}

/** A check as it ended; `bodies` are the texts of its measurements. */
export function checkRecord(row: OutcomeRow, bodies: () => string[]): CheckRecord {
  const check = row.check_id
  if (row.outcome === 'skipped') return { check, outcome: 'skipped', reason: row.reason! }
  if (row.outcome === 'errored') return { check, outcome: 'errored', code: row.code!, reason: row.reason! }
  const measurements = bodies().map((body) => JSON.parse(body) as Measurement)
  return { check, outcome: 'measured', measurements }
}
