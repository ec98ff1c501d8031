import { gzipSync } from 'node:zlib'
import { canonicalJson } from '../core/canonical-json.ts'
import type { Report, Timings } from '../core/report.ts'
import { oneLine } from './visible-text.ts'

/** Where the report goes in the built web page. */
export const reportMarker = '<!--airworthy:report-->'

/** Data of more characters are packed: hundreds of features would make a page that no mail takes. */
const longestPlain = 250_000

/** The web page with the report in it, so that it opens from a disk without a server. Throws without the marker. */
export function htmlReport(page: string, report: Report, timings?: Timings): string {
  const [before, after, ...more] = page.split(reportMarker)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `The web page has the marker ${reportMarker} ${page.split(reportMarker).length - 1} times, not once.`,
    )
  }
  const scripts = [dataScript('airworthy-report', report)]
  if (timings !== undefined) scripts.push(dataScript('airworthy-timings', timings))
  const title = `<title>${escapeHtml(oneLine(report.title))} · Airworthy</title>`
  const titled = before.replace(/<title>[^<]*<\/title>/, () => title)
  return [titled.includes(title) ? titled : before + title, ...scripts, after].join('')
}

/** A script that holds data. Without "<" in it, no text of the data can end the script or begin a comment. */
function dataScript(id: string, value: unknown): string {
  const text = canonicalJson(value)
  if (text.length > longestPlain) {
    return `<script id="${id}" type="application/gzip+base64">${gzipSync(text).toString('base64')}</script>\n`
  }
  const json = text.replace(/[<\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `<script id="${id}" type="application/json">${json}</script>\n`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}
