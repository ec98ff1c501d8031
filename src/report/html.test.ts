import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyReport } from './fixtures/any-report.ts'
import { sampleOf, sampleReport, sampleTimings } from './fixtures/sample-report.ts'
import { htmlReport, reportMarker } from './html.ts'

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Airworthy</title>
    ${reportMarker}
    <script type="module">const title = '<title>$&</title>'</script>
  </head>
  <body><div id="root"></div></body>
</html>
`

test('is written as before', async () => {
  await expect(htmlReport(page, sampleOf('drift/label'), sampleTimings)).toMatchFileSnapshot(
    'fixtures/golden/report.html',
  )
})

test('the page holds the report and the timings, and nothing else changes', () => {
  const html = htmlReport(page, sampleReport, sampleTimings)
  expect(dataOf(html, 'airworthy-report')).toEqual(sampleReport)
  expect(dataOf(html, 'airworthy-timings')).toEqual(sampleTimings)
  expect(html).toContain('<title>Adult income &#60;script&#62;&#34;&#38;&#34; · Airworthy</title>')
  expect(html).toContain("const title = '<title>$&</title>'")
  expect(htmlReport(page, sampleReport)).not.toContain('airworthy-timings')
  expect(htmlReport(page, { ...sampleReport, title: 'a $& b' })).toContain('<title>a $&#38; b · Airworthy</title>')
})

test('a page without a title gets one', () => {
  expect(htmlReport(`<head>${reportMarker}</head>`, sampleReport)).toMatch(
    /^<head><title>Adult income .*<\/title><script/,
  )
})

test('a page without the marker, or with two, is refused', () => {
  expect(() => htmlReport('<html></html>', sampleReport)).toThrow('0 times')
  expect(() => htmlReport(page + reportMarker, sampleReport)).toThrow('2 times')
})

test('no text of the data ends the script', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const html = htmlReport(page, report)
      expect(dataOf(html, 'airworthy-report')).toEqual(report)
      expect(html.match(/<\/?script/g)).toHaveLength(4)
      expect(html).not.toMatch(/[\u2028\u2029]/)
      expect(html.match(/<!--/g)).toBeNull()
    }),
  )
})

test('a large report is packed, and comes out as it went in', () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ ...sampleReport.findings[0]!, subject: `</script> é ${i}` }))
  const large = { ...sampleReport, findings: many }
  const html = htmlReport(page, large, sampleTimings)
  const [, script] = html.split('<script id="airworthy-report" type="application/gzip+base64">')
  const packed = script!.slice(0, script!.indexOf('</script'))
  expect(packed).toMatch(/^[\w+/]+=*$/)
  expect(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString())).toEqual(large)
  expect(html.length).toBeLessThan(JSON.stringify(large).length / 10)
  expect(dataOf(html, 'airworthy-timings')).toEqual(sampleTimings)
})

/** As a browser reads it: the text up to the first end tag, taken as JSON. */
function dataOf(html: string, id: string): unknown {
  const [, script] = html.split(`<script id="${id}" type="application/json">`)
  return JSON.parse(script!.slice(0, script!.indexOf('</script')))
}
