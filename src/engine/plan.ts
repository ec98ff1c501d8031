import type { CheckSettings } from '../config/config.ts'
import { artifactNames } from '../core/artifacts.ts'
import type { Need } from '../core/artifacts.ts'
import { chosenColumns } from '../core/column-choice.ts'
import { listing } from '../core/format.ts'
import type { Plan, PlannedCheck } from '../core/plan.ts'

/** Everything of a plan but its checks: what the data and the model turned out to be. */
export type PlanFrame = Omit<Plan, 'checks'>

/**
 * Decides for each check whether it runs, and says why not. Pure: the same facts give the same plan. Throws where a
 * check is to look at a column that is not there.
 */
export function makePlan(frame: PlanFrame, settings: readonly CheckSettings[], canHave: (need: Need) => boolean): Plan {
  return { ...frame, checks: settings.map((one) => planCheck(one, frame, canHave)) }
}

/** What of an artifact only the model under test can give. */
const fromModel: ReadonlySet<Need> = new Set([
  'model',
  'probe',
  'predictions',
  'scores',
  'referencePredictions',
  'referenceScores',
])

/** Why a model that is there cannot be asked: the one case is a file that the scan found dangerous. */
export const modelRefused = 'the model was not loaded, because its file is dangerous'

function planCheck(
  { check, params, severity, leftOut }: CheckSettings,
  { task, schema, model }: PlanFrame,
  canHave: (need: Need) => boolean,
): PlannedCheck {
  const lacking = check.needs.filter((need) => !canHave(need))
  const isRefused = model !== null && !canHave('model') && lacking.some((need) => fromModel.has(need))
  const missing = [...new Set(lacking.map((need) => artifactNames[need]))]
  const skip =
    leftOut ??
    (!check.task.includes(task)
      ? `not for ${task} models`
      : isRefused
        ? modelRefused
        : missing.length > 0
          ? `needs ${listing(missing, 9).replace(/, ([^,]*)$/, ' and $1')}`
          : null)
  // Names of columns that are not there are said before anything runs.
  chosenColumns(schema, check.params.shape, params)
  return { id: check.id, params, severity, skip }
}
