import { expect, test } from 'vitest'
import { sampleReport, sampleTimings } from './fixtures/sample-report.ts'
import { htmlReport, reportMarker } from './html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import { formatOf, render } from './render.ts'
import { sarifReport } from './sarif.ts'

test.each([
  ['report.html', 'html'],
  ['out/REPORT.JSON', 'json'],
  ['a.junit.xml', 'junit'],
  ['a.sarif', 'sarif'],
  ['a.sarif.json', 'sarif'],
  ['summary.md', 'markdown'],
  ['a.xml', undefined],
  ['json', undefined],
  ['', undefined],
] as const)('%s is %s', (path, format) => {
  expect(formatOf(path)).toBe(format)
})

test('each format has its renderer', () => {
  expect(render(sampleReport, 'json')).toBe(jsonReport(sampleReport))
  expect(render(sampleReport, 'junit')).toBe(junitReport(sampleReport))
  expect(render(sampleReport, 'sarif')).toBe(sarifReport(sampleReport))
  expect(render(sampleReport, 'markdown')).toBe(markdownReport(sampleReport))
  expect(render(sampleReport, 'html', { page: reportMarker, timings: sampleTimings })).toBe(
    htmlReport(reportMarker, sampleReport, sampleTimings),
  )
  expect(() => render(sampleReport, 'html')).toThrow('page')
})
