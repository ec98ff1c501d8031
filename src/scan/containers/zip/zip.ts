import type { FormatReader, Head, Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'
import { openZip, scanMembers } from './archive.ts'
import { directoryOf } from './directory.ts'

/** Any zip. Formats that are zips with a layout of their own come before it in the registry. */
export const zipReader: FormatReader = { format: 'zip', title: 'a zip archive', recognises: looksLikeZip, read }

/** By its first header, or by its end, since readers take a zip that something was put before. */
export function looksLikeZip({ bytes, source }: Head): boolean {
  const isLocal = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  return isLocal || directoryOf(source) !== undefined
}

async function read(source: ByteSource, scope: Scope): Promise<void> {
  const archive = openZip(source, scope)
  try {
    await scanMembers(archive, scope)
  } finally {
    archive.close()
  }
}
