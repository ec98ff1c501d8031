import { valueAt } from '../core/frame.ts'
import type { Column } from '../core/frame.ts'
import type { Task } from '../core/predictions.ts'
import type { ColumnProfile } from '../core/profile.ts'
import type { Kind, Role } from '../core/schema.ts'
import { isIdName } from './column-kinds.ts'
import type { FormatOptions } from './options.ts'
import { readData } from './read-data.ts'

/** What is in a data file, and what its columns are likely to be for. */
export interface FileDescription {
  readonly path: string
  readonly format: string
  readonly rows: number
  readonly columns: readonly ColumnDescription[]
  /** Column names, the likeliest first. */
  readonly likely: {
    readonly label: readonly string[]
    readonly id: readonly string[]
    readonly timestamp: readonly string[]
    readonly protected: readonly string[]
    readonly predictions: readonly string[]
  }
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
}

export interface ColumnDescription {
  readonly name: string
  readonly kind: Kind
  readonly role: Role
  readonly integer: boolean
  readonly missing: number
  readonly distinct: number
  readonly distinctIsEstimate: boolean
  /** Up to five values as text: the most frequent of a category, else the first that come. */
  readonly samples: readonly string[]
  /** What the task would be if this column were the label. */
  readonly task: Task
}

export interface DescribeOptions {
  readonly format?: FormatOptions
  readonly signal?: AbortSignal
}

/** Looks at a file without knowing anything about it. */
export async function describeFile(path: string, options: DescribeOptions = {}): Promise<FileDescription> {
  const { format, signal } = options
  const data = await readData({ ...nothingKnown, evaluation: path, ...(format !== undefined && { format }) }, signal)
  await data.close()
  const { profile, frame, rows } = data.evaluation
  const profiles = new Map(profile.columns.map((column) => [column.name, column]))
  const columns = data.schema.columns.map(({ name, kind, role, integer }): ColumnDescription => {
    const column = frame.columns.get(name)
    const found = profiles.get(name)
    const { missing, distinct, distinctIsEstimate } = found ?? { missing: rows, distinct: 0, distinctIsEstimate: false }
    const samples = column === undefined ? [] : samplesOf(column, found!)
    return {
      name,
      kind,
      role,
      integer,
      missing,
      distinct,
      distinctIsEstimate,
      samples,
      task: taskOf(kind, integer, distinct),
    }
  })
  const { decisions, warnings } = data
  return { path, format: data.evaluation.format, rows, columns, likely: likelyRoles(columns), decisions, warnings }
}

const nothingKnown = {
  task: 'multiclass',
  protected: [],
  ignore: [],
  columns: {},
  rowBudget: 100_000,
  seed: 0,
} as const

function samplesOf(column: Column, { top }: ColumnProfile): readonly string[] {
  if (top.length > 0) return top.slice(0, 5).map(({ value }) => value)
  const samples = new Set<string>()
  const rows = column.kind === 'category' ? column.codes.length : column.values.length
  for (let row = 0; row < Math.min(rows, 100) && samples.size < 5; row++) {
    const value = valueAt(column, row)
    if (value !== null) samples.add(String(value))
  }
  return [...samples]
}

function taskOf(kind: Kind, integer: boolean, distinct: number): Task {
  if (distinct === 2) return 'binary'
  return kind === 'number' && !(integer && distinct <= 20) ? 'regression' : 'multiclass'
}

function likelyRoles(columns: readonly ColumnDescription[]): FileDescription['likely'] {
  const named = (pattern: RegExp) => columns.filter(({ name }) => pattern.test(words(name))).map(({ name }) => name)
  const predictions = named(
    /^(y )?(pred(ict(ion|ed)?)?s?|score|proba?(bility)?|y hat)\b|\b(pred|prediction|score|proba)$|^p (?!values?$|h$)[\p{L}\p{N}]+$/u,
  )
  return {
    label: likelyLabels(columns.filter(({ name }) => !predictions.includes(name))),
    id: columns.filter(({ name, role }) => role === 'id' || (isIdName(name) && name !== '')).map(({ name }) => name),
    timestamp: columns.filter(({ kind }) => kind === 'time').map(({ name }) => name),
    protected: named(
      /\b(sex|gender|race|ethnic\w*|age|religion|disabilit\w*|disabled|marital|nationality|native country|country of birth|pregnan\w*|sexual orientation)\b/,
    ),
    predictions,
  }
}

const labelNames =
  /^(label|target|y|class|outcome|response|ground truth|income|churn(ed)?|default(ed)?|survived|fraud|is fraud|quality|approved|diagnosis|price|grade)$/

/** By name first; then the last column, then the first, where exports put the answer. */
function likelyLabels(columns: readonly ColumnDescription[]): readonly string[] {
  const able = columns.filter(
    ({ role, kind, distinct }) => role === 'feature' && kind !== 'time' && kind !== 'text' && distinct > 1,
  )
  const byName = able.filter(({ name }) => labelNames.test(words(name)))
  const last = columns.at(-1)
  const first = columns[0]
  const edges = [last, first].filter(
    (column) => column !== undefined && able.includes(column) && column.task !== 'regression',
  )
  return [
    ...new Set(
      [...byName, ...edges, ...(last !== undefined && able.includes(last) ? [last] : [])].map((column) => column!.name),
    ),
  ]
}

/** 'marital-status', 'maritalStatus' and 'marital_status' as 'marital status'. */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}
