import { createHash } from 'node:crypto'
import type { CheckSettings, Config } from '../config/config.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { AirworthyError } from '../core/errors.ts'
import type { Plan } from '../core/plan.ts'
import type { Report, Timings } from '../core/report.ts'
import { execute } from '../engine/execute.ts'
import type { ArtifactSource } from '../engine/artifacts.ts'
import type { RunSummary } from '../engine/report.ts'
import type { StoredRun } from '../store/rows.ts'
import { lockRun } from '../store/run-lock.ts'
import type { RunStore } from '../store/run-store.ts'
import type { Prepared, Watch } from './prepare.ts'
import { reportOf } from './report-of-run.ts'
import { holdToPlan } from './resume.ts'
import { importanceOf, summarise } from './summary.ts'
import { collectTimings } from './timings.ts'
import { turns } from './turns.ts'

export interface RunResult {
  readonly run: string
  readonly report: Report
  readonly timings: Timings
}

/** Does what was prepared, or goes on with it, and stores what was measured as it is measured. */
export async function run(
  store: RunStore,
  resumed: StoredRun | null,
  config: Config,
  prepared: Prepared,
  { signal, onEvent }: Watch,
): Promise<RunResult> {
  const planned = prepared.plan
  const planHash = hashOf(planned)
  if (resumed !== null) holdToPlan(resumed, planned, planHash)
  const startedAt = new Date()
  const id = resumed?.id ?? begin(store, startedAt, { planHash, plan: planned, config: storableConfig(config) })
  const unlock = lockRun(store.path, id)
  try {
    // Read again: whoever held the lock until now may have finished it.
    const stored = store.find(id)
    if (stored.status === 'finished') return finishedRun(store, stored, prepared.checks, config)
    return await goThrough(store, stored, config, prepared, { signal, onEvent, startedAt })
  } finally {
    unlock()
  }
}

function begin(store: RunStore, startedAt: Date, run: Pick<StoredRun, 'planHash' | 'plan' | 'config'>): string {
  const createdAt = startedAt.toISOString()
  return store.begin({
    id: `${createdAt.replace(/[-:]|\..*/g, '')}-${run.planHash.slice(0, 6)}`,
    createdAt,
    ...run,
  })
}

async function goThrough(
  store: RunStore,
  stored: StoredRun,
  config: Config,
  { subject, artifacts, checks, plan: planned }: Prepared,
  { signal, onEvent, startedAt }: Watch & { readonly startedAt: Date },
): Promise<RunResult> {
  const { id, planHash } = stored
  const clock = collectTimings(startedAt, store.durations(stored))
  try {
    store.reopen(id, storableConfig(config))
    if (artifacts.has('predictions')) {
      onEvent({ type: 'phase', name: 'asking the model about the data as they are' })
    }
    const isAnswered = await answersAll(artifacts, planned, checks)
    const { task, seed } = planned
    const importance = isAnswered
      ? importanceOf(subject, artifacts, { task, seed, signal })
      : Promise.resolve(new Map())
    // Whoever waits for it hears of its failure; until then it must not end the process.
    importance.catch(() => {})
    const records = await execute({
      plan: planned,
      checks: new Map(checks.map(({ check }) => [check.id, check])),
      artifacts,
      rowNumbers: {
        reference: subject.data.reference?.rowNumbers ?? null,
        evaluation: subject.data.evaluation.rowNumbers,
      },
      recorder: {
        measured: (check, measurement) => store.append(id, check, measurement),
        ended: (record, durationMs) => store.end(id, record, durationMs),
      },
      finished: new Map(store.records(stored).map((record) => [record.check, record])),
      onEvent: (event) => {
        clock.observe(event)
        onEvent(event)
      },
      signal,
      now: () => performance.now(),
      pause: turns(),
      concurrency: { asking: 8, reading: 2 },
      alongside: importance,
    })
    onEvent({ type: 'phase', name: 'summing up' })
    const summary = await summarise(subject, artifacts, {
      task,
      isAnswered,
      importance: await importance,
      records,
    })
    const report = reportOf({ plan: planned, planHash, records, summary }, checks, config)
    const timings = clock.finish(records, new Map(checks.map(({ check }) => [check.id, check])))
    store.finish(id, summary, timings)
    return { run: id, report, timings }
  } catch (error) {
    leaveOff(store, id)
    if (signal.aborted) throw new AirworthyError('CANCELLED', { run: id }, error)
    throw error
  }
}

/** A run that was finished is not done again: it was ended, at most, before its reports were written. */
function finishedRun(
  store: RunStore,
  finished: StoredRun,
  checks: readonly CheckSettings[],
  config: Config,
): RunResult {
  const { id, plan: planned, planHash } = finished
  const summary = finished.summary as RunSummary
  const report = reportOf({ plan: planned, planHash, records: store.records(finished), summary }, checks, config)
  return { run: id, report, timings: finished.timings as Timings }
}

/** A store that takes nothing more can't take this either; such a run can be gone on with all the same. */
function leaveOff(store: RunStore, run: string): void {
  try {
    store.setStatus(run, 'cancelled')
  } catch {
    // What ended the run is told.
  }
}

/** Whether the model answers the data as they are. It need not where no check reads those answers; else it throws. */
async function answersAll(
  artifacts: ArtifactSource,
  planned: Plan,
  checks: readonly CheckSettings[],
): Promise<boolean> {
  if (!artifacts.has('predictions')) return false
  const running = new Set(planned.checks.filter(({ skip }) => skip === null).map(({ id }) => id))
  const read = checks.flatMap(({ check }) => (running.has(check.id) ? [...check.needs, ...(check.uses ?? [])] : []))
  try {
    await artifacts.get('predictions')
    return true
  } catch (error) {
    if (read.some((need) => ['predictions', 'scores', 'probe'].includes(need))) throw error
    return false
  }
}

function hashOf(planned: Plan): string {
  return createHash('sha256').update(canonicalJson(planned)).digest('hex')
}

function storableConfig(config: Config): unknown {
  return JSON.parse(JSON.stringify(config))
}
