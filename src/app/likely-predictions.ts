import type { Task } from '../core/predictions.ts'
import type { ColumnDescription, FileDescription } from '../data/describe-file.ts'

/** Columns that hold a model's answers. */
export interface Predictions {
  readonly score?: string
  readonly label?: string
  /** Class → the column of its probability. */
  readonly scores?: Readonly<Record<string, string>>
}

/** Whether a column of predictions holds what can only be values, though the label has so few that they look like classes. */
export function isPredictedAsValue({ likely, columns }: FileDescription, label?: ColumnDescription): boolean {
  if (label?.kind !== 'number' || label.distinct <= 2) return false
  return columns.some(
    ({ name, kind, integer, samples }) =>
      likely.predictions.includes(name) && kind === 'number' && !integer && samples.some((value) => Number(value) > 1),
  )
}

/** A column for each class of the label, named by one beginning and the class: p_no and p_yes. */
function scoresByClass(
  columns: readonly ColumnDescription[],
  truth?: ColumnDescription,
): Readonly<Record<string, string>> | null {
  const [first] = truth?.samples ?? []
  if (truth === undefined || first === undefined || truth.distinct < 2) return null
  for (const { name } of columns.filter((column) => column.name.endsWith(first))) {
    const stem = name.slice(0, name.length - first.length)
    const ofStem = columns.filter((column) => stem !== '' && column.name.startsWith(stem))
    const scores = Object.fromEntries(ofStem.map((column) => [column.name.slice(stem.length), column.name]))
    if (ofStem.length === truth.distinct && truth.samples.every((value) => Object.hasOwn(scores, value))) return scores
  }
  return null
}

/** The first column of numbers that can be scores, or one for each class, and the first of nothing but label values. */
export function likelyPredictions(
  { likely, columns }: FileDescription,
  task: Task,
  truth?: ColumnDescription,
): Predictions | null {
  const found = columns.filter(({ name }) => likely.predictions.includes(name))
  const isClass = ({ samples }: ColumnDescription) => samples.every((value) => truth?.samples.includes(value))
  const isScore = ({ kind, samples }: ColumnDescription) =>
    kind === 'number' && (task === 'regression' || samples.every((value) => Number(value) >= 0 && Number(value) <= 1))
  const label = task === 'regression' ? undefined : found.find((column) => column.distinct > 0 && isClass(column))
  const able = found.filter((column) => column !== label && isScore(column))
  const scores = task === 'regression' ? null : scoresByClass(able, truth)
  const score = task === 'multiclass' || scores !== null ? undefined : able[0]
  if (score === undefined && label === undefined && scores === null) return null
  return {
    ...(score === undefined ? {} : { score: score.name }),
    ...(scores === null ? {} : { scores }),
    ...(label === undefined ? {} : { label: label.name }),
  }
}
