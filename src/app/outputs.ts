import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import type { Report, Timings } from '../core/report.ts'
import { formatOf, render } from '../report/render.ts'
import { checkWritable, writeWhole } from './write-file.ts'

/** Refuses what could not be written at the end, before anything is done. */
export function checkOutputs(paths: readonly string[]): void {
  for (const path of paths) {
    const format = formatOf(path)
    if (format === undefined) throw new AirworthyError('OUTPUT_FORMAT_UNKNOWN', { path })
    checkWritable(path)
    if (format === 'html') readPage()
  }
}

/** Writes every report whole or not at all: to a file beside it first, then into place. */
export function writeOutputs(paths: readonly string[], report: Report, timings: Timings): void {
  for (const path of paths) {
    const format = formatOf(path)!
    const text = render(report, format, { timings, ...(format === 'html' ? { page: readPage() } : {}) })
    writeWhole(path, text)
  }
}

/** The built report page, from the package's `dist/web` whether this runs from source or from `dist`. */
function readPage(): string {
  const candidates = [
    join(import.meta.dirname, '../web/index.html'),
    join(import.meta.dirname, '../../dist/web/index.html'),
  ]
  const page = candidates.find((file) => existsSync(file))
  if (page === undefined) throw new AirworthyError('PAGE_NOT_BUILT')
  return readFileSync(page, 'utf8')
}
