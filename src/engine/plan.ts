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

function planCheck(
  { check, params, severity, leftOut }: CheckSettings,
  { task, schema }: PlanFrame,
  canHave: (need: Need) => boolean,
): PlannedCheck {
  const missing = [...new Set(check.needs.filter((need) => !canHave(need)).map((need) => artifactNames[need]))]
  const skip =
    leftOut ??
    (!check.task.includes(task)
      ? `not for ${task} models`
      : missing.length > 0
        ? `needs ${listing(missing, 9).replace(/, ([^,]*)$/, ' and $1')}`
        : null)
  // Names of columns that are not there are said before anything runs.
  chosenColumns(schema, check.params.shape, params)
  return { id: check.id, params, severity, skip }
}
