import type { Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'

const endRecordBytes = 22
const longestComment = 65_535

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
  const tail = source.bytes(source.size - endRecordBytes - longestComment, endRecordBytes + longestComment)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length)
  for (let at = tail.length - endRecordBytes; at >= 0; at -= 1) {
    if (tail[at] !== 0x50 || view.getUint32(at, true) !== 0x06054b50) continue
    if (at + endRecordBytes + view.getUint16(at + 20, true) !== tail.length) continue
    const end = source.size - tail.length + at
    const directory = end - view.getUint32(at + 12, true)
    const start = directory - view.getUint32(at + 16, true)
    const first = source.bytes(directory, 4)
    if (start > 0 && first[0] === 0x50 && first[1] === 0x4b && first[2] === 1 && first[3] === 2) return start
  }
  return undefined
}
