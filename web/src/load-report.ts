import type { Report, Timings } from '../../src/core/report.ts'

export interface Loaded {
  readonly report: Report
  readonly timings: Timings | null
}

/** Only the part of a document that loading needs, so that it can be tried without a browser. */
export interface ReportSource {
  readonly text: (id: string) => string | null
  readonly fetchJson: (url: string) => Promise<unknown>
}

/**
 * The report in the page (`<script id="airworthy-report">`), else the one beside it (`report.json`, with
 * `timings.json` if there is one). Throws an Error in words for the reader when there is none, or it is of another
 * major version.
 */
export async function loadReport(source: ReportSource): Promise<Loaded> {
  const embedded = source.text('airworthy-report')
  if (embedded !== null) {
    const timings = source.text('airworthy-timings')
    return { report: asReport(parse(embedded)), timings: timings === null ? null : (parse(timings) as Timings) }
  }
  const report = await source.fetchJson('report.json').catch((cause: unknown) => {
    throw new Error('There is no report in this page, and none beside it.', { cause })
  })
  const timings = await source.fetchJson('timings.json').catch(() => null)
  return { report: asReport(report), timings: timings as Timings | null }
}

/** Reads from the page that the script runs in. */
export const pageSource: ReportSource = {
  text: (id) => document.getElementById(id)?.textContent ?? null,
  fetchJson: async (url) => {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return await response.json()
  },
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('The report in this page is damaged: it is not JSON.', { cause })
  }
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
