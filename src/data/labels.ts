import { AirworthyError } from '../core/errors.ts'
import type { Column, Frame } from '../core/frame.ts'
import { suggestion } from '../core/nearest.ts'
import type { Labels } from '../core/predictions.ts'
import { codePointOrder } from './code-point-order.ts'
import type { DataOptions } from './options.ts'

/** The classes of the task and how they were found. */
export interface Classes {
  /** `[negative, positive]` for binary; sorted for multiclass. */
  readonly names: readonly string[]
  readonly decisions: readonly string[]
}

/** The distinct values of a column that holds classes; numbers in their shortest form. */
export function classNames(column: Column): ReadonlySet<string> {
  const names = new Set<string>()
  switch (column.kind) {
    case 'number':
    case 'time':
      for (const value of new Set(column.values)) if (!Number.isNaN(value)) names.add(String(value))
      return names
    case 'category': {
      const seen = new Uint8Array(column.dictionary.length)
      for (const code of column.codes) if (code !== -1) seen[code] = 1
      return new Set(column.dictionary.filter((_, code) => seen[code] === 1))
    }
    case 'text':
      for (const value of column.values) if (value !== null) names.add(value)
      return names
  }
}

/**
 * Which values are classes, and for binary which one is positive. `values` come from the column `name`; `byRole` tells in
 * which of the data sets they are.
 */
export function decideClasses(
  options: DataOptions,
  name: string,
  values: ReadonlySet<string>,
  byRole: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Classes {
  const sorted = sortClasses(values)
  if (options.task !== 'binary') return { names: sorted, decisions: [] }
  const shown = listed(sorted)
  if (sorted.length > 2) {
    const apart = [...byRole].map(([role, own]) => `${listed(sortClasses(own))} in the ${role} data`)
    const isSpelling = [...byRole.values()].every(({ size }) => size < sorted.length)
    throw new AirworthyError('LABEL_NOT_BINARY', {
      column: name,
      count: sorted.length,
      values: byRole.size > 1 && isSpelling ? apart.join('; ') : shown,
    })
  }
  const positive = options.positive === undefined ? inferPositive(sorted) : findPositive(options.positive, sorted)
  if (positive === undefined) {
    if (options.positive === undefined) throw new AirworthyError('POSITIVE_NEEDED', { column: name, values: shown })
    throw new AirworthyError('POSITIVE_NOT_FOUND', {
      positive: options.positive,
      column: name,
      values: shown,
      suggestion: suggestion(options.positive, sorted),
    })
  }
  const negative = sorted.find((value) => value !== positive) ?? oppositeOf(positive)
  if (negative === undefined) throw new AirworthyError('LABEL_ONE_VALUE', { column: name, value: shown, role: 'whole' })
  const decisions = options.positive === undefined ? [`positive class: ${positive} (the other is ${negative})`] : []
  return { names: [negative, positive], decisions }
}

/** The true answers of a set. */
export function readLabels(frame: Frame, name: string, role: string, classes: readonly string[] | null): Labels {
  const column = frame.columns.get(name)!
  if (classes === null) {
    if (column.kind !== 'number') throw new AirworthyError('LABEL_NOT_NUMERIC', { column: name })
    if (column.values.every(Number.isNaN)) throw new AirworthyError('LABEL_ALL_MISSING', { column: name, role })
    return { kind: 'value', values: column.values }
  }
  const codes = classCodes(column, classes)
  if (codes.every((code) => code === -1)) throw new AirworthyError('LABEL_ALL_MISSING', { column: name, role })
  return { kind: 'class', codes, classes }
}

/** The code of each row's class; -1 where it is missing or none of the classes. */
export function classCodes(column: Column, classes: readonly string[]): Int32Array {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const codes = new Map(classes.map((name, code) => [Number(name), code]))
      return Int32Array.from(column.values, (value) => codes.get(value === 0 ? 0 : value) ?? -1)
    }
    case 'category': {
      const byCode = Int32Array.from(column.dictionary, (value) => classes.indexOf(value))
      return column.codes.map((code) => (code === -1 ? -1 : byCode[code]!))
    }
    case 'text':
      return Int32Array.from(column.values, (value) => (value === null ? -1 : classes.indexOf(value)))
  }
}

/** By number when all are numbers, else by code point. */
export function sortClasses(values: Iterable<string>): readonly string[] {
  const names = [...values]
  const numeric = names.every((name) => name.trim() !== '' && !Number.isNaN(Number(name)))
  return names.toSorted(numeric ? (a, b) => Number(a) - Number(b) || codePointOrder(a, b) : codePointOrder)
}

const opposites: readonly (readonly [negative: string, positive: string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
]

function inferPositive(values: readonly string[]): string | undefined {
  const lower = values.map((value) => value.toLowerCase())
  for (const [negative, positive] of opposites) {
    if (values.length === 2 && lower.includes(negative) && lower.includes(positive)) {
      return values[lower.indexOf(positive)]
    }
  }
  // One value alone: 0, false or no still tell what the other would be.
  if (values.length !== 1) return undefined
  const pair = opposites.find((candidate) => candidate.includes(lower[0]!))
  if (pair === undefined) return undefined
  return pair[1] === lower[0] ? values[0] : spelledLike(values[0]!, pair[1])
}

/** The positive class as the data spell it: "1.0" finds 1, "True" finds true. */
function findPositive(positive: string, values: readonly string[]): string | undefined {
  const wanted = positive.trim()
  const number = wanted === '' ? NaN : Number(wanted)
  return (
    values.find((value) => value === wanted) ??
    values.find((value) => value.trim() !== '' && Number(value) === number) ??
    // YAML reads True as a truth value, whose capital is lost.
    values.find((value) => /^(true|false)$/i.test(value) && value.toLowerCase() === wanted.toLowerCase()) ??
    // Only negatives came; "1" beside nothing but 0 is no misspelling.
    (values.length === 1 && oppositeOf(values[0]!) === wanted ? wanted : undefined)
  )
}

function oppositeOf(value: string): string | undefined {
  const lower = value.toLowerCase()
  const pair = opposites.find((candidate) => candidate.includes(lower))
  return pair && spelledLike(value, pair[0] === lower ? pair[1] : pair[0])
}

/** `text` in the capitals of `model`. */
function spelledLike(model: string, text: string): string {
  if (model === model.toLowerCase()) return text
  return model === model.toUpperCase() ? text.toUpperCase() : text[0]!.toUpperCase() + text.slice(1)
}

function listed(values: readonly string[]): string {
  return values.length <= 6 ? values.join(', ') : `${values.slice(0, 6).join(', ')}, …`
}
