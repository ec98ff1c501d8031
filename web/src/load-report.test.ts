import { gzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { sampleReport, sampleTimings } from '../fixtures/make-sample.ts'
import { loadReport } from './load-report.ts'
import type { ReportSource } from './load-report.ts'

const report = sampleReport()

afterEach(() => vi.unstubAllGlobals())

/** A page with these scripts in it, and these files beside it. */
function source(
  scripts: Record<string, string>,
  files: Record<string, unknown> = {},
  type = 'application/json',
): ReportSource & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    embedded: (id) => (scripts[id] === undefined ? null : { type, text: scripts[id] }),
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

test('unpacks a large one; says so where that cannot be done', async () => {
  const pack = (text: string) => gzipSync(text).toString('base64')
  const packed = (text: string) => source({ 'airworthy-report': text }, {}, 'application/gzip+base64')
  const whole = pack(JSON.stringify(report))
  expect((await loadReport(packed(whole))).report).toEqual(report)
  for (const broken of [whole.slice(0, 400), `${whole.slice(0, -8)}AAAAAAA=`, '!', '', pack('{')]) {
    await expect(loadReport(packed(broken))).rejects.toThrow('damaged')
  }
  vi.stubGlobal('DecompressionStream', undefined)
  await expect(loadReport(packed(whole))).rejects.toThrow('too old')
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
