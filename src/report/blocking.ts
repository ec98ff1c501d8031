import type { Report } from '../core/report.ts'
import { groupByRisk, worstFirst } from './order.ts'
import type { Cause, CheckGroup } from './order.ts'

type Reason = Report['gate']['reasons'][number]

/** A check that shuts the gate, with the reasons of one cause, the worst first. */
export interface BlockingCheck {
  readonly id: string
  readonly reasons: readonly [Reason, ...Reason[]]
  /** The check itself; undefined when the report does not hold it. */
  readonly group: CheckGroup | undefined
}

/** The checks that shut the gate for a cause, the worst first, as a reader should take them up. */
export function blockingChecks(report: Report, cause: Cause): readonly BlockingCheck[] {
  const groups = new Map(
    groupByRisk(report)
      .flatMap(({ families }) => families.flatMap(({ checks }) => checks))
      .map((check) => [check.id, check]),
  )
  const places = new Map(worstFirst(report.findings).map(({ check, subject }, i) => [nameOf(check, subject), i]))
  const placeOf = ({ check, subject }: Reason) => places.get(nameOf(check, subject)) ?? places.size
  const reasons = report.gate.reasons
    .filter((reason) => reason.cause === cause)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
  return [...Map.groupBy(reasons, ({ check }) => check)].map(([id, [first, ...rest]]) => ({
    id,
    reasons: [first!, ...rest],
    group: groups.get(id),
  }))
}

function nameOf(check: string, subject: string | null): string {
  return JSON.stringify([check, subject])
}
