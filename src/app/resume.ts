import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { AirworthyError } from '../core/errors.ts'
import { listing } from '../core/format.ts'
import type { Plan } from '../core/plan.ts'
import type { StoredRun } from '../store/rows.ts'
import { openStore } from './open-store.ts'

export function storedRun(wanted: string, folder: string | undefined): StoredRun {
  const store = openStore(folder, wanted)
  try {
    return store.find(wanted)
  } finally {
    store.close()
  }
}

/** The configuration that a run began with: its file as it is now, or what was stored where there is no such file. */
export async function configOfRun(wanted: string, folder?: string): Promise<Config> {
  const { id, config } = storedRun(wanted, folder) as { id: string; config: Config }
  const { onnx, module, predictions } = config.model ?? {}
  if (config.model !== undefined && (onnx ?? module ?? predictions) === undefined) {
    throw new AirworthyError('RUN_OF_FUNCTION', { run: id })
  }
  return existsSync(config.source) ? loadConfig(config.source) : config
}

/**
 * A resumed run keeps the checks and the seed it began with, which the command line may have named; everything else is
 * as given, and what that changes of the plan is refused later.
 */
export function asBegun(given: Config, { config }: StoredRun): Config {
  const { only, skip, seed } = config as Config
  return { ...given, only, skip, seed }
}

/** Throws RUN_CHANGED where the plan is no longer the one that the run began with. */
export function holdToPlan(run: StoredRun, planned: Plan, planHash: string): void {
  if (run.planHash === planHash) return
  throw new AirworthyError('RUN_CHANGED', { run: run.id, what: whatChanged(run.plan, planned) })
}

function whatChanged(before: Plan, after: Plan): string {
  const parts: [string, (planned: Plan) => unknown][] = [
    ['the reference data', (planned) => planned.data.reference?.sha256],
    ['the evaluation data', (planned) => planned.data.evaluation.sha256],
    ['the model', (planned) => planned.model?.sha256],
    ['the version of Airworthy', (planned) => planned.version],
    ['the checks or their parameters', (planned) => planned.checks],
    ['the task', (planned) => planned.task],
    ['the sensitivity', (planned) => planned.sensitivity],
    ['the budget', (planned) => planned.budget],
    ['how the data are read', (planned) => [planned.schema, planned.classes, planned.data.decisions]],
    ['how the model is asked', (planned) => planned.model?.decisions],
    ['the title', (planned) => planned.title],
  ]
  const changed = parts
    .filter(([, part]) => canonicalJson(part(before) ?? null) !== canonicalJson(part(after) ?? null))
    .map(([name]) => name)
  return changed.length === 0 ? 'something in the plan' : listing(changed)
}
