import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { scanReportSchema } from '../../core/scan-report.ts'
import { cleanReport, dangerousReport, incompleteReport } from './fixtures/scan-reports.ts'
import { renderScan, scanFormatOf } from './render.ts'
import { scanSummary } from './terminal.ts'

const reports = { dangerousReport, cleanReport, incompleteReport }

test.each(Object.entries(reports))('%s is a report, and its JSON is read back as it was', (_, report) => {
  expect(scanReportSchema.parse(JSON.parse(renderScan(report, 'json')))).toEqual(report)
})

const readSchema = (name: string) =>
  JSON.parse(readFileSync(`${import.meta.dirname}/fixtures/${name}.SNAPSHOT.schema.json`, 'utf8')) as object

test.each(Object.entries(reports))('the bill of materials of %s keeps to the schema of CycloneDX', (_, report) => {
  const ajv = new Ajv({ strict: false, logger: false })
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(readSchema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
  formats.default(ajv)
  const isValid = ajv.compile(readSchema('bom-1.6'))
  isValid(JSON.parse(renderScan(report, 'bom')))
  expect(isValid.errors).toBe(null)
})

test('a bill of materials holds models with their ports, packages and advisories, and never changes by itself', () => {
  const bom = JSON.parse(renderScan(dangerousReport, 'bom')) as { components: Record<string, unknown>[] }
  expect(bom.components.map(({ type, name }) => `${type as string} ${name as string}`)).toEqual([
    'machine-learning-model models/clean.onnx',
    'machine-learning-model models/evil.pt',
    'file models/blob',
    'file requirements.txt',
    'library @a/b',
    'library torch',
  ])
  expect(bom.components[0]).toMatchObject({
    modelCard: { modelParameters: { inputs: [{ format: 'x: float32[N, 4]' }] } },
  })
  expect(bom).toMatchObject({
    vulnerabilities: [{ id: 'GHSA-0000-0000-0000', affects: [{ ref: 'pkg:pypi/torch@1.0' }] }],
  })
  expect(renderScan(dangerousReport, 'bom')).toBe(renderScan(structuredClone(dangerousReport), 'bom'))
})

interface Sarif {
  readonly runs: readonly [
    {
      readonly invocations: readonly [{ executionSuccessful: boolean; toolExecutionNotifications: readonly unknown[] }]
      readonly results: readonly { readonly partialFingerprints: Record<string, string> }[]
    },
  ]
}
const sarifOf = (report: typeof dangerousReport) => JSON.parse(renderScan(report, 'sarif')) as Sarif

test('SARIF: a gap is a notification and the run did not succeed', () => {
  expect(sarifOf(incompleteReport).runs[0].invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error', message: { text: 'the format is not known, at byte 0' } }],
  })
  expect(sarifOf(cleanReport).runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] })
})

test('SARIF: what a policy accepts and what only informs is no result, because each result opens an alert', () => {
  const [problem] = dangerousReport.findings
  const findings = [problem!, { ...problem!, level: 'info', detail: 'a fact' } as const]
  const accepted = [{ ...problem!, detail: 'known to us' }]
  const [run] = sarifOf({ ...dangerousReport, findings, accepted, gaps: [] }).runs
  expect(run.results).toMatchObject([{ kind: 'fail', level: 'error' }])
  expect(run.invocations[0]).toMatchObject({
    executionSuccessful: true,
    toolExecutionNotifications: [
      { descriptor: { id: 'accepted' }, level: 'note', associatedRule: { id: problem!.rule } },
      { descriptor: { id: 'informational' }, level: 'note', properties: { level: 'info' } },
    ],
  })
})

test('SARIF: the place within a member, and a fingerprint that outlives the offset', () => {
  const { results } = sarifOf(dangerousReport).runs[0]
  expect(results[0]).toMatchObject({
    ruleId: 'pickle-code/dangerous-call',
    level: 'error',
    message: { text: "loading calls os.system (os.system('echo canary {{0}}'))" },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'models/evil.pt' }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: 'models/evil.pt!evil/data.pkl@0x1f' }],
      },
    ],
  })
  expect(results[0]!.partialFingerprints).toEqual(results[1]!.partialFingerprints)
  expect(results[0]!.partialFingerprints).not.toEqual(results[2]!.partialFingerprints)
  expect(results[2]).toMatchObject({ message: { text: 'torch 1.0 has [one] (x) known | vulnerability' } })
})

test('Markdown: a table that its content cannot break', () => {
  const text = renderScan(dangerousReport, 'markdown')
  expect(text).toContain('### The scan failed: malicious')
  expect(text).toContain('4 files, 10 GB; 3 findings at medium or above, 1 part not analysed.')
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  expect(rows).toHaveLength(3)
  expect(rows.every((row) => row.split(/(?<!\\)\|/).length === 6)).toBe(true)
})

test('the terminal tells the worst first, and never calls a gap a pass', () => {
  const text = scanSummary(dangerousReport)
  expect(text.indexOf('evil.pt')).toBeLessThan(text.indexOf('requirements.txt'))
  expect(text).toContain('A pickle runs commands or code, 2 times')
  expect(text).toContain("os.system('echo canary {0}')")
  expect(text).toContain('evil/data.pkl, at byte 31')
  expect(text.split('\n').at(-1)).toBe('Failed: 3 findings at medium or above.')
  expect(scanSummary(incompleteReport).split('\n').at(-1)).toMatch(/^Incomplete: 1 part could not be analysed/)
  expect(scanSummary(cleanReport).split('\n').at(-1)).toBe(
    'Passed: every byte is accounted for, and nothing was found.',
  )
  for (const report of Object.values(reports)) {
    expect(
      scanSummary(report, { width: 60 })
        .split('\n')
        .every((line) => line.length <= 110),
    ).toBe(true)
  }
})

test('what is counted and not listed is said, so that the numbers agree', () => {
  const [first] = dangerousReport.findings
  const report = { ...dangerousReport, findings: [first!, { ...first!, rule: 'other', level: 'high' as const }] }
  expect(scanSummary(report)).toContain('and 1 more finding about the same, with --verbose')
  expect(scanSummary(report, { verbose: true })).not.toContain('about the same')
})

test('the ending of an output tells its format', () => {
  expect(['a.json', 'a.sarif', 'a.sarif.json', 'a.cdx.json', 'a.md', 'a.html'].map(scanFormatOf)).toEqual([
    ...['json', 'sarif', 'sarif', 'bom', 'markdown', undefined],
  ])
})
