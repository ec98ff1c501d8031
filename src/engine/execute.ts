import type { Need } from '../core/artifacts.ts'
import type { Check } from '../core/check.ts'
import { familyOf } from '../core/check.ts'
import { chosenColumns } from '../core/column-choice.ts'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Measurement } from '../core/measurement.ts'
import { measurementProblem } from '../core/measurement-shape.ts'
import { storable } from '../core/storable.ts'
import type { Plan, PlannedCheck } from '../core/plan.ts'
import { streamKey } from '../core/random.ts'
import type { CheckRecord, RunEvent } from '../core/run.ts'
import { protectedOf } from '../core/schema.ts'
import type { ArtifactSource } from './artifacts.ts'
import { inSourceRows } from './source-rows.ts'
import type { RowNumbers } from './source-rows.ts'

/** Where measurements go the moment they are made. */
export interface Recorder {
  measured(check: string, measurement: Measurement): void
  /** With how long it took, where it measured. */
  ended(record: CheckRecord, durationMs: number | null): void
}

export interface Execution {
  readonly plan: Plan
  readonly checks: ReadonlyMap<string, Check>
  readonly artifacts: ArtifactSource
  /** Of sets that were sampled, where their rows stand in the source; absent where none was. */
  readonly rowNumbers?: RowNumbers
  readonly recorder: Recorder
  /** Records of checks that an earlier, interrupted execution of the same plan has finished. */
  readonly finished: ReadonlyMap<string, CheckRecord>
  readonly onEvent: (event: RunEvent) => void
  readonly signal: AbortSignal
  /** Milliseconds, for the durations in events. */
  readonly now: () => number
  /** Lets this thread hear what came in while it computed. */
  readonly pause: () => Promise<void>
  /** Checks under way at once; changes when things happen, never what comes out. */
  readonly concurrency: {
    /** Of those that ask the model: many, so that it always has a question. */
    readonly asking: number
    /** Of the others, which this thread computes while the model answers. */
    readonly reading: number
  }
  /** What goes on beside the checks and asks the model too: it has to be over before times are taken. */
  readonly alongside?: Promise<unknown>
}

/**
 * Runs what the plan says and returns one record a check, in the order of the plan. A check that throws is recorded
 * as errored and the others go on; only a cancelled signal ends the whole execution, with what was finished kept.
 */
export async function execute(execution: Execution): Promise<CheckRecord[]> {
  const { plan, finished, onEvent, signal, recorder } = execution
  const records = new Map<string, CheckRecord>(finished)
  for (const id of finished.keys()) onEvent({ type: 'resumed', check: id })
  const end = ({ record, event }: Ended) => {
    // Stored first: what an observer hears has happened.
    recorder.ended(record, event.type === 'finished' ? event.durationMs : null)
    records.set(record.check, record)
    onEvent(event)
  }

  const pending = plan.checks.filter(({ id }) => !finished.has(id))
  onEvent({
    type: 'planned',
    checks: plan.checks.length,
    skipped: plan.checks.filter(({ skip }) => skip !== null).length,
  })
  for (const { id, skip } of pending) {
    if (skip === null) continue
    end(skipped(id, skip))
  }

  const runnable = pending.filter(({ skip }) => skip === null)
  const isAlone = ({ id }: PlannedCheck) => execution.checks.get(id)!.alone === true
  const asksModel = ({ id }: PlannedCheck) => execution.checks.get(id)!.needs.includes('model')
  const together = runnable.filter((planned) => !isAlone(planned))
  const lanes = (queue: PlannedCheck[], width: number) =>
    Array.from({ length: width }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        end(await runCheck(execution, next))
        // What the model answered meanwhile is heard, and it is asked on, before the next check takes this thread.
        await execution.pause()
      }
    })
  // Those that ask the model begin first: its processes work while this one computes the others.
  await Promise.all([
    ...lanes(together.filter(asksModel), execution.concurrency.asking),
    ...lanes(
      together.filter((planned) => !asksModel(planned)),
      execution.concurrency.reading,
    ),
    // Its failure is told by whoever wants its result, and must not leave checks under way behind.
    execution.alongside?.catch(() => {}),
  ])
  // What takes times comes last and one by one, when the machine has nothing else to do.
  for (const planned of runnable.filter(isAlone)) end(await runCheck(execution, planned))

  signal.throwIfAborted()
  return plan.checks.map(({ id }) => records.get(id)!)
}

interface Ended {
  readonly record: CheckRecord
  readonly event: RunEvent
}

async function runCheck(execution: Execution, planned: PlannedCheck): Promise<Ended> {
  const { checks, onEvent, signal, now, recorder, rowNumbers } = execution
  const check = checks.get(planned.id)!
  signal.throwIfAborted()
  onEvent({ type: 'started', check: check.id })
  const startedAt = now()
  let isTaken = true
  try {
    const context = await contextFor(execution, check, planned.params)
    const measurements: Measurement[] = []
    const subjects = new Set<string>()
    for await (const observed of check.run(context, planned.params)) {
      signal.throwIfAborted()
      const measurement = storable(rowNumbers === undefined ? observed : inSourceRows(observed, rowNumbers))
      const problem = measurementProblem(measurement)
      if (problem !== null) throw new Error(`it yields what is no measurement: ${problem}`)
      if (subjects.has(measurement.subject)) throw new Error(`two measurements are about "${measurement.subject}"`)
      subjects.add(measurement.subject)
      measurements.push(measurement)
      isTaken = false
      recorder.measured(check.id, measurement)
      onEvent({ type: 'measured', check: check.id, subject: measurement.subject })
      isTaken = true
      // Of a large column each takes this thread for a while: whoever stops the run is heard, and answers are taken in.
      await execution.pause()
      signal.throwIfAborted()
    }
    if (measurements.length === 0) {
      return skipped(check.id, check.idle ?? 'there is nothing in these data for it to measure')
    }
    const durationMs = now() - startedAt
    return {
      record: { check: check.id, outcome: 'measured', measurements },
      event: { type: 'finished', check: check.id, measurements: measurements.length, durationMs },
    }
  } catch (error) {
    signal.throwIfAborted()
    // A measurement that cannot be stored or told ends the run; it is no fault of the check.
    if (!isTaken) throw error
    const code = error instanceof AirworthyError ? error.code : 'CHECK_FAILED'
    const reason = messageOf(error)
    return {
      record: { check: check.id, outcome: 'errored', code, reason },
      event: { type: 'errored', check: check.id, code, reason },
    }
  }
}

function skipped(check: string, reason: string): Ended {
  return { record: { check, outcome: 'skipped', reason }, event: { type: 'skipped', check, reason } }
}

/** What the check declared, resolved, and what every check is told. */
async function contextFor(
  { plan, artifacts, signal }: Execution,
  check: Check,
  params: PlannedCheck['params'],
): Promise<unknown> {
  const schema = chosenColumns(plan.schema, check.params.shape, params)
  const wanted: Need[] = [...check.needs, ...(check.uses ?? []).filter((need) => artifacts.has(need))]
  const resolved = await Promise.all(wanted.map(async (need) => [need, await artifacts.get(need)] as const))
  return {
    ...Object.fromEntries(resolved),
    ...(schema === plan.schema || !wanted.includes('protected')
      ? {}
      : { protected: protectedOf(schema).map(({ name }) => name) }),
    task: plan.task,
    schema,
    budget: plan.budget,
    key: streamKey(plan.seed, familyOf(check.id), check.id),
    signal,
  }
}
