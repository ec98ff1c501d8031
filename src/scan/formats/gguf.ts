import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { GgufCursor, GgufRefused } from './gguf-cursor.ts'
import { readMetadata } from './gguf-metadata.ts'
import { placeTensors, readTensors } from './gguf-tensors.ts'
import { scanZipTail } from './zip-tail.ts'

const magic = 'GGUF'
const newestVersion = 3
const tensorLeastBytes = 24
const pairLeastBytes = 9

/**
 * GGUF versions 1 to 3, in both byte orders (github.com/ggml-org/ggml, docs/gguf.md). The header is read strictly; tensors are
 * placed, never read.
 */
export const ggufReader: FormatReader = {
  format: 'gguf',
  title: 'a GGUF file',
  recognises: ({ bytes }) => bytes.length >= 8 && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === magic,
  async read(source, scope) {
    try {
      await readGguf(source, scope)
    } catch (error) {
      if (!(error instanceof GgufRefused)) throw error
      const { rule, message, offset } = error
      scope.find(rule, { subject: 'header', detail: message, offset })
      scope.gap('malformed', 'the header cannot be followed any further')
    }
    await scanZipTail(source, scope)
  },
}

async function readGguf(source: ByteSource, scope: Scope): Promise<void> {
  const cursor = new GgufCursor(source)
  cursor.skip(4)
  let version = cursor.u32()
  if (version > 0xffff) {
    cursor.isBigEndian = true
    cursor.at = 4
    version = cursor.u32()
  }
  if (version === 0 || version > newestVersion) {
    scope.gap('unsupported', `version ${version} of the format is not known`, 0, source.size)
    return
  }
  cursor.isVersion1 = version === 1
  scope.fact({ kind: 'property', name: 'gguf.version', value: String(version) })
  const tensorCount = cursor.count('the number of tensors', tensorLeastBytes)
  const pairCount = cursor.count('the number of metadata pairs', pairLeastBytes)
  const { alignment } = await readMetadata(cursor, pairCount, scope)
  const tensors = readTensors(cursor, tensorCount, scope)
  scope.account('parsed', 0, cursor.at)
  const start = tensors.length === 0 ? cursor.at : Math.ceil(cursor.at / alignment) * alignment
  placeTensors(tensors, start, alignment, source.size, scope)
}
