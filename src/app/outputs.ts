import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Report, Timings } from '../core/report.ts'
import { formatOf, render } from '../report/render.ts'

/** Refuses what could not be written at the end, before anything is done. */
export function checkOutputs(paths: readonly string[]): void {
  for (const path of paths) {
    const format = formatOf(path)
    if (format === undefined) throw new AirworthyError('OUTPUT_FORMAT_UNKNOWN', { path })
    const [folder, temporary] = [dirname(resolve(path)), besideOf(path)]
    try {
      if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`)
      if (existsSync(path)) accessSync(path, constants.W_OK)
      if (existsSync(path) && !statSync(path).isFile()) throw new Error('it is there and is no file')
      // Permissions don't tell it all: some file systems take no files.
      writeFileSync(temporary, '')
      rmSync(temporary)
    } catch (error) {
      throw new AirworthyError('OUTPUT_UNWRITABLE', { path, problem: messageOf(error) }, error)
    }
    if (format === 'html') readPage()
  }
}

/** Writes every report whole or not at all: to a file beside it first, then into place. */
export function writeOutputs(paths: readonly string[], report: Report, timings: Timings): void {
  for (const path of paths) {
    const format = formatOf(path)!
    const text = render(report, format, { timings, ...(format === 'html' ? { page: readPage() } : {}) })
    const temporary = besideOf(path)
    try {
      writeFileSync(temporary, text)
      renameSync(temporary, path)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw new AirworthyError('OUTPUT_UNWRITABLE', { path, problem: messageOf(error) }, error)
    }
  }
}

function besideOf(path: string): string {
  return join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.part`)
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
