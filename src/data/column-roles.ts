import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { Role } from '../core/schema.ts'
import type { DataOptions } from './options.ts'
import type { Source } from './source.ts'

/** A column of either set with the role that the options give it; `null` when its values decide. */
export interface NamedColumn {
  readonly name: string
  readonly role: Role | null
}

/** The columns of both sets, in the order of the reference. Fails when a name in the options is nobody's. */
export function nameColumns(
  options: DataOptions,
  reference: Source | null,
  evaluation: Source,
): readonly NamedColumn[] {
  const roles = rolesByName(options)
  assertColumnsExist(options, reference, evaluation)
  assertSameColumns(roles, reference, evaluation)
  const names = new Set([...(reference?.columns ?? []), ...evaluation.columns].map((column) => column.name))
  return [...names].map((name) => ({ name, role: roles.get(name) ?? null }))
}

function rolesByName(options: DataOptions): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>()
  for (const name of options.ignore) roles.set(name, 'ignored')
  for (const [name, { role }] of Object.entries(options.columns)) if (role !== undefined) roles.set(name, role)
  for (const name of predictionColumns(options)) roles.set(name, 'prediction')
  for (const role of ['id', 'timestamp', 'group', 'weight', 'label'] as const) {
    const name = options[role]
    if (name !== undefined) roles.set(name, role)
  }
  return roles
}

export function predictionColumns({ predictions }: DataOptions): readonly string[] {
  if (predictions === undefined) return []
  return [predictions.score, predictions.label, ...Object.values(predictions.scores ?? {})].filter(
    (name) => name !== undefined,
  )
}

function assertColumnsExist(options: DataOptions, reference: Source | null, evaluation: Source): void {
  const inEvaluation = new Set(evaluation.columns.map((column) => column.name))
  const inEither = new Set([...inEvaluation, ...(reference?.columns ?? []).map((column) => column.name)])
  const missing = (column: string, role: string, path = evaluation.path) =>
    new AirworthyError('DATA_NO_COLUMN', { path, column, role, suggestion: suggestion(column, [...inEither]) })
  for (const column of predictionColumns(options)) if (!inEvaluation.has(column)) throw missing(column, 'prediction')
  for (const role of ['label', 'id', 'timestamp', 'group', 'weight'] as const) {
    const column = options[role]
    if (column !== undefined && !inEither.has(column)) throw missing(column, role)
  }
  for (const column of options.protected) if (!inEither.has(column)) throw missing(column, 'protected')
  for (const column of options.ignore) if (!inEither.has(column)) throw missing(column, 'data.ignore')
  for (const column of Object.keys(options.columns)) if (!inEither.has(column)) throw missing(column, 'data.columns')
}

/** Labels, predictions and the like may be missing from one set; features may not. */
function assertSameColumns(roles: ReadonlyMap<string, Role>, reference: Source | null, evaluation: Source): void {
  if (reference === null) return
  const featuresMissing = (from: Source, to: Source) => {
    const there = new Set(to.columns.map((column) => column.name))
    return from.columns
      .filter(({ name }) => !there.has(name) && (roles.get(name) ?? 'feature') === 'feature')
      .map(({ name }) => name)
  }
  const problems = [
    ['only in the reference', featuresMissing(reference, evaluation)],
    ['only in the evaluation data', featuresMissing(evaluation, reference)],
  ] as const
  const [[, known], [, asked]] = problems
  const twin = known.find((name) => asked.some((other) => sameButForCase(name, other)))
  if (twin !== undefined) {
    const other = asked.find((name) => sameButForCase(twin, name))!
    const problem = `"${twin}" of the reference is "${other}" in the evaluation data`
    throw new AirworthyError('DATA_COLUMNS_DIFFER', { problem })
  }
  const told = problems.filter(([, names]) => names.length > 0).map(([where, names]) => `${where}: ${listed(names)}`)
  if (told.length > 0) throw new AirworthyError('DATA_COLUMNS_DIFFER', { problem: told.join('; ') })
}

function sameButForCase(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function listed(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')}, … (${names.length})`
}
