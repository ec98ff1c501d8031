import { expect, test } from 'vitest'
import { sampleReport, sampleTimings } from '../fixtures/make-sample.ts'
import { loadReport } from './load-report.ts'
import type { ReportSource } from './load-report.ts'

const report = sampleReport()

/** A page with these scripts in it, and these files beside it. */
function source(
  scripts: Record<string, string>,
  files: Record<string, unknown> = {},
): ReportSource & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    text: (id) => scripts[id] ?? null,
    fetchJson: async (url) => {
      asked.push(url)
      if (!(url in files)) throw new Error('404')
      return files[url]
    },
  }
}

test('takes the report in the page, and then asks for nothing', async () => {
  const page = source({
    'airworthy-report': JSON.stringify(report),
    'airworthy-timings': JSON.stringify(sampleTimings),
  })
  expect(await loadReport(page)).toEqual({ report, timings: sampleTimings })
  expect(page.asked).toEqual([])
})

test('else the one beside it; timings are optional', async () => {
  expect(await loadReport(source({}, { 'report.json': report }))).toEqual({ report, timings: null })
  expect(await loadReport(source({}, { 'report.json': report, 'timings.json': sampleTimings }))).toEqual({
    report,
    timings: sampleTimings,
  })
})

test('says what is wrong in words', async () => {
  await expect(loadReport(source({}))).rejects.toThrow('There is no report in this page')
  await expect(loadReport(source({ 'airworthy-report': '{' }))).rejects.toThrow('damaged')
  await expect(loadReport(source({ 'airworthy-report': '[]' }))).rejects.toThrow('not an Airworthy report')
  await expect(loadReport(source({ 'airworthy-report': '{"schemaVersion":"2.0"}' }))).rejects.toThrow('version 2.0')
})
