import { dirname, resolve } from 'node:path'
import { familyOf } from '../core/check.ts'
import type { Check } from '../core/check.ts'
import { AirworthyError } from '../core/errors.ts'
import { familyFor } from '../core/family.ts'
import type { Severity } from '../core/measurement.ts'
import { suggestion } from '../core/nearest.ts'
import { contradictionsOf } from './contradictions.ts'
import { matchesAny, matchesGlob } from './glob.ts'
import { firstProblem, problemAt, unknownKey } from './problems.ts'
import { configSchema } from './schema.ts'
import type { Settings } from './schema.ts'

/** Why a check does not run although it could: the user said so. */
export const userChoice = {
  off: 'switched off in the configuration',
  only: 'not among the checks asked for',
  skip: 'left out on request',
} as const

/** Settings of one check, resolved: nothing is left to a default at run time. */
export interface CheckSettings {
  readonly check: Check
  readonly params: Readonly<Record<string, unknown>>
  readonly severity: Severity
  /** The user set it, so impact does not move it. */
  readonly severityIsFixed: boolean
  /** Why the user does not want it; null when it is wanted. */
  readonly leftOut: string | null
}

/** A validated configuration: absolute paths, every default visible. */
export interface Config extends Settings {
  /** The file it came from, or the folder that paths are relative to. */
  readonly source: string
}

/**
 * Validates what a file says. `lineOf` finds the line of a key path, for the message.
 * Throws CONFIG_UNKNOWN_KEY with the nearest key, or CONFIG_INVALID.
 */
export function parseConfig(
  input: unknown,
  source: string,
  lineOf: (path: readonly PropertyKey[]) => number | null = () => null,
): Config {
  const parsed = configSchema.safeParse(input)
  if (!parsed.success) throw firstProblem(parsed.error, configSchema, source, lineOf)
  const [contradiction] = contradictionsOf(parsed.data)
  if (contradiction !== undefined) throw problemAt(contradiction.path, contradiction.message, source, lineOf)
  return withAbsolutePaths(parsed.data, source)
}

/** Parameters and severity of every check, in order of id. Throws for settings of checks or parameters that don't exist. */
export function settleChecks(checks: readonly Check[], config: Config): CheckSettings[] {
  const ids = checks.map((check) => check.id)
  const patterns = [...Object.keys(config.checks), ...config.only, ...config.skip, ...config.gate.required]
  for (const pattern of patterns) {
    if (ids.some((id) => matchesGlob(id, pattern))) continue
    const families = new Set(ids.map(familyOf))
    throw new AirworthyError('CONFIG_UNKNOWN_CHECK', {
      id: pattern,
      suggestion: suggestion(pattern, [...families, ...ids]),
    })
  }
  for (const [pattern, settings] of Object.entries(config.checks)) assertKnownToOne(pattern, settings, checks)
  return checks.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((check) => settle(check, config))
}

function settle(check: Check, config: Config): CheckSettings {
  // Later and more exact entries win over globs.
  const entries = Object.entries(config.checks)
    .filter(([pattern]) => matchesGlob(check.id, pattern))
    .toSorted(([a], [b]) => Number(a === check.id) - Number(b === check.id))
  const merged: Record<string, unknown> = {}
  let wanted = true
  for (const [pattern, settings] of entries) {
    if (typeof settings === 'boolean') {
      wanted = settings
      continue
    }
    const { enabled, ...rest } = settings
    wanted = enabled ?? true
    // A glob may name a parameter that only some of its checks have.
    const known = pattern === check.id ? rest : pickKnown(rest, check)
    Object.assign(merged, known)
  }
  const { severity, ...params } = merged
  const parsed = check.params.strict().safeParse(params)
  if (!parsed.success) {
    const [key] = parsed.error.issues[0]!.path
    const pattern = entries.findLast(([, given]) => typeof given === 'object' && String(key) in given)?.[0]
    const where = pattern === undefined || pattern === check.id ? check.id : `${pattern}, for ${check.id}`
    throw firstProblem(parsed.error, check.params, `checks.${where}`, () => null)
  }
  assertOrdered(check, parsed.data as Record<string, unknown>, params)
  const leftOut = !wanted
    ? userChoice.off
    : config.only.length > 0 && !matchesAny(check.id, config.only)
      ? userChoice.only
      : matchesAny(check.id, config.skip)
        ? userChoice.skip
        : null
  return {
    check,
    params: parsed.data as Record<string, unknown>,
    severity: (severity as Severity | undefined) ?? check.severity ?? familyFor(check.id).severity,
    severityIsFixed: severity !== undefined,
    leftOut,
  }
}

/** A glob may name what only some of its checks have, but not what none of them has. */
function assertKnownToOne(pattern: string, settings: Settings['checks'][string], checks: readonly Check[]): void {
  if (typeof settings === 'boolean') return
  const matching = checks.filter(({ id }) => matchesGlob(id, pattern))
  const known = ['severity', 'enabled', ...matching.flatMap(({ params }) => Object.keys(params.shape))]
  const key = Object.keys(settings).find((name) => !known.includes(name))
  if (key !== undefined) throw unknownKey(key, `checks.${pattern}`, known)
}

/** A value that warns lies before the one that fails; which way that is, the defaults tell. */
function assertOrdered(
  check: Check,
  params: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): void {
  const defaults = check.params.safeParse({}).data ?? {}
  const [warn, fail] = [params['warn'], params['fail']]
  const way = Math.sign(Number(defaults['fail']) - Number(defaults['warn']))
  if (given['warn'] === undefined || typeof warn !== 'number' || typeof fail !== 'number' || !(way !== 0)) return
  if (Math.sign(fail - warn) !== -way) return
  const problem = `warn ${warn} lies beyond fail ${fail}, so nothing could ever warn; give both, in the order of the defaults (warn ${String(defaults['warn'])}, fail ${String(defaults['fail'])}).`
  throw new AirworthyError('CONFIG_INVALID', { where: `checks.${check.id}`, problem })
}

function pickKnown(settings: Record<string, unknown>, check: Check): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => name === 'severity' || name in check.params.shape),
  )
}

function withAbsolutePaths(settings: Settings, source: string): Config {
  const folder = dirname(source)
  const absolute = (path: string) => resolve(folder, path)
  const { model, data, plugins, output } = settings
  return {
    ...settings,
    ...(model === undefined ? {} : { model: mapPaths(model, ['onnx', 'module'], absolute) }),
    data: mapPaths(data, ['reference', 'evaluation'], absolute),
    plugins: plugins.map(absolute),
    output: output.map(absolute),
    source,
  }
}

function mapPaths<T extends object>(value: T, keys: readonly (keyof T)[], absolute: (path: string) => string): T {
  const changed = keys.flatMap((key) => (value[key] === undefined ? [] : [[key, absolute(value[key] as string)]]))
  return { ...value, ...Object.fromEntries(changed) }
}
