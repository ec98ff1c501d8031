import { sweepWindows } from '../secrets/sweep-windows.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { firstForeignWindow, isText, sweptBytes } from './text-content.ts'
import { scanZipTail } from './zip-tail.ts'

const pointerBegin = 'version https://git-lfs.github.com/spec/'

/** Plain text of any kind: read-me files, licences, vocabularies, logs. The last resort, for what no other reader knows. */
export const textReader: FormatReader = {
  format: 'text',
  title: 'a text',
  recognises: ({ bytes }) => isText(bytes),
  read: readText,
}

/** Looks through a text for credentials; what is not text within it is left for others to recognise. */
export async function readText(source: ByteSource, scope: Scope): Promise<void> {
  if (isPointer(source)) {
    scope.account('parsed', 0, source.size)
    scope.gap('unreadable', 'a pointer of Git LFS stands in for the file: its content was not fetched')
    return
  }
  sweepWindows(source, 'the text', sweptBytes, scope)
  const foreign = firstForeignWindow(source)
  if (foreign !== undefined) {
    scope.account('parsed', 0, foreign)
    scope.gap('unknown-format', 'the text turns into something else', foreign, source.size - foreign)
    return
  }
  scope.account('parsed', 0, Math.min(source.size, sweptBytes))
  scope.account('data', sweptBytes, source.size - sweptBytes)
  await scanZipTail(source, scope)
}

function isPointer(source: ByteSource): boolean {
  if (source.size > 1024) return false
  return new TextDecoder().decode(source.bytes(0, pointerBegin.length)) === pointerBegin
}
