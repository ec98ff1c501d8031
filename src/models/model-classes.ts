import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { ModelOptions } from './model-spec.ts'

/** What is known of the classes of a model. */
export interface KnownClasses {
  /** In the order of its scores, as the user or the model itself tells them. */
  readonly told: readonly string[] | null
  readonly scoreColumns: number | null
  /** What is named in errors. */
  readonly path: string
}

/**
 * The classes of the label; where the data have none, those of the model, for binary the positive one last. Throws
 * MODEL_CLASSES_UNKNOWN, MODEL_NOT_BINARY and POSITIVE_NOT_FOUND.
 */
export function classesOf(
  { task, classes, positive }: Pick<ModelOptions, 'task' | 'classes' | 'positive'>,
  { told, scoreColumns, path }: KnownClasses,
): readonly string[] {
  if (task === 'regression' || classes.length > 0) return classes
  const numbered = task === 'binary' ? 2 : (scoreColumns ?? 0)
  const names = told ?? Array.from({ length: numbered }, (_, code) => String(code))
  if (names.length < 2) throw new AirworthyError('MODEL_CLASSES_UNKNOWN', { path })
  if (task === 'multiclass') return names
  const values = names.join(', ')
  if (names.length > 2) throw new AirworthyError('MODEL_NOT_BINARY', { path, count: names.length, values })
  if (positive === undefined) return names
  const last = names.find((name) => name.toLowerCase() === positive.trim().toLowerCase())
  if (last === undefined) {
    const hint = suggestion(positive, names)
    throw new AirworthyError('POSITIVE_NOT_FOUND', { positive, column: path, values, suggestion: hint })
  }
  return names.toSorted((a, b) => Number(a === last) - Number(b === last))
}
