import { z } from 'zod'
import { evidenceSchema } from './report.ts'

const count = z.number().min(0)
const rate = z.object({ hits: count, trials: count })

const statistic = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proportion'), ...rate.shape }),
  z.object({ kind: z.literal('rate-difference'), a: rate, b: rate }),
  z.object({ kind: z.literal('rate-ratio'), a: rate, b: rate }),
  z.object({ kind: z.literal('paired-difference'), worse: count, better: count, trials: count }),
  z.object({
    kind: z.literal('normal'),
    estimate: z.number(),
    standardError: count,
    range: z.object({ low: z.number().optional(), high: z.number().optional() }).optional(),
    scale: z.enum(['linear', 'logit']).optional(),
  }),
  z.object({ kind: z.literal('bootstrap'), estimate: z.number(), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal('exact'), value: z.number() }),
  z.object({
    kind: z.literal('test'),
    effect: z.number(),
    p: z.number().min(0).max(1),
    detectable: z.number(),
    interval: z.object({ low: z.number(), high: z.number() }).optional(),
  }),
  z.object({ kind: z.literal('undefined'), because: z.string() }),
])

/** A measurement as it is stored; the type `Measurement` says what each part means. */
const measurementShape = z.object({
  subject: z.string().min(1),
  features: z.array(z.string()).optional(),
  metric: z.string().optional(),
  statistic,
  n: z.int().min(0),
  reference: z.number().nullable().optional(),
  impact: statistic.optional(),
  coverage: z.object({ rows: z.int().min(0), of: z.int().min(0) }).optional(),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).optional(),
  evidence: z.array(evidenceSchema).optional(),
  tooFew: z.object({ needed: z.number().nullable() }).optional(),
  volatile: z.boolean().optional(),
})

/** What keeps a value from being a measurement, as `key: problem`; null for one. */
export function measurementProblem(value: unknown): string | null {
  const issue = measurementShape.safeParse(value).error?.issues[0]
  return issue === undefined ? null : `${issue.path.join('.')}: ${issue.message}`
}
