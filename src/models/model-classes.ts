import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { Task } from '../core/predictions.ts'
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

/** The classes of the label and those of the model, put together. */
interface ClassMatch {
  /** Those of the label, and after them what only the model knows. */
  readonly classes: readonly string[]
  /** The code of each of the model's classes. */
  readonly codes: readonly number[]
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Finds each of the model's classes among those of the label: by its text, or by order where the model numbers them from
 * 0. Among several classes either side may lack some: a small test set a rare one, a model one that is new. Throws
 * MODEL_CLASSES_MISMATCH when they are simply others.
 */
export function matchClasses(model: readonly string[], label: readonly string[], task: Task): ClassMatch {
  const byText = new Map(label.map((name, code) => [canonical(name), code]))
  const codes = model.map((name) => byText.get(canonical(name)) ?? -1)
  const isEachOnce = new Set(model.map(canonical)).size === model.length
  const unseen = model.filter((_, column) => codes[column] === -1)
  const unknown = label.filter((_, code) => !codes.includes(code))
  const plain = { classes: label, decisions: [], warnings: [] }
  if (isEachOnce && unseen.length === 0 && unknown.length === 0) return { ...plain, codes }
  if (model.length === label.length && model.every((name, index) => name === String(index))) {
    const told = label.map((name, code) => `${code} is "${name}"`).join(', ')
    return { ...plain, codes: model.map((_, index) => index), decisions: [`the model numbers its classes: ${told}`] }
  }
  const isPart = isEachOnce && task === 'multiclass' && (unseen.length === 0 || unknown.length === 0)
  if (!isPart || model.length < 2) {
    throw new AirworthyError('MODEL_CLASSES_MISMATCH', {
      model: model.length,
      label: label.length,
      values: `${shownClasses(model)} and ${shownClasses(label)}`,
    })
  }
  const classes = [...label, ...unseen]
  return {
    classes,
    codes: model.map((name, column) => (codes[column] === -1 ? classes.indexOf(name) : codes[column]!)),
    decisions: unseen.length === 0 ? [] : [`the model has classes that the label never has: ${shownClasses(unseen)}`],
    warnings:
      unknown.length === 0
        ? []
        : [`the label has classes that the model does not know, so it is always wrong there: ${shownClasses(unknown)}`],
  }
}

export function oneNumberProblem(name: string, { length }: readonly string[]): string {
  return `"${name}" holds one number a row, and each of ${length} classes needs one. Is the task regression?`
}

/** A list of classes that fits into a sentence. */
export function shownClasses(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ')
}

/** '1', '1.0' and 'True', 'true' are the same class to the tools that wrote them. */
function canonical(name: string): string {
  const number = Number(name)
  return name.trim() !== '' && Number.isFinite(number)
    ? String(number)
    : /^(true|false)$/i.test(name)
      ? name.toLowerCase()
      : name
}
