import { z } from 'zod'
import { AirworthyError } from './errors.ts'
import { suggestion } from './nearest.ts'
import type { Schema, SchemaColumn } from './schema.ts'

/** Parameters of a check that looks at columns. Who spreads them into its own is handed a schema of the chosen ones. */
export const columnChoice = {
  columns: z.array(z.string()).default([]).describe('Columns to look at. Empty: all.'),
  exclude: z.array(z.string()).default([]).describe('Columns to leave out.'),
}

/** The schema in which columns that a check is not to look at are ignored. A name that no column has is an error. */
export function chosenColumns(
  schema: Schema,
  shape: z.ZodObject['shape'],
  params: Readonly<Record<string, unknown>>,
): Schema {
  const namesOf = (name: keyof typeof columnChoice) =>
    shape[name] === columnChoice[name] ? columnChoice[name].parse(params[name]) : []
  const [only, without] = [namesOf('columns'), namesOf('exclude')]
  if (only.length + without.length === 0) return schema
  assertColumns(schema, [...only, ...without], 'for a check to look at or leave out')
  const isLeftOut = ({ name }: SchemaColumn) => without.includes(name) || (only.length > 0 && !only.includes(name))
  return {
    columns: schema.columns.map((column) =>
      isLeftOut(column) ? { ...column, role: 'ignored', protected: false } : column,
    ),
  }
}

/** Throws DATA_NO_COLUMN, with the nearest name, for a name that no column has or only an ignored one. */
export function assertColumns(schema: Schema, names: readonly string[], role: string): void {
  const known = schema.columns.filter((column) => column.role !== 'ignored').map(({ name }) => name)
  const column = names.find((name) => !known.includes(name))
  if (column === undefined) return
  throw new AirworthyError('DATA_NO_COLUMN', { path: 'the data', column, role, suggestion: suggestion(column, known) })
}
