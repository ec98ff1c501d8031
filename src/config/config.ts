import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Check } from '../core/check.ts'
import { AirworthyError } from '../core/errors.ts'
import { familyFor } from '../core/family.ts'
import type { Severity } from '../core/measurement.ts'
import { suggestion } from '../core/nearest.ts'
import { matchesAny, matchesGlob } from './glob.ts'
import { configSchema } from './schema.ts'
import type { Settings } from './schema.ts'

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
  return withAbsolutePaths(parsed.data, source)
}

/** Parameters and severity of every check, in order of id. Throws for settings of checks or parameters that don't exist. */
export function settleChecks(checks: readonly Check[], config: Config): CheckSettings[] {
  const ids = checks.map((check) => check.id)
  const patterns = [...Object.keys(config.checks), ...config.only, ...config.skip, ...config.gate.required]
  for (const pattern of patterns) {
    if (ids.some((id) => matchesGlob(id, pattern))) continue
    throw new AirworthyError('CONFIG_UNKNOWN_CHECK', { id: pattern, suggestion: suggestion(pattern, ids) })
  }
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
    if (settings === false) {
      wanted = false
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
  if (!parsed.success) throw firstProblem(parsed.error, check.params, `checks.${check.id}`, () => null)
  const leftOut = !wanted
    ? 'switched off in the configuration'
    : config.only.length > 0 && !matchesAny(check.id, config.only)
      ? 'not among the checks asked for'
      : matchesAny(check.id, config.skip)
        ? 'left out on request'
        : null
  return {
    check,
    params: parsed.data as Record<string, unknown>,
    severity: (severity as Severity | undefined) ?? check.severity ?? familyFor(check.id).severity,
    severityIsFixed: severity !== undefined,
    leftOut,
  }
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

function firstProblem(
  error: z.ZodError,
  schema: z.ZodType,
  source: string,
  lineOf: (path: readonly PropertyKey[]) => number | null,
): AirworthyError {
  const issue = deepest(error.issues)
  const path = issue.path.map(String).join('.')
  const line = lineOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path)
  const where = `${source}${line === null ? '' : `:${line}`}${path === '' ? '' : ` (${path})`}`
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    return new AirworthyError('CONFIG_UNKNOWN_KEY', {
      key,
      where,
      suggestion: suggestion(key, keysAt(schema, issue.path)),
    })
  }
  const isAbsent = issue.message.endsWith('received undefined')
  return new AirworthyError('CONFIG_INVALID', { where, problem: isAbsent ? 'this is missing.' : issue.message })
}

/** Inside a union zod reports every branch; the branch that got furthest is the one that was meant. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const issue = issues[0]!
  if (issue.code !== 'invalid_union') return issue
  const branches = issue.errors.filter((branch) => branch.length > 0).map((branch) => deepest(branch))
  const furthest = branches.toSorted((a, b) => b.path.length - a.path.length)[0]
  return furthest === undefined || furthest.path.length === 0
    ? issue
    : { ...furthest, path: [...issue.path, ...furthest.path] }
}

/** The keys that an object at this path may have. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: z.ZodType | undefined = schema
  for (const key of path) {
    current = unwrap(current)
    if (current instanceof z.ZodObject) current = current.shape[key as string] as z.ZodType | undefined
    else if (current instanceof z.ZodRecord) current = current.valueType as z.ZodType
    else if (current instanceof z.ZodArray) current = current.element as z.ZodType
    else return []
  }
  current = unwrap(current)
  return current instanceof z.ZodObject ? Object.keys(current.shape) : []
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let current = schema
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault) {
    current = current.unwrap() as z.ZodType
  }
  return current
}
