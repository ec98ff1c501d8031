import { z } from 'zod'
import { artifactNames } from './artifacts.ts'
import { nearest } from './nearest.ts'
import { severitySchema } from './report.ts'

const text = z.string().min(1)
const aFunction = z.custom((value) => typeof value === 'function', 'it is no function')
const need = z.string().superRefine((name, context) => {
  if (name in artifactNames) return
  const meant = nearest(name, Object.keys(artifactNames))
  context.addIssue({
    code: 'custom',
    message: `there is no "${name}"${meant === undefined ? '' : `; is it "${meant}"?`}`,
  })
})

/** What a check is made of: a file of JavaScript is held to it, as the compiler holds one of TypeScript. */
const checkShape = z.looseObject({
  id: z.string().regex(/^[\w-]+\/[\w-]+$/, 'it has to be <family>/<noun>'),
  title: text,
  protectsAgainst: text,
  remediation: z.array(text),
  references: z.array(z.looseObject({ title: text, url: text })),
  severity: severitySchema.optional(),
  modality: z.array(z.enum(['tabular', 'text', 'image'])).min(1),
  task: z.array(z.enum(['binary', 'multiclass', 'regression'])).min(1),
  needs: z.array(need),
  uses: z.array(need).optional(),
  // Of any copy of zod: the plugin's may be another one than ours.
  params: z.custom((value) => isZodObject(value), 'it is no z.object({ … })'),
  run: aFunction,
  judge: aFunction,
  explain: aFunction,
})

/** What keeps a value from being a check, as `key: problem`; null for a check. */
export function checkProblem(value: unknown): string | null {
  const issue = checkShape.safeParse(value).error?.issues[0]
  if (issue === undefined) return null
  const isAbsent =
    issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value) === undefined
  return `${issue.path.join('.')}: ${isAbsent ? 'it is missing' : issue.message}`
}

function isZodObject(value: unknown): boolean {
  const { shape, strict } = (value ?? {}) as Partial<z.ZodObject>
  return typeof shape === 'object' && typeof strict === 'function'
}
