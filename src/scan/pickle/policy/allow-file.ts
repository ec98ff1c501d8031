import { parse } from 'yaml'
import { z } from 'zod'
import type { AllowEntries } from './allow-list.ts'
import { roles } from './roles.ts'

const name = z.string().min(1).max(1000)

/** The file of `--allow`: names that a team vouches for, besides those of the built-in list. Names are exact and whole. */
export const allowFileSchema = z.strictObject({
  pickle: z
    .array(
      z.strictObject({
        module: name.describe('As it stands in the pickle, such as my_package.layers.'),
        name: name.describe('The whole qualified name, such as Outer.Inner.'),
        role: z
          .enum(roles)
          .describe('reduce: may be called. class: objects of it may be made. data: may be referred to.'),
      }),
    )
    .default([]),
  operators: z.record(name, z.array(name)).default({}).describe('By topic of the rule, such as graph-ops.'),
  classes: z.array(name).default([]).describe('Classes that configurations of models may name.'),
})

/** An allow file that cannot be used. The message says what is wrong and where. */
export class AllowFileError extends Error {
  override readonly name = 'AllowFileError'
}

/** Reads YAML or JSON. Throws an AllowFileError. */
export function parseAllowFile(text: string): AllowEntries {
  const parsed = allowFileSchema.safeParse(read(text) ?? {})
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`)
  throw new AllowFileError(places.join('; '))
}

function read(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 })
  } catch (error) {
    throw new AllowFileError(error instanceof Error ? error.message : String(error))
  }
}
