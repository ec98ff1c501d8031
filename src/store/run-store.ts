import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Measurement } from '../core/measurement.ts'
import { suggestion } from '../core/nearest.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord } from '../core/run.ts'
import { openDatabase } from './open-database.ts'
import { readDatabase } from './read-database.ts'
import { checkRecord, storedRun } from './rows.ts'
import type { OutcomeRow, RunRow, RunStatus, StoredRun } from './rows.ts'
import { storeFailure } from './store-failure.ts'

/**
 * Runs on disk. Every write is one committed statement, so that after a kill nothing is lost but the check under
 * way: its measurements count only once its outcome stands. Safe for several processes.
 */
export class RunStore {
  readonly path: string
  private readonly database: Database.Database
  private readonly addMeasurement: Database.Statement
  private readonly nextPosition = new Map<string, number>()

  /** Makes the file where there is none, unless it is only read; that works in a folder where nothing may be written. */
  constructor(path: string, { isRead = false } = {}) {
    this.path = path
    this.database = this.guarded(() => (isRead ? readDatabase(path) : openDatabase(madeFolderOf(path))))
    this.addMeasurement = this.guarded(() =>
      this.database.prepare('insert into measurements (run, check_id, position, body) values (?, ?, ?, ?)'),
    )
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
      const { changes } = this.guarded(() => insert.run(id, run.createdAt, run.planHash, plan, config))
      if (changes === 1) return id
    }
  }

  /** Drops the measurements of checks that were cut off, so that they can be made again, under these settings. */
  reopen(run: string, config: unknown): void {
    this.write(
      run,
      'delete from measurements where run = ? and check_id not in (select check_id from outcomes where run = ?)',
      run,
      run,
    )
    this.write(run, `update runs set status = 'running', config = ? where id = ?`, JSON.stringify(config), run)
  }

  append(run: string, check: string, measurement: Measurement): void {
    const key = `${run} ${check}`
    const position = this.nextPosition.get(key) ?? 0
    this.nextPosition.set(key, position + 1)
    const body = JSON.stringify(measurement)
    this.guarded(() => this.addMeasurement.run(run, check, position, body), run)
  }

  end(run: string, record: CheckRecord, durationMs: number | null = null): void {
    // What a check measured before it broke is not a result.
    if (record.outcome !== 'measured') {
      this.write(run, 'delete from measurements where run = ? and check_id = ?', run, record.check)
    }
    this.write(
      run,
      'insert into outcomes (run, check_id, outcome, code, reason, duration_ms) values (?, ?, ?, ?, ?, ?)',
      run,
      record.check,
      record.outcome,
      record.outcome === 'errored' ? record.code : null,
      record.outcome === 'measured' ? null : record.reason,
      durationMs,
    )
  }

  finish(run: string, summary: unknown, timings: unknown): void {
    this.write(
      run,
      `update runs set status = 'finished', summary = ?, timings = ? where id = ?`,
      JSON.stringify(summary),
      JSON.stringify(timings),
      run,
    )
  }

  setStatus(run: string, status: RunStatus): void {
    this.write(run, 'update runs set status = ? where id = ?', status, run)
  }

  /** The run of that id, of a unique beginning of it, or of the word `latest`. Throws RUN_NOT_FOUND, RUN_AMBIGUOUS. */
  find(wanted: string): StoredRun {
    const ids = this.guarded(
      () => this.database.prepare('select id from runs order by created_at desc, id desc').pluck().all() as string[],
    )
    const matching = wanted === 'latest' ? ids.slice(0, 1) : ids.filter((id) => id.startsWith(wanted))
    const id = matching.find((one) => one === wanted) ?? matching[0]
    if (id === undefined) {
      const hint = ids.length === 0 ? 'No run has been made here yet.' : suggestion(wanted, ids)
      throw new AirworthyError('RUN_NOT_FOUND', { run: wanted, store: this.path, suggestion: hint })
    }
    if (matching.length > 1 && id !== wanted) {
      throw new AirworthyError('RUN_AMBIGUOUS', { run: wanted, count: matching.length, newest: id })
    }
    return this.guarded(() => storedRun(this.database.prepare('select * from runs where id = ?').get(id) as RunRow))
  }

  /** Records of the checks that were finished, in the order of the plan. */
  records(run: StoredRun): CheckRecord[] {
    return this.guarded(() => {
      const outcomes = this.database.prepare('select * from outcomes where run = ?').all(run.id) as OutcomeRow[]
      const outcomeOf = new Map(outcomes.map((row) => [row.check_id, row]))
      const bodies = this.database
        .prepare('select body from measurements where run = ? and check_id = ? order by position')
        .pluck()
      return run.plan.checks.flatMap(({ id }): CheckRecord[] => {
        const row = outcomeOf.get(id)
        return row === undefined ? [] : [checkRecord(row, () => bodies.all(run.id, id) as string[])]
      })
    })
  }

  /** How long the finished checks took that measured something, in milliseconds. */
  durations(run: StoredRun): Record<string, number> {
    const select = 'select check_id, duration_ms from outcomes where run = ? and duration_ms is not null'
    return this.guarded(() => {
      const rows = this.database.prepare(select).raw().all(run.id) as [check: string, durationMs: number][]
      return Object.fromEntries(rows)
    })
  }

  close(): void {
    this.database.close()
  }

  /** Executes a statement for a run that is under way. */
  private write(run: string, statement: string, ...values: (string | number | null)[]): void {
    this.guarded(() => this.database.prepare(statement).run(...values), run)
  }

  /** Does something with the database; what fails there is told as what it means, for a run that is under way if one is named. */
  private guarded<T>(work: () => T, run?: string): T {
    try {
      return work()
    } catch (error) {
      throw storeFailure(error, this.path, run)
    }
  }
}

function madeFolderOf(path: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return path
  } catch (error) {
    throw new AirworthyError('STORE_UNUSABLE', { path, problem: messageOf(error) }, error)
  }
}
