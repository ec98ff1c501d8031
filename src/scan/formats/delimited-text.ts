import type { FormatReader } from '../scope.ts'
import { sweepWindows } from '../secrets/sweep-windows.ts'
import { sweptBytes } from './text-content.ts'
import { scanZipTail } from './zip-tail.ts'

/** A table as text, known by its name: it has no magic. Its first bytes must look like text; nothing executes it. */
export const delimitedTextReader: FormatReader = {
  format: 'delimited-text',
  title: 'a table as text',
  recognises: ({ name, bytes }) => /\.(?:csv|tsv|psv|libsvm|svmlight|arff)$/.test(name) && isText(bytes),
  async read(source, scope) {
    sweepWindows(source, 'the table', sweptBytes, scope)
    scope.account('data', 0, source.size)
    await scanZipTail(source, scope)
  },
}

/** No control characters but those of lines and tabs. Any encoding that keeps ASCII may be meant. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d))
}
