import { settleChecks } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import type { ConfigInput } from '../config/schema.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { AirworthyError } from '../core/errors.ts'
import type { Report, Timings } from '../core/report.ts'
import type { LoadedData } from '../data/load.ts'
import { judgeAgain } from '../engine/judge-again.ts'
import type { RunSummary } from '../engine/report.ts'
import type { StoredRun } from '../store/rows.ts'
import { loadChecks } from './checks.ts'
import { checkOutputs, writeOutputs } from './outputs.ts'
import { openData } from './subject.ts'
import { openStore } from './open-store.ts'
import { reportOf } from './report-of-run.ts'
import { resolveConfig } from './resolve-config.ts'
import { checkWitnessFolder, writeWitnesses } from './witnesses.ts'
import type { WitnessSummary } from './witnesses.ts'

export interface JudgeOptions {
  /** New limits; those the run began with by default. */
  readonly config?: Config | ConfigInput
  readonly output?: readonly string[]
  /** A new or empty folder for the rows that made checks fail; needs the evaluation data as they were. */
  readonly witnesses?: string
  readonly store?: string
}

export interface JudgeResult {
  readonly run: string
  readonly report: Report
  readonly timings: Timings
  /** What the new limits also asked for and would take a new run, a clause each. */
  readonly unapplied: readonly string[]
  /** What became of the witnesses; null where none were asked for. */
  readonly witnesses: WitnessSummary | null
}

/** Judges a stored run, under new limits if they are given. Needs neither model nor, but for witnesses, data. */
export async function judgeRun(
  wanted: string,
  { config, output = [], witnesses: witnessFolder, store: folder }: JudgeOptions = {},
): Promise<JudgeResult> {
  checkOutputs(output)
  if (witnessFolder !== undefined) checkWitnessFolder(witnessFolder)
  const store = openStore(folder, wanted)
  try {
    const stored = store.find(wanted)
    if (stored.status !== 'finished') throw new AirworthyError('RUN_INCOMPLETE', { run: stored.id })
    const settings = config === undefined ? (stored.config as Config) : resolveConfig(config)
    if (settings.task !== stored.plan.task) {
      throw new AirworthyError('JUDGE_OTHER_TASK', { run: stored.id, was: stored.plan.task, task: settings.task })
    }
    const measured = new Set(stored.plan.checks.map(({ id }) => id))
    const checks = settleChecks(await loadChecks(settings.plugins), settings).filter(({ check }) =>
      measured.has(check.id),
    )
    const unknown = stored.plan.checks.find(({ id }) => !checks.some(({ check }) => check.id === id))
    if (unknown !== undefined) {
      const suggestion = 'The run holds what it measured: name the file that exports it under plugins.'
      throw new AirworthyError('CONFIG_UNKNOWN_CHECK', { id: unknown.id, suggestion })
    }
    const again = judgeAgain(stored.plan, store.records(stored), checks)
    const plan = { ...stored.plan, sensitivity: settings.sensitivity }
    const summary = stored.summary as RunSummary
    const report = reportOf(
      { plan, planHash: stored.planHash, records: again.records, summary },
      again.checks,
      settings,
    )
    const unapplied = [...settingsOfRun(stored, settings), ...again.unapplied]
    const data = witnessFolder === undefined ? null : await testedData(stored)
    try {
      const timings = stored.timings as Timings
      writeOutputs(output, report, timings)
      const witnesses =
        data === null ? null : writeWitnesses(witnessFolder!, { report, config: stored.config as Config, data })
      return { run: stored.id, report, timings, unapplied, witnesses }
    } finally {
      await data?.close()
    }
  } finally {
    store.close()
  }
}

/** The settings besides those of checks that would take a new run. */
function settingsOfRun({ config }: StoredRun, wanted: Config): string[] {
  const was = config as Config
  return (['threshold', 'budget'] as const).flatMap((name) => {
    const [before, after] = [was[name], wanted[name]].map((value) => canonicalJson(value))
    return before === after ? [] : [`the run had ${name} ${before}, not ${after}`]
  })
}

/** The data of a run, as they were read for it. Throws WITNESS_DATA_CHANGED where the file is another one by now. */
async function testedData({ id, config, plan }: StoredRun): Promise<LoadedData> {
  const data = await openData(config as Config)
  const { path, sha256 } = data.evaluation
  if (sha256 === plan.data.evaluation.sha256) return data
  await data.close()
  throw new AirworthyError('WITNESS_DATA_CHANGED', { path, run: id })
}
