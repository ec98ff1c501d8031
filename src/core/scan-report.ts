import { z } from 'zod'
import { scanLevels } from './scan-level.ts'

/** The result of a scan of files. Versioned like the report of a test: a field is added, never changed. */
export const scanReportVersion = '1.0'

export const scanLevelSchema = z.enum(scanLevels)
export const scanVerdictSchema = z.enum(['malicious', 'suspicious', 'clean', 'incomplete'])

const place = {
  path: z.string().describe('The file, as it was named, with forward slashes.'),
  member: z.array(z.string()).describe('The way inside the file: the member of an archive, a stream within it.'),
}

export const scanFindingSchema = z.strictObject({
  rule: z.string().describe('<topic>/<noun>; the topic is a check id without its "security/".'),
  level: scanLevelSchema,
  ...place,
  offset: z.int().nullable().describe('First byte, within the member.'),
  length: z.int().nullable(),
  subject: z.string().describe('What it is about, stable from run to run: a name, a call, an operator, a package.'),
  detail: z.string().describe('What was seen, as one sentence.'),
  call: z.string().nullable().describe('The decoded call as readable pseudo-code.'),
})

export const scanGapSchema = z.strictObject({
  ...place,
  offset: z.int().nullable(),
  length: z.int().nullable(),
  reason: z.enum(['unreadable', 'unknown-format', 'malformed', 'unsupported', 'encrypted', 'limit', 'failed']),
  detail: z.string(),
})

/** Where the bytes of a source went. The four shares add up to `size`. */
export const scanCoverageSchema = z.strictObject({
  size: z.int(),
  parsed: z.int().describe('Read and understood.'),
  data: z.int().describe('Tensor values and other data that nothing executes; skipped.'),
  member: z.int().describe('Listed as a member of its own.'),
  opaque: z.int().describe('Not understood; always with a gap.'),
})

export const scanMemberSchema = z.strictObject({
  member: z.array(z.string()),
  format: z.string(),
  coverage: scanCoverageSchema,
})

export const scanFactSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('import'), module: z.string(), name: z.string() }),
  z.strictObject({
    kind: z.literal('package'),
    ecosystem: z.enum(['PyPI', 'npm']),
    name: z.string(),
    version: z.string().nullable().describe('null unless pinned to one version.'),
    specifier: z.string(),
    hashed: z.boolean(),
    line: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal('producer'), name: z.string(), version: z.string().nullable() }),
  z.strictObject({ kind: z.literal('property'), name: z.string(), value: z.string() }),
  z.strictObject({
    kind: z.literal('tensor-port'),
    direction: z.enum(['input', 'output']),
    name: z.string(),
    type: z.string(),
    shape: z.array(z.union([z.int(), z.string()])),
  }),
  z.strictObject({ kind: z.literal('template'), name: z.string(), sha256: z.string() }),
  z.strictObject({ kind: z.literal('reference'), to: z.string(), why: z.string() }),
])

export const scannedFileSchema = z.strictObject({
  path: z.string(),
  format: z.string(),
  verdict: scanVerdictSchema,
  sha256: z.string().nullable().describe('null when hashing was not asked for, or the file could not be read.'),
  coverage: scanCoverageSchema,
  members: z.array(scanMemberSchema),
  facts: z.array(scanFactSchema),
})

export const scanAdvisorySchema = z.strictObject({
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  id: z.string(),
  aliases: z.array(z.string()),
  level: scanLevelSchema,
  summary: z.string(),
  fixed: z.array(z.string()),
})

export const scanReportSchema = z.strictObject({
  schemaVersion: z.literal(scanReportVersion),
  tool: z.strictObject({ name: z.literal('airworthy'), version: z.string() }),
  verdict: scanVerdictSchema,
  failOn: scanLevelSchema,
  passed: z.boolean().describe('No finding at or above `failOn`, and no gap.'),
  files: z.array(scannedFileSchema),
  skipped: z.array(z.string()).describe('Folders that hold no part of a model and were left out.'),
  findings: z.array(scanFindingSchema),
  accepted: z.array(scanFindingSchema).describe('Findings that a policy of the user accepts; they do not count.'),
  gaps: z.array(scanGapSchema),
  advisories: z.array(scanAdvisorySchema),
  advisoryDatabase: z.strictObject({ date: z.string(), records: z.int() }).nullable(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      level: scanLevelSchema,
      why: z.string(),
      fix: z.string(),
      tags: z.array(z.string()).describe('CWE, MITRE ATLAS, OWASP, EU AI Act.'),
    }),
  ),
})

export type ScanVerdict = z.infer<typeof scanVerdictSchema>
export type ScanFinding = Readonly<z.infer<typeof scanFindingSchema>>
export type ScanGap = Readonly<z.infer<typeof scanGapSchema>>
export type ScanCoverage = Readonly<z.infer<typeof scanCoverageSchema>>
export type ScanMember = Readonly<z.infer<typeof scanMemberSchema>>
export type ScanFact = Readonly<z.infer<typeof scanFactSchema>>
export type ScannedFile = Readonly<z.infer<typeof scannedFileSchema>>
export type ScanAdvisory = Readonly<z.infer<typeof scanAdvisorySchema>>
export type ScanReport = Readonly<z.infer<typeof scanReportSchema>>
