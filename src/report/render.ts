import type { Report, Timings } from '../core/report.ts'
import { htmlReport } from './html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import { sarifReport } from './sarif.ts'

export type Format = 'html' | 'json' | 'junit' | 'sarif' | 'markdown'

/** What only some formats need. */
export interface RenderOptions {
  /** The built web page; HTML cannot be made without it. */
  readonly page?: string
  /** Shown in HTML only: the other formats hold nothing that differs between two runs. */
  readonly timings?: Timings
}

/** The format that the ending of a path asks for; undefined when it is none of ours. */
export function formatOf(path: string): Format | undefined {
  return endings.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1]
}

/** The report in a format. */
export function render(report: Report, format: Format, { page, timings }: RenderOptions = {}): string {
  switch (format) {
    case 'html':
      if (page === undefined) throw new Error('HTML needs the built web page.')
      return htmlReport(page, report, timings)
    case 'json':
      return jsonReport(report)
    case 'junit':
      return junitReport(report)
    case 'sarif':
      return sarifReport(report)
    case 'markdown':
      return markdownReport(report)
  }
}

/** Longer endings stand before those that they end in. */
const endings: readonly (readonly [string, Format])[] = [
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.junit.xml', 'junit'],
  ['.json', 'json'],
  ['.html', 'html'],
  ['.md', 'markdown'],
]
