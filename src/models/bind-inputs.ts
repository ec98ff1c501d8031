import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { SchemaColumn } from '../core/schema.ts'
import type { GraphValue } from './onnx-graph.ts'
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

type NamedColumns = Readonly<Record<string, string | readonly string[]>>

/**
 * Finds the columns of each input: as told, by name, by a name that differs in case or in `_ - .` and spaces, and for a
 * matrix all features in source order, or those of its kind.
 */
export function bindInputs(
  inputs: readonly GraphValue[],
  features: readonly SchemaColumn[],
  told: NamedColumns = {},
): InputBinding {
  const decisions: string[] = []
  refuseUnknownNames(told, inputs)
  const bound = new Map<GraphValue, readonly SchemaColumn[]>()
  for (const input of inputs) {
    const columns = Object.hasOwn(told, input.name)
      ? columnsTold(input, told[input.name]!, features)
      : columnNamed(input, features, decisions)
    if (columns !== null) bound.set(input, columns)
  }
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

function refuseUnknownNames(told: NamedColumns, inputs: readonly GraphValue[]): void {
  const names = inputs.map(({ name }) => name)
  for (const name of Object.keys(told)) {
    if (names.includes(name)) continue
    throw new AirworthyError('MODEL_INPUT_MISMATCH', {
      input: inputs[0]?.name ?? '',
      type: inputs[0]?.type ?? '',
      problem: `model.inputs names "${name}", which is no input`,
      suggestion: suggestion(name, names),
    })
  }
}

function columnsTold(
  input: GraphValue,
  told: string | readonly string[],
  features: readonly SchemaColumn[],
): readonly SchemaColumn[] {
  return (typeof told === 'string' ? [told] : told).map((name) => {
    const column = features.find((feature) => feature.name === name)
    if (column !== undefined) return column
    const names = features.map((feature) => feature.name)
    throw mismatch(input, `model.inputs gives it "${name}", which is no feature`, suggestion(name, names))
  })
}

function columnNamed(
  input: GraphValue,
  features: readonly SchemaColumn[],
  decisions: string[],
): readonly SchemaColumn[] | null {
  if (widthOf(input) !== null && widthOf(input) !== 1) return null
  const exact = features.find(({ name }) => name === input.name)
  if (exact !== undefined) return [exact]
  const alike = features.filter(({ name }) => plainName(name) === plainName(input.name))
  if (alike.length !== 1) return null
  decisions.push(`input "${input.name}" takes the column "${alike[0]!.name}"`)
  return alike
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
    const columns = open.length === 1 ? left : left.filter((column) => isText(column) === (input.type === 'string'))
    const isTheOnlyOne = open.filter((other) => (other.type === 'string') === (input.type === 'string')).length === 1
    const width = widthOf(input)
    // A single column is taken unseen only where there is nothing else it could be.
    const isGuess = columns.length === 1 && features.length > 1
    if (!isTheOnlyOne || columns.length === 0 || isGuess || (width === 1 && columns.length > 1))
      throw unnamed(input, left, features)
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
  const type = tensorTypes.find((known) => known === input.type)
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

/** How many columns the input takes; null when it does not say. */
function widthOf({ shape }: GraphValue): number | null {
  if (shape === null) return null
  return shape.length < 2 ? 1 : shape[1]!
}

function isText({ kind }: SchemaColumn): boolean {
  return kind === 'category' || kind === 'text'
}

/** A name without case, blanks and `_ - .`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '')
}

function unnamed(input: GraphValue, left: readonly SchemaColumn[], features: readonly SchemaColumn[]): AirworthyError {
  const names = (left.length > 0 ? left : features).map(({ name }) => name)
  return mismatch(
    input,
    'no feature has that name',
    `${suggestion(input.name, names)} Name the columns of each input under model.inputs.`,
  )
}

function wrongWidth(input: GraphValue, width: number, columns: readonly SchemaColumn[]): AirworthyError {
  const names = columns.map(({ name }) => name)
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ')
  return mismatch(
    input,
    `there are ${names.length} columns for its ${width}: ${shown}`,
    'Export the encoder with the model, name the columns under model.inputs, or list extra ones under data.ignore.',
  )
}

function mismatch(input: GraphValue, problem: string, hint: string): AirworthyError {
  const dims = input.shape?.map((size) => size ?? 'N').join(', ')
  const type = dims === undefined ? input.type : `${input.type} [${dims}]`
  return new AirworthyError('MODEL_INPUT_MISMATCH', { input: input.name, type, problem, suggestion: hint })
}

function quote(name: string): string {
  return `"${name}"`
}
