import { assertColumns } from '../core/column-choice.ts'
import type { Frame } from '../core/frame.ts'
import type { Schema } from '../core/schema.ts'

/**
 * The columns by which rows are compared: those named, else every feature and the label, where all the sets hold them.
 * None where no set has a feature: rows of nothing but answers are always alike.
 */
export function comparedColumns(schema: Schema, sets: readonly Frame[], named: readonly string[]): string[] {
  assertColumns(schema, named, 'to compare')
  if (named.length > 0) return [...named]
  if (!schema.columns.some(({ role }) => role === 'feature')) return []
  return schema.columns
    .filter(({ role, name }) => (role === 'feature' || role === 'label') && sets.every((set) => set.columns.has(name)))
    .map(({ name }) => name)
}
