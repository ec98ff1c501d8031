import { availableParallelism } from 'node:os'
import type { Config } from '../config/config.ts'
import type { ConfigInput } from '../config/schema.ts'
import { AirworthyError } from '../core/errors.ts'
import type { RunEvent } from '../core/run.ts'
import { openStore } from './open-store.ts'
import { checkOutputs, writeOutputs } from './outputs.ts'
import { prepare } from './prepare.ts'
import { resolveConfig } from './resolve-config.ts'
import { asBegun, storedRun } from './resume.ts'
import { run } from './run.ts'
import type { RunResult } from './run.ts'
import type { Subject } from './subject.ts'
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

export interface TestResult extends RunResult {
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
  { run: id, report, timings }: RunResult,
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
