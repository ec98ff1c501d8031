import { z } from 'zod'
import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'

/** The line of a key path in the file; null where nothing tells it. */
type LineOf = (path: readonly PropertyKey[]) => number | null

/** What a person should mend first: a key that nobody knows explains why another one seems to be missing. */
export function firstProblem(error: z.ZodError, schema: z.ZodType, source: string, lineOf: LineOf): AirworthyError {
  const issue = deepest(error.issues.toSorted((a, b) => rankOf(a) - rankOf(b)))
  if (issue.code !== 'unrecognized_keys') return problemAt(issue.path, inWords(issue), source, lineOf)
  const key = issue.keys[0]!
  return unknownKey(key, placeOf(issue.path, source, lineOf([...issue.path, key])), keysAt(schema, issue.path))
}

export function problemAt(
  path: readonly PropertyKey[],
  problem: string,
  source: string,
  lineOf: LineOf,
): AirworthyError {
  return new AirworthyError('CONFIG_INVALID', { where: placeOf(path, source, lineOf(path)), problem })
}

export function unknownKey(key: string, where: string, known: readonly string[]): AirworthyError {
  return new AirworthyError('CONFIG_UNKNOWN_KEY', { key, where, suggestion: suggestion(key, known) })
}

function placeOf(path: readonly PropertyKey[], source: string, line: number | null): string {
  return `${source}${line === null ? '' : `:${line}`}${path.length === 0 ? '' : ` (${path.map(String).join('.')})`}`
}

function rankOf({ code }: z.core.$ZodIssue): number {
  return code === 'unrecognized_keys' ? 0 : 1
}

/** As somebody would say it who writes YAML and not TypeScript. */
function inWords(issue: z.core.$ZodIssue): string {
  const [, expected, received] = /expected (\w+), received (\w+)$/.exec(issue.message) ?? []
  if (received === 'undefined') return 'this is missing.'
  if (expected === undefined || received === undefined) return issue.message
  return `${kindsInWords[expected] ?? expected} is wanted, and this is ${kindsInWords[received] ?? received}.`
}

const kindsInWords: Readonly<Record<string, string>> = {
  array: 'a list, as in [a, b],',
  object: 'a group of settings, as in { name: value },',
  record: 'a group of settings, as in { name: value },',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
  NaN: 'no number',
  Infinity: 'infinite',
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
