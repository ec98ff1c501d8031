import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Measurement } from '../core/measurement.ts'
import { suggestion } from '../core/nearest.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord } from '../core/run.ts'
import { migrations } from './migrations.ts'

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

/**
 * Runs on disk. Every write is one committed statement, so that after a kill nothing is lost but the check under
 * way: its measurements count only once its outcome stands. Safe for several processes.
 */
export class RunStore {
  readonly path: string
  private readonly database: Database.Database
  private readonly addMeasurement: Database.Statement
  private readonly nextPosition = new Map<string, number>()

  constructor(path: string) {
    this.path = path
    try {
      mkdirSync(dirname(path), { recursive: true })
      this.database = new Database(path)
      this.database.pragma('journal_mode = WAL')
      this.database.pragma('synchronous = NORMAL')
      this.database.pragma('busy_timeout = 10000')
      migrate(this.database)
      this.addMeasurement = this.database.prepare(
        'insert into measurements (run, check_id, position, body) values (?, ?, ?, ?)',
      )
    } catch (error) {
      throw new AirworthyError('STORE_UNUSABLE', { path, problem: messageOf(error) }, error)
    }
  }

  /** Stores a new run and returns its id: the one wished for, with a number behind it if that is taken. */
  begin(run: {
    readonly id: string
    readonly createdAt: string
    readonly planHash: string
    readonly plan: Plan
    readonly config: unknown
  }): string {
    const insert = this.database.prepare(
      `insert into runs (id, created_at, plan_hash, plan, config, status) values (?, ?, ?, ?, ?, 'running') on conflict do nothing`,
    )
    const [plan, config] = [JSON.stringify(run.plan), JSON.stringify(run.config)]
    for (let number = 1; ; number++) {
      const id = number === 1 ? run.id : `${run.id}-${number}`
      if (insert.run(id, run.createdAt, run.planHash, plan, config).changes === 1) return id
    }
  }

  /** Drops the measurements of checks that were cut off, so that they can be made again. */
  reopen(run: string): void {
    this.database
      .prepare(
        'delete from measurements where run = ? and check_id not in (select check_id from outcomes where run = ?)',
      )
      .run(run, run)
    this.setStatus(run, 'running')
  }

  append(run: string, check: string, measurement: Measurement): void {
    const key = `${run} ${check}`
    const position = this.nextPosition.get(key) ?? 0
    this.nextPosition.set(key, position + 1)
    this.addMeasurement.run(run, check, position, JSON.stringify(measurement))
  }

  end(run: string, record: CheckRecord): void {
    // What a check measured before it broke is not a result.
    if (record.outcome !== 'measured')
      this.database.prepare('delete from measurements where run = ? and check_id = ?').run(run, record.check)
    this.database
      .prepare('insert into outcomes (run, check_id, outcome, code, reason) values (?, ?, ?, ?, ?)')
      .run(
        run,
        record.check,
        record.outcome,
        record.outcome === 'errored' ? record.code : null,
        record.outcome === 'measured' ? null : record.reason,
      )
  }

  finish(run: string, summary: unknown, timings: unknown): void {
    this.database
      .prepare(`update runs set status = 'finished', summary = ?, timings = ? where id = ?`)
      .run(JSON.stringify(summary), JSON.stringify(timings), run)
  }

  setStatus(run: string, status: RunStatus): void {
    this.database.prepare('update runs set status = ? where id = ?').run(status, run)
  }

  /** The run of that id, of a unique beginning of it, or of the word `latest`. Throws RUN_NOT_FOUND. */
  find(wanted: string): StoredRun {
    const rows = this.database.prepare('select * from runs order by created_at desc, id desc').all() as RunRow[]
    const matching = wanted === 'latest' ? rows.slice(0, 1) : rows.filter((row) => row.id.startsWith(wanted))
    const row = matching.find(({ id }) => id === wanted) ?? (matching.length === 1 ? matching[0] : undefined)
    if (row === undefined) {
      const hint =
        rows.length === 0
          ? 'No run has been made here yet.'
          : suggestion(
              wanted,
              rows.map(({ id }) => id),
            )
      throw new AirworthyError('RUN_NOT_FOUND', { run: wanted, store: this.path, suggestion: hint })
    }
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

  /** Records of the checks that were finished, in the order of the plan. */
  records(run: StoredRun): CheckRecord[] {
    const outcomes = this.database.prepare('select * from outcomes where run = ?').all(run.id) as OutcomeRow[]
    const outcomeOf = new Map(outcomes.map((row) => [row.check_id, row]))
    const bodies = this.database.prepare(
      'select body from measurements where run = ? and check_id = ? order by position',
    )
    return run.plan.checks.flatMap(({ id: check }): CheckRecord[] => {
      const row = outcomeOf.get(check)
      if (row === undefined) return []
      if (row.outcome === 'skipped') return [{ check, outcome: 'skipped', reason: row.reason! }]
      if (row.outcome === 'errored') return [{ check, outcome: 'errored', code: row.code!, reason: row.reason! }]
      const measurements = (bodies.all(run.id, check) as { body: string }[]).map(
        ({ body }) => JSON.parse(body) as Measurement,
      )
      return [{ check, outcome: 'measured', measurements }]
    })
  }

  close(): void {
    this.database.close()
  }
}

interface RunRow {
  readonly id: string
  readonly created_at: string
  readonly plan_hash: string
  readonly plan: string
  readonly config: string
  readonly status: RunStatus
  readonly summary: string | null
  readonly timings: string | null
}

interface OutcomeRow {
  readonly check_id: string
  readonly outcome: CheckRecord['outcome']
  readonly code: string | null
  readonly reason: string | null
}

/** Takes the write lock before it looks, so that processes that start together migrate once. */
function migrate(database: Database.Database): void {
  if (database.pragma('user_version', { simple: true }) === migrations.length) return
  const apply = database.transaction(() => {
    const done = database.pragma('user_version', { simple: true }) as number
    for (const step of migrations.slice(done)) database.exec(step)
    database.pragma(`user_version = ${migrations.length}`)
  })
  apply.immediate()
}
