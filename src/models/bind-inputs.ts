import type { SchemaColumn } from '../core/schema.ts'
import {
  bindNumbered,
  columnNamed,
  columnsTold,
  isFed,
  isText,
  type NamedColumns,
  refuseUnknownNames,
} from './input-names.ts'
import { isHalf } from './half-precision.ts'
import { mismatch, unnamed, widthOf, wrongWidth } from './input-mismatch.ts'
import type { GraphValue } from './graph-values.ts'
import type { TensorType } from './protocol.ts'

/** An input of the model and the columns that go into it. */
interface BoundInput {
  readonly name: string
  readonly type: TensorType
  readonly matrix: boolean
  readonly columns: readonly SchemaColumn[]
}

export interface InputBinding {
  readonly inputs: readonly BoundInput[]
  /** The rows that every call has to have, where the model was exported with a fixed number. */
  readonly fixedRows: number | null
  /** What was decided on the way, for `airworthy plan`. */
  readonly decisions: readonly string[]
}

/**
 * Finds the columns of each input: as told, by name, by a name that differs only in what converters mangle, by number
 * where inputs are only numbered, and for a matrix all features in source order, or those of its kind. `others` are the
 * columns that are no feature: an id, a time. A model may want them all the same.
 */
export function bindInputs(
  inputs: readonly GraphValue[],
  features: readonly SchemaColumn[],
  told: NamedColumns = {},
  others: readonly SchemaColumn[] = [],
): InputBinding {
  const decisions: string[] = []
  refuseUnknownNames(told, inputs)
  const bound = new Map<GraphValue, readonly SchemaColumn[]>()
  for (const input of inputs) {
    const columns = Object.hasOwn(told, input.name)
      ? columnsTold(input, told[input.name]!, [...features, ...others.filter(isFed)])
      : columnNamed(input, inputs, features, others, decisions)
    if (columns !== null) bound.set(input, columns)
  }
  if (bound.size === 0) bindNumbered(inputs, features, bound, decisions)
  bindMatrices(
    inputs.filter((input) => !bound.has(input)),
    features,
    bound,
    decisions,
  )

  const result = inputs.map((input) => checkedInput(input, bound.get(input)!, decisions))
  const used = new Set(result.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const unused = features.filter(({ name }) => !used.has(name)).map(({ name }) => name)
  if (unused.length > 0) decisions.push(`the model has no input for ${unused.map(quote).join(', ')}`)
  return { inputs: result, fixedRows: fixedRowsOf(inputs, decisions), decisions }
}

/** Inputs that no column is named after take the columns that are left: all of them, or those of their kind. */
function bindMatrices(
  open: readonly GraphValue[],
  features: readonly SchemaColumn[],
  bound: Map<GraphValue, readonly SchemaColumn[]>,
  decisions: string[],
): void {
  if (open.length === 0) return
  const used = new Set([...bound.values()].flat())
  const left = features.filter((feature) => !used.has(feature))
  for (const input of open) {
    const width = widthOf(input)
    const ofItsKind = left.filter((column) => isText(column) === (input.type === 'string'))
    const isForAll = open.length === 1 && (width === left.length || width !== ofItsKind.length)
    const columns = isForAll ? left : ofItsKind
    const rivals = open.filter((other) => (other.type === 'string') === (input.type === 'string'))
    const isTheOnlyOne = rivals.length === 1
    // A single column is taken unseen only where there is nothing else it could be.
    const isGuess = columns.length === 1 && features.length > 1
    if (!isTheOnlyOne || columns.length === 0 || isGuess || (width === 1 && columns.length > 1))
      // One that takes a single column is the one that lacks a name.
      throw unnamed(rivals.find((rival) => widthOf(rival) === 1) ?? input, left, features)
    if (width !== null && width !== columns.length) throw wrongWidth(input, width, columns)
    bound.set(input, columns)
    if (columns.length === 1) decisions.push(`input "${input.name}" takes the only feature, "${columns[0]!.name}"`)
    else {
      const which =
        columns.length === features.length
          ? `the ${columns.length} features`
          : columns.map(({ name }) => quote(name)).join(', ')
      decisions.push(`input "${input.name}" takes ${which} in the order of the source`)
    }
  }
}

function checkedInput(input: GraphValue, columns: readonly SchemaColumn[], decisions: string[]): BoundInput {
  // The graph itself makes half of it.
  const type = isHalf(input.type) ? 'float32' : tensorTypes.find((known) => known === input.type)
  if (type === undefined) {
    throw mismatch(input, `inputs of that type cannot be fed`, 'Export the model with float, int64 or string inputs.')
  }
  const rank = input.shape?.length ?? 2
  if (rank < 1 || rank > 2) {
    throw mismatch(input, `a table has rows and columns only`, 'Export the model with inputs of one or two dimensions.')
  }
  const width = widthOf(input)
  if (width !== null && width !== columns.length) throw wrongWidth(input, width, columns)
  if (rank === 1 && columns.length !== 1) throw wrongWidth(input, 1, columns)
  const text = columns.find(({ kind }) => kind === 'text' || kind === 'image')
  if (type !== 'string' && text !== undefined) {
    throw mismatch(
      input,
      `the column "${text.name}" is ${text.kind}`,
      'Export the encoder of that column with the model, or name other columns under model.inputs.',
    )
  }
  if (type !== 'string') {
    for (const { name, kind } of columns) {
      if (kind === 'category')
        decisions.push(
          `input "${input.name}" (${type}) takes the category "${name}" by the number that each text stands for`,
        )
      if (kind === 'time')
        decisions.push(`input "${input.name}" (${type}) takes the time "${name}" as milliseconds since 1970`)
    }
  } else {
    for (const { name } of columns.filter(({ kind }) => kind === 'time')) {
      decisions.push(
        `input "${input.name}" (string) takes the time "${name}" as 2024-12-31T00:00:00.000Z; where the model learnt another spelling, pin the kind to category under data.columns`,
      )
    }
  }
  return { name: input.name, type, matrix: rank === 2, columns }
}

function fixedRowsOf(inputs: readonly GraphValue[], decisions: string[]): number | null {
  const fixed = inputs.map(({ shape }) => shape?.[0] ?? null).find((rows) => rows !== null)
  if (fixed === undefined) return null
  decisions.push(`the model was exported for exactly ${fixed} row(s) a call`)
  return fixed
}

const tensorTypes: readonly TensorType[] = [
  'float32',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
]

function quote(name: string): string {
  return `"${name}"`
}
