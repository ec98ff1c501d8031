import { startOfZip } from '../containers/zip/directory.ts'
import type { Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'

/**
 * A file whose last part is tensor data may end as a zip archive as well: zip readers look only at the end. Where the
 * records at the end hold together, the archive is told and scanned. (APPNOTE 4.3.16, end of central directory.)
 */
export async function scanZipTail(source: ByteSource, scope: Scope): Promise<void> {
  const start = startOfZipTail(source)
  if (start === undefined) return
  const subject = 'zip at the end'
  const detail = 'the file ends with the directory of a zip archive, so that a zip reader opens it as one'
  scope.find('archive/hidden-bytes', { subject, detail, offset: start, level: 'high' })
  await scope.child(`@${start}`, sliceOf(source, start))
}

/** Where a zip archive begins whose directory ends the source; undefined when there is none, or nothing before it. */
export function startOfZipTail(source: ByteSource): number | undefined {
  const start = startOfZip(source)
  return start === undefined || start === 0 ? undefined : start
}
