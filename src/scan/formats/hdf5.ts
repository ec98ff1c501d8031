import type { FormatReader, Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'
import type { Attribute } from './hdf5/attributes.ts'
import type { Range } from './hdf5/heaps.ts'
import { visitObjects } from './hdf5/objects.ts'
import { findSuperblock, readSuperblock, type Superblock } from './hdf5/superblock.ts'
import { scanKerasConfig } from './keras/config.ts'
import { scanZipTail } from './zip-tail.ts'

/**
 * HDF5, superblocks 0 to 3 (HDF5 File Format Specification 3.0), with the configurations that Keras keeps in attributes.
 * Structures are walked from the root; values of datasets are skipped. What lies unreferenced within the end that the
 * file declares is space that the library left free, and counts as data.
 */
export const hdf5Reader: FormatReader = {
  format: 'hdf5',
  title: 'an HDF5 file',
  recognises: ({ source }) => findSuperblock(source) !== undefined,
  async read(source, scope) {
    const at = findSuperblock(source)!
    const superblock = readSuperblock(source, scope, at)
    const pickles: Range[] = []
    visitObjects(superblock, (path, attribute) => readText(source, scope, path, attribute, pickles))
    await finish(source, scope, superblock, at, pickles)
  },
}

async function finish(source: ByteSource, scope: Scope, superblock: Superblock, at: number, pickles: readonly Range[]) {
  const { end } = superblock
  if (end > source.size) {
    const detail = `the file is said to end at ${end}, and has ${source.size} bytes`
    scope.find('format/malformed', { subject: 'end of file', detail, offset: at })
    scope.gap('malformed', detail)
  }
  scope.account('data', at, Math.min(end, source.size) - at)
  // MATLAB writes its name and version into the user block.
  if (at >= 512 && superblock.file.window.has('MATLAB 7.3 MAT-file', 0)) scope.account('parsed', 0, 128)
  for (const { start, length } of pickles) await scope.child(`@${start}`, sliceOf(source, start, length))
  await scanZipTail(source, scope)
}

function readText(source: ByteSource, scope: Scope, path: string, { name, text }: Attribute, pickles: Range[]): void {
  if (text === undefined) return
  const length = lengthWithoutPadding(source, text)
  const content = sliceOf(source, text.start, length)
  if (configs.has(name)) return scanKerasConfig(content, scope, name, text.start)
  if (name === 'keras_version') scope.fact({ kind: 'producer', name: 'keras', version: textOf(content) })
  else if (isPickle(content)) pickles.push({ start: text.start, length })
  else if (length <= longestText) scope.text(textOf(content), `attribute ${path}@${name}`, text.start)
}

const configs = new Set(['model_config', 'training_config'])
const longestText = 1 << 20

/** PyTables keeps attributes that are no plain values as pickles, and loads them when they are read. */
function isPickle(content: ByteSource): boolean {
  const first = content.bytes(0, 2)
  const last = content.bytes(content.size - 1, 1)[0]
  if (last !== 0x2e || content.size < 3) return false
  if (first[0] === 0x80) return first[1]! >= 2 && first[1]! <= 5
  return (
    content.size <= longestText &&
    (first[0] === 0x28 || first[0] === 0x63) &&
    content.bytes(0, content.size).includes(0x0a)
  )
}

function lengthWithoutPadding(source: ByteSource, { start, length }: Range): number {
  let end = length
  while (end > 0 && source.bytes(start + end - 1, 1)[0] === 0) end -= 1
  return end
}

function textOf(content: ByteSource): string {
  return new TextDecoder().decode(content.bytes(0, content.size))
}
