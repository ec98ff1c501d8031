import { parse } from 'yaml'
import { z } from 'zod'
import { scanLevelSchema } from '../core/scan-report.ts'
import { rules } from './rules/index.ts'

const ruleId = z.string().refine((id) => Object.hasOwn(rules, id), { error: 'there is no such rule' })
const glob = z.string().min(1)

/** The file of `--policy`: what a team has decided about findings. Nothing is dropped; what is accepted is listed as such. */
export const scanPolicySchema = z.strictObject({
  failOn: scanLevelSchema.optional().describe('The level from which a finding fails the scan; medium unless told.'),
  levels: z.record(ruleId, scanLevelSchema).default({}).describe('Another level for a rule.'),
  accept: z
    .array(
      z.strictObject({
        rule: ruleId,
        path: glob.default('**').describe('Files that it holds for; * within a name, ** across folders.'),
        subject: glob.default('**').describe('Subjects that it holds for.'),
        reason: z.string().min(1).describe('Why, for whoever reads the report.'),
      }),
    )
    .default([]),
  limits: z
    .strictObject({
      depth: z.int().min(1).max(64),
      members: z.int().min(1),
      inflatedBytes: z.int().min(1),
      ratio: z.int().min(2),
      steps: z.int().min(1),
    })
    .partial()
    .default({})
    .describe('What one file may cost; reaching a limit is a gap.'),
})

/** What a team has decided about findings. */
export type ScanPolicy = z.infer<typeof scanPolicySchema>

/** Reads YAML or JSON. Throws an error that says what is wrong and where. */
export function parsePolicyFile(text: string): ScanPolicy {
  const parsed = scanPolicySchema.safeParse(parse(text, { maxAliasCount: 100 }) ?? {})
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; '),
  )
}
