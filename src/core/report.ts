import { z } from 'zod'

/**
 * The one result that every output is drawn from. Versioned: a field is added within a major version, never changed.
 * Holds nothing that differs between two runs of the same plan: no time of day, no duration, no path of a machine.
 */
export const reportVersion = '1.0'

const share = z.number().nullable().describe('null where the quantity is undefined.')
const interval = z.strictObject({ low: z.number().nullable(), high: z.number().nullable(), level: z.number() })
const coverage = z.strictObject({ rows: z.int(), of: z.int() })
const cell = z.union([z.string(), z.number(), z.null()])
const point = z.strictObject({
  x: z.number().nullable(),
  y: z.number().nullable(),
  low: z.number().nullable().optional(),
  high: z.number().nullable().optional(),
  n: z.int().optional(),
})

export const evidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    title: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(cell)),
  }),
  z.strictObject({
    kind: z.literal('histogram'),
    title: z.string(),
    edges: z.array(z.number().nullable()).optional(),
    labels: z.array(z.string()).optional(),
    reference: z.array(share),
    evaluation: z.array(share),
  }),
  z.strictObject({
    kind: z.literal('curve'),
    title: z.string(),
    x: z.string(),
    y: z.string(),
    diagonal: z.boolean().optional(),
    series: z.array(z.strictObject({ name: z.string(), points: z.array(point) })),
  }),
  z.strictObject({
    kind: z.literal('intervals'),
    title: z.string(),
    axis: z.string(),
    rows: z.array(z.strictObject({ label: z.string(), estimate: share, low: share, high: share, n: z.int() })),
    line: z.number().nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('heat'),
    title: z.string(),
    rowLabels: z.array(z.string()),
    columnLabels: z.array(z.string()),
    values: z.array(z.array(share)),
  }),
  z.strictObject({
    kind: z.literal('examples'),
    title: z.string(),
    from: z.enum(['reference', 'evaluation']),
    columns: z.array(z.string()),
    rows: z.array(z.strictObject({ row: z.int().describe('From 0, in the source.'), values: z.array(cell) })),
  }),
])

export const severitySchema = z.enum(['blocker', 'major', 'minor'])
export const riskSchema = z.enum(['operational', 'security', 'ethical'])
export const verdictSchema = z.enum(['pass', 'warn', 'fail', 'inconclusive'])

export const findingSchema = z.strictObject({
  check: z.string().describe('Id of the check: <family>/<noun>.'),
  subject: z.string().nullable().describe('What it is about; null when the check did not come to a subject.'),
  features: z.array(z.string()),
  outcome: z.enum(['judged', 'skipped', 'errored']),
  verdict: verdictSchema.nullable().describe('null unless judged.'),
  gating: z.boolean().describe('Whether the verdict can fail the gate: false for what only informs.'),
  severity: severitySchema,
  risk: riskSchema,
  reason: z.string().describe('What was seen, why it was skipped, or what broke, as one sentence.'),
  errorCode: z.string().nullable(),
  metric: z.string().nullable(),
  quantity: z
    .string()
    .nullable()
    .describe('What the estimate is, where it is not the value of the metric: "fall of AUC".'),
  estimate: z.number().nullable(),
  interval: interval.nullable(),
  n: z.int(),
  reference: z.number().nullable().describe('The same quantity on the reference data.'),
  limits: z.strictObject({ warn: z.number(), fail: z.number(), worse: z.enum(['higher', 'lower']) }).nullable(),
  p: z.number().nullable().describe('Raw p value of being past the fail limit, or of the test.'),
  adjustedP: z
    .number()
    .nullable()
    .describe(
      'After Holm over the check, in which what is plainly short of its limit is set aside; what the verdict uses.',
    ),
  q: z.number().nullable().describe('After Benjamini and Hochberg over the check; reported only.'),
  rowsNeeded: z
    .int()
    .nullable()
    .describe('About how many rows would settle an inconclusive verdict; null when no practical number would.'),
  impact: z.strictObject({ estimate: z.number().nullable(), interval: interval.nullable() }).nullable(),
  coverage: coverage.nullable(),
  volatile: z.boolean().describe('A time: measured on this machine, left out of this file. See the timings beside it.'),
  evidence: z.array(evidenceSchema),
})

const profiledColumn = z.strictObject({
  name: z.string(),
  role: z.string(),
  kind: z.string(),
  protected: z.boolean(),
  reasons: z.array(z.string()),
  importance: z
    .number()
    .nullable()
    .describe('Drop of the impact metric when the column is shuffled; null unless measured.'),
  reference: z.strictObject({ missing: z.int(), distinct: z.int() }).nullable(),
  evaluation: z.strictObject({ missing: z.int(), distinct: z.int() }),
  distribution: z
    .strictObject({
      edges: z.array(z.number().nullable()).optional(),
      labels: z.array(z.string()).optional(),
      reference: z.array(share),
      evaluation: z.array(share),
    })
    .nullable(),
})

const exampleRows = z.strictObject({
  from: z.enum(['reference', 'evaluation']),
  id: z.string().nullable().describe('The column that names a row; null where none was told.'),
  columns: z.array(z.string()),
  rows: z.array(
    z.strictObject({
      row: z.int().describe('From 0, in the source.'),
      id: cell,
      values: z.array(cell).nullable().describe('One for each column; null where there was no more room.'),
    }),
  ),
})

const dataSet = z.strictObject({
  file: z.string().describe('Name of the file, folder or pattern, without the folder above it.'),
  format: z.string(),
  rows: z.int(),
  used: z.int(),
  parts: z
    .array(z.strictObject({ file: z.string(), rows: z.int() }))
    .optional()
    .describe('The files that the rows lie in, in the order in which rows are numbered; absent for one file.'),
})

export const checkEntrySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  family: z.string(),
  familyTitle: z.string(),
  risk: riskSchema,
  severity: severitySchema,
  protectsAgainst: z.string(),
  remediation: z.array(z.string()),
  references: z.array(z.strictObject({ title: z.string(), url: z.string() })),
  standards: z.array(z.string()),
  params: z.record(z.string(), z.unknown()),
  outcome: z.enum(['judged', 'skipped', 'errored']),
  verdict: verdictSchema.nullable().describe('The worst of its findings; null unless judged.'),
})

export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(reportVersion),
    tool: z.strictObject({ name: z.literal('airworthy'), version: z.string() }),
    title: z.string(),
    task: z.enum(['binary', 'multiclass', 'regression']),
    classes: z.array(z.string()),
    seed: z.int(),
    sensitivity: z.enum(['strict', 'default', 'lenient']),
    gate: z.strictObject({
      passed: z.boolean(),
      blockOn: severitySchema,
      exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
      reasons: z.array(
        z.strictObject({
          check: z.string(),
          subject: z.string().nullable(),
          cause: z
            .enum(['failed', 'could not run', 'required but skipped', 'inconclusive', 'nothing judged'])
            .describe('"nothing judged": it was skipped as every other check was, though nobody required it.'),
          reason: z.string(),
        }),
      ),
    }),
    counts: z.strictObject({
      checks: z.strictObject({ planned: z.int(), judged: z.int(), skipped: z.int(), errored: z.int() }),
      findings: z.strictObject({ pass: z.int(), warn: z.int(), fail: z.int(), inconclusive: z.int() }),
    }),
    coverage: z.strictObject({ reference: coverage.nullable(), evaluation: coverage }),
    metrics: z.strictObject({
      reference: z.record(z.string(), z.number().nullable()),
      evaluation: z.record(z.string(), z.number().nullable()),
    }),
    hashes: z.strictObject({
      reference: z.string().nullable(),
      evaluation: z.string(),
      model: z.string().nullable(),
      plan: z.string(),
    }),
    data: z.strictObject({
      reference: dataSet.nullable(),
      evaluation: dataSet,
      decisions: z.array(z.string()),
      warnings: z.array(z.string()),
      columns: z.array(profiledColumn),
      exampleRows: z
        .array(exampleRows)
        .optional()
        .describe('The rows that findings show as examples, whole; absent where they are not known.'),
    }),
    model: z.strictObject({ kind: z.string(), file: z.string().nullable(), decisions: z.array(z.string()) }).nullable(),
    checks: z.array(checkEntrySchema),
    findings: z.array(findingSchema),
  })
  .describe('The result of one Airworthy run.')

export type Report = z.output<typeof reportSchema>
export type Finding = z.output<typeof findingSchema>
export type CheckEntry = z.output<typeof checkEntrySchema>
/** Rows of a data set that findings show, whole, so that a reader can find and understand them. */
export type ExampleRows = z.output<typeof exampleRows>

/** What differs between two runs of the same plan: kept beside the report, never in it. */
export interface Timings {
  readonly startedAt: string
  readonly durationMs: number
  /** Milliseconds in each check, by id. */
  readonly checks: Readonly<Record<string, number>>
  /** What latency and throughput checks saw, one sentence a subject. */
  readonly measured: readonly {
    readonly check: string
    readonly subject: string
    readonly text: string
    readonly values: Readonly<Record<string, number>>
  }[]
}
