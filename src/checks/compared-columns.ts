import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { Schema } from '../core/schema.ts'

/** The columns by which rows are compared: those named, else every feature and the label. */
export function comparedColumns(schema: Schema, named: readonly string[]): string[] {
  const known = schema.columns.filter(({ role }) => role !== 'ignored').map(({ name }) => name)
  for (const column of named) {
    if (!known.includes(column)) {
      throw new AirworthyError('DATA_NO_COLUMN', {
        path: 'the data',
        column,
        role: 'to compare',
        suggestion: suggestion(column, known),
      })
    }
  }
  if (named.length > 0) return [...named]
  return schema.columns.filter(({ role }) => role === 'feature' || role === 'label').map(({ name }) => name)
}
