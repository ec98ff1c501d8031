import type { CheckSettings } from '../config/config.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord } from '../core/run.ts'

/** What a stored run is under new settings. */
export interface JudgedAgain {
  readonly records: readonly CheckRecord[]
  readonly checks: readonly CheckSettings[]
  /** What the settings ask for and no limit can give, a clause each: it was measured in another way. */
  readonly unapplied: readonly string[]
}

/**
 * Puts the records of a run under new settings, as far as those can apply: a check that they leave out is skipped; a
 * parameter that steers measuring stays what it was, so that no report names one that had no effect.
 */
export function judgeAgain(
  plan: Plan,
  records: readonly CheckRecord[],
  settings: readonly CheckSettings[],
): JudgedAgain {
  const settingsOf = new Map<string, CheckSettings>(settings.map((one) => [one.check.id, one]))
  const paramsOf = new Map(plan.checks.map(({ id, params }) => [id, params]))
  const unapplied: string[] = []
  const checks = settings.map((one) => ({ ...one }))
  const kept = records.map((record): CheckRecord => {
    const { leftOut } = settingsOf.get(record.check)!
    return leftOut === null ? record : { check: record.check, outcome: 'skipped', reason: leftOut }
  })
  for (const record of kept) {
    const index = checks.findIndex(({ check }) => check.id === record.check)
    const { params, steering } = applied(checks[index]!, record, paramsOf.get(record.check)!)
    checks[index] = { ...checks[index]!, params }
    for (const [name, was, wanted] of steering) {
      unapplied.push(`${record.check} was measured with ${name} ${text(was)}, not ${text(wanted)}`)
    }
  }
  return { records: kept, checks, unapplied }
}

type Params = CheckSettings['params']

/** The new values of what `judge` reads, the old ones of everything else, and which of those were to be others. */
function applied({ check, params }: CheckSettings, record: CheckRecord, measuredWith: Params) {
  if (record.outcome !== 'measured') return { params, steering: [] }
  const read = new Set<string>()
  const watched = new Proxy(params, {
    get: (target, name) => {
      read.add(String(name))
      return target[String(name)]
    },
  })
  try {
    for (const measurement of record.measurements) check.judge(measurement, watched)
  } catch {
    // A check that breaks over its measurements is told as broken when it is judged.
    return { params, steering: [] }
  }
  const steering = Object.keys(params).flatMap((name): [string, unknown, unknown][] =>
    read.has(name) || isLimit(name) || !(name in measuredWith) || same(params[name], measuredWith[name])
      ? []
      : [[name, measuredWith[name], params[name]]],
  )
  return { params: { ...params, ...Object.fromEntries(steering.map(([name, was]) => [name, was])) }, steering }
}

/** `fail`, `warnRise`: what judging reads of some tasks and metrics, if not of these, and measuring never does. */
function isLimit(param: string): boolean {
  return /^(warn|fail)([A-Z]|$)/.test(param)
}

function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b)
}

function text(value: unknown): string {
  return canonicalJson(value ?? null)
}
