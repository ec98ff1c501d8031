import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { SchemaColumn } from '../core/schema.ts'
import type { GraphValue } from './graph-values.ts'

/** How many columns the input takes; null when it does not say. */
export function widthOf({ shape }: GraphValue): number | null {
  if (shape === null) return null
  return shape.length < 2 ? 1 : shape[1]!
}

export function unnamed(
  input: GraphValue,
  left: readonly SchemaColumn[],
  features: readonly SchemaColumn[],
): AirworthyError {
  const names = (left.length > 0 ? left : features).map(({ name }) => name)
  return mismatch(
    input,
    'no feature has that name',
    `${suggestion(input.name, names)} Name the columns of each input under model.inputs.`,
  )
}

export function wrongWidth(input: GraphValue, width: number, columns: readonly SchemaColumn[]): AirworthyError {
  const names = columns.map(({ name }) => name)
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ')
  return mismatch(
    input,
    `there are ${names.length} columns for its ${width}: ${shown}`,
    'Export the encoder with the model, name the columns under model.inputs, or list extra ones under data.ignore.',
  )
}

export function mismatch(input: GraphValue, problem: string, hint: string): AirworthyError {
  const dims = input.shape?.map((size) => size ?? 'N').join(', ')
  const type = dims === undefined ? input.type : `${input.type} [${dims}]`
  return new AirworthyError('MODEL_INPUT_MISMATCH', { input: input.name, type, problem, suggestion: hint })
}
