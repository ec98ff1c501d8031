import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportSchema } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { sampleOf, sampleReport } from './fixtures/sample-report.ts'
import { jsonReport } from './json.ts'

test('is written as before', async () => {
  await expect(jsonReport(sampleOf('drift/label', 'adversarial/search'))).toMatchFileSnapshot(
    'fixtures/golden/report.json',
  )
})

test('comes back as it was', () => {
  expect(reportSchema.parse(JSON.parse(jsonReport(sampleReport)))).toEqual(sampleReport)
  fc.assert(
    fc.property(anyReport, (report) => {
      expect(reportSchema.parse(JSON.parse(jsonReport(report)))).toEqual(report)
    }),
  )
})

test('is the same bytes whatever the order of the keys', () => {
  const turned = (value: unknown): unknown =>
    value === null || typeof value !== 'object'
      ? value
      : Array.isArray(value)
        ? value.map(turned)
        : Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, inner]) => [key, turned(inner)]),
          )
  const other = turned(sampleReport) as typeof sampleReport
  expect(JSON.stringify(other)).not.toBe(JSON.stringify(sampleReport))
  expect(jsonReport(other)).toBe(jsonReport(sampleReport))
})

test('knows no NaN', () => {
  const [first, ...others] = sampleReport.findings
  const spoilt = { ...sampleReport, findings: [{ ...first!, estimate: NaN, p: -Infinity }, ...others] }
  const { findings } = reportSchema.parse(JSON.parse(jsonReport(spoilt)))
  expect(findings[0]).toMatchObject({ estimate: null, p: null })
})
