import type { Report, Timings } from '../../src/core/report.ts'

export interface Loaded {
  readonly report: Report
  readonly timings: Timings | null
}

/** The content of a script that holds data: JSON, or JSON that was packed because there is much of it. */
export interface Embedded {
  readonly type: string
  readonly text: string
}

/** Only the part of a document that loading needs, so that it can be tried without a browser. */
export interface ReportSource {
  readonly embedded: (id: string) => Embedded | null
  readonly fetchJson: (url: string) => Promise<unknown>
}

/**
 * The report in the page (`<script id="airworthy-report">`), else the one beside it (`report.json`, with
 * `timings.json` if there is one). Throws an Error in words for the reader when there is none, or it is of another
 * major version.
 */
export async function loadReport(source: ReportSource): Promise<Loaded> {
  const embedded = source.embedded('airworthy-report')
  if (embedded !== null) {
    const timings = source.embedded('airworthy-timings')
    return {
      report: asReport(await parse(embedded)),
      timings: timings === null ? null : ((await parse(timings)) as Timings),
    }
  }
  const report = await source.fetchJson('report.json').catch((cause: unknown) => {
    throw new Error('There is no report in this page, and none beside it.', { cause })
  })
  const timings = await source.fetchJson('timings.json').catch(() => null)
  return { report: asReport(report), timings: timings as Timings | null }
}

/** Reads from the page that the script runs in. */
export const pageSource: ReportSource = {
  embedded: (id) => {
    const script = document.getElementById(id)
    return script === null ? null : { type: script.getAttribute('type') ?? '', text: script.textContent }
  },
  fetchJson: async (url) => {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return await response.json()
  },
}

async function parse({ type, text }: Embedded): Promise<unknown> {
  const isPacked = type === 'application/gzip+base64'
  if (isPacked && typeof DecompressionStream === 'undefined') {
    throw new Error(
      'This browser is too old to unpack the report in this page. Open it in a newer one (Chrome or Edge 80, Firefox 113, Safari 16.4), or read the JSON report: airworthy judge latest --output report.json',
    )
  }
  try {
    return JSON.parse(isPacked ? await unpack(text) : text)
  } catch (cause) {
    throw new Error(
      'The report in this page is damaged: a part of the file may be missing. Write it again: airworthy judge latest --output report.html',
      { cause },
    )
  }
}

function unpack(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
}

/** The writer has checked the report against its schema; here only the version can be wrong. */
function asReport(value: unknown): Report {
  const version =
    value !== null && typeof value === 'object' && 'schemaVersion' in value ? value.schemaVersion : undefined
  if (typeof version !== 'string') throw new Error('This is not an Airworthy report.')
  if (!version.startsWith('1.')) {
    throw new Error(`This page reads reports of version 1, and this one has version ${version}.`)
  }
  return value as Report
}
