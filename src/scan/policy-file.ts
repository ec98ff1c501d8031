import { parse } from 'yaml'
import { z } from 'zod'
import { type ScanFinding, scanLevelSchema } from '../core/scan-report.ts'
import { defaultLimits, type ScanLimits } from './limits.ts'
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

export type ScanPolicy = z.infer<typeof scanPolicySchema>
export const noPolicy: ScanPolicy = { levels: {}, accept: [], limits: {} }

/** Reads YAML or JSON. Throws an error that says what is wrong and where. */
export function parsePolicyFile(text: string): ScanPolicy {
  const parsed = scanPolicySchema.safeParse(parse(text, { maxAliasCount: 100 }) ?? {})
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; '),
  )
}

/** The limits, with what a policy says in place of the defaults. */
export function limitsUnder({ limits }: ScanPolicy): ScanLimits {
  return {
    ...defaultLimits,
    ...(Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as Partial<ScanLimits>),
  }
}

/** The findings under a policy, those that count and those that it accepts. */
export function applyPolicy(
  findings: readonly ScanFinding[],
  { levels, accept }: ScanPolicy,
): { readonly findings: ScanFinding[]; readonly accepted: ScanFinding[] } {
  const matchers = accept.map(({ rule, path, subject }) => {
    const [isPath, isSubject] = [matcherOf(path), matcherOf(subject)]
    return (one: ScanFinding) => one.rule === rule && isPath(one.path) && isSubject(one.subject)
  })
  const levelled = findings.map((one) => ({ ...one, level: levels[one.rule] ?? one.level }))
  const isAccepted = (one: ScanFinding) => matchers.some((matches) => matches(one))
  return { findings: levelled.filter((one) => !isAccepted(one)), accepted: levelled.filter(isAccepted) }
}

/** `*` stands for anything but a slash, `**` for anything. Compared part by part, without backtracking over the text. */
function matcherOf(pattern: string): (text: string) => boolean {
  if (pattern === '**') return () => true
  const tokens = pattern.match(/\*\*\/?|\*|[^*]+/g) ?? []
  return (text) => {
    let ends = new Set([0])
    for (const token of tokens) {
      const next = new Set<number>()
      for (const end of ends) {
        if (!token.startsWith('*')) {
          if (text.startsWith(token, end)) next.add(end + token.length)
          continue
        }
        for (let at = end; at <= text.length; at++) {
          if (token !== '**/' || at === end || text[at - 1] === '/') next.add(at)
          if (token === '*' && text[at] === '/') break
        }
      }
      ends = next
    }
    return ends.has(text.length)
  }
}
