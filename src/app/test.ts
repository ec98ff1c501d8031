import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { parseConfig, settleChecks } from '../config/config.ts'
import type { CheckSettings, Config } from '../config/config.ts'
import type { ConfigInput } from '../config/schema.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { AirworthyError } from '../core/errors.ts'
import type { Plan } from '../core/plan.ts'
import type { Report, Timings } from '../core/report.ts'
import type { CheckRecord, RunEvent } from '../core/run.ts'
import { execute } from '../engine/execute.ts'
import type { ArtifactSource } from '../engine/artifacts.ts'
import { makePlan } from '../engine/plan.ts'
import { makeReport } from '../engine/report.ts'
import type { RunSummary } from '../engine/report.ts'
import { lockRun } from '../store/run-lock.ts'
import { RunStore } from '../store/run-store.ts'
import type { StoredRun } from '../store/rows.ts'
import { artifactsOf } from './artifacts.ts'
import { loadChecks } from './checks.ts'
import { openStore } from './open-store.ts'
import { checkOutputs, writeOutputs } from './outputs.ts'
import { asBegun, holdToPlan, storedRun } from './resume.ts'
import { decisionOnScores, openSubject, plannedData, plannedModel, refusedModel } from './subject.ts'
import type { Subject } from './subject.ts'
import { importanceOf, summarise } from './summary.ts'
import { collectTimings } from './timings.ts'
import { version } from './version.ts'
import { checkWitnessFolder, writeWitnesses } from './witnesses.ts'
import type { WitnessSummary } from './witnesses.ts'

export interface TestOptions {
  /** Inference processes; all cores by default. Changes how long it takes, never what comes out. */
  readonly workers?: number
  /** Id of an interrupted run to go on with. */
  readonly resume?: string
  /** Reports to write besides those of the configuration. */
  readonly output?: readonly string[]
  /** A new or empty folder for the rows that made checks fail, as regression tests. */
  readonly witnesses?: string
  /** Folder of the run store; `.airworthy` in the working folder by default. */
  readonly store?: string
  readonly onEvent?: (event: RunEvent) => void
  readonly signal?: AbortSignal
}

export interface TestResult {
  readonly run: string
  readonly report: Report
  readonly timings: Timings
  /** The reports that were written. */
  readonly written: readonly string[]
  /** What became of the witnesses; null where none were asked for. */
  readonly witnesses: WitnessSummary | null
}

/**
 * Runs every check that the configuration allows against its data and model, stores what was measured, and judges it.
 * Throws an AirworthyError for what the user can mend; a check that breaks is a finding, not an exception.
 */
export async function test(config: Config | ConfigInput, options: TestOptions = {}): Promise<TestResult> {
  const given = resolveConfig(config)
  const signal = options.signal ?? new AbortController().signal
  const onEvent = options.onEvent ?? (() => {})
  const outputs = [...given.output, ...(options.output ?? [])]
  checkOutputs(outputs)
  if (options.witnesses !== undefined) checkWitnessFolder(options.witnesses)
  const resumed = options.resume === undefined ? null : storedRun(options.resume, options.store)
  const settings = resumed === null ? given : asBegun(given, resumed)
  const prepared = await prepare(settings, { workers: options.workers ?? availableParallelism(), signal, onEvent })
  try {
    // Only now: a mistake about data or model leaves nothing behind.
    const store = openStore(options.store)
    try {
      const result = await run(store, resumed, settings, prepared, { signal, onEvent })
      return { ...result, ...writeAll(result, outputs, options.witnesses, settings, prepared.subject) }
    } finally {
      store.close()
    }
  } finally {
    await prepared.subject.close()
  }
}

/** Reports and witnesses of a run that is stored. Throws OUTPUT_NOT_WRITTEN. */
function writeAll(
  { run: id, report, timings }: Pick<TestResult, 'run' | 'report' | 'timings'>,
  outputs: readonly string[],
  witnessFolder: string | undefined,
  config: Config,
  { data }: Subject,
): Pick<TestResult, 'written' | 'witnesses'> {
  try {
    writeOutputs(outputs, report, timings)
    const witnesses = witnessFolder === undefined ? null : writeWitnesses(witnessFolder, { report, config, data })
    return { written: outputs, witnesses }
  } catch (error) {
    if (!(error instanceof AirworthyError && error.code === 'OUTPUT_UNWRITABLE')) throw error
    throw new AirworthyError('OUTPUT_NOT_WRITTEN', { run: id, problem: error.message }, error)
  }
}

/** What would be done, without asking the model anything. */
export async function plan(
  config: Config | ConfigInput,
  options: Pick<TestOptions, 'signal' | 'onEvent'> = {},
): Promise<Plan> {
  const signal = options.signal ?? new AbortController().signal
  const prepared = await prepare(resolveConfig(config), { workers: 1, signal, onEvent: options.onEvent ?? (() => {}) })
  await prepared.subject.close()
  return prepared.plan
}

/** With every default filled in; paths of a configuration made in code are relative to the working folder. */
export function resolveConfig(config: Config | ConfigInput): Config {
  const isResolved = typeof config === 'object' && config !== null && 'source' in config
  return isResolved ? config : parseConfig(config, resolve('airworthy.config'))
}

interface Prepared {
  readonly subject: Subject
  readonly artifacts: ArtifactSource
  readonly checks: readonly CheckSettings[]
  readonly plan: Plan
}

interface Watch {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

async function prepare(
  config: Config,
  { workers, signal, onEvent }: Watch & { readonly workers: number },
): Promise<Prepared> {
  const checks = settleChecks(await loadChecks(config.plugins), config)
  const onPhase = (name: string) => onEvent({ type: 'phase', name })
  const subject = await openSubject(config, { workers, signal, onPhase }).catch((error: unknown) => {
    throw signal.aborted ? new AirworthyError('CANCELLED_EARLY', {}, error) : error
  })
  const { data, model } = subject
  const artifacts = artifactsOf(subject, config)
  const classes = model === null ? data.classes : model.description.classes
  const frame = {
    version,
    title: config.title ?? titleOf(config),
    task: config.task,
    classes,
    seed: config.seed,
    sensitivity: config.sensitivity,
    budget: config.budget,
    schema: data.schema,
    data: {
      reference: data.reference === null ? null : plannedData(data.reference),
      evaluation: plannedData(data.evaluation),
      decisions: [...data.decisions, ...(artifacts.has('scores') ? decisionOnScores(config, classes) : [])],
      warnings: data.warnings,
    },
    model: plannedModel(model) ?? refusedModel(subject),
  }
  try {
    return { subject, artifacts, checks, plan: makePlan(frame, checks, artifacts.has) }
  } catch (error) {
    // A mistake that only the data show; what was opened would hold the process.
    await subject.close()
    throw error
  }
}

async function run(
  store: RunStore,
  resumed: StoredRun | null,
  config: Config,
  { subject, artifacts, checks, plan: planned }: Prepared,
  { signal, onEvent }: Watch,
): Promise<Omit<TestResult, 'written' | 'witnesses'>> {
  const planHash = hashOf(planned)
  if (resumed !== null) {
    holdToPlan(resumed, planned, planHash)
    if (resumed.status === 'finished') return finishedRun(store, resumed, checks, config)
  }
  const startedAt = new Date()
  const createdAt = startedAt.toISOString()
  const id =
    resumed?.id ??
    store.begin({
      id: `${createdAt.replace(/[-:]|\..*/g, '')}-${planHash.slice(0, 6)}`,
      createdAt,
      planHash,
      plan: planned,
      config: storableConfig(config),
    })
  const unlock = lockRun(store.path, id)

  const clock = collectTimings(startedAt)
  try {
    if (resumed !== null) store.reopen(id, storableConfig(config))
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
        ended: (record) => store.end(id, record),
      },
      finished: new Map(resumed === null ? [] : store.records(resumed).map((record) => [record.check, record])),
      onEvent: (event) => {
        clock.observe(event)
        onEvent(event)
      },
      signal,
      now: () => performance.now(),
      pause: () => immediate(),
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
  } finally {
    unlock()
  }
}

/** A run that was finished is not done again: it was ended, at most, before its reports were written. */
function finishedRun(
  store: RunStore,
  finished: StoredRun,
  checks: readonly CheckSettings[],
  config: Config,
): Omit<TestResult, 'written' | 'witnesses'> {
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

function hashOf(planned: Plan): string {
  return createHash('sha256').update(canonicalJson(planned)).digest('hex')
}

function storableConfig(config: Config): unknown {
  return JSON.parse(JSON.stringify(config))
}

function titleOf({ model, data }: Config): string {
  // The name alone: a folder of another name must not make another report.
  return basename(model?.onnx ?? model?.module ?? data.evaluation)
}
