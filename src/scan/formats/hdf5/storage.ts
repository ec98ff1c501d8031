import { Malformed } from '../../limits.ts'
import { kindOfPath } from '../data-path.ts'
import type { Dataspace, Datatype } from './datatype.ts'
import type { Hdf5File } from './file.ts'
import { globalHeapObject, heapText, readLocalHeap } from './heaps.ts'

const namesAtMost = 1000

/** External files message (section IV.A.2.h): the values of a dataset lie in other files, which a read opens. */
export function tellExternalFiles(file: Hdf5File, start: number, path: string): void {
  const used = Math.min(file.number(start + 6, 2), namesAtMost)
  const heapAddress = file.address(start + 8)
  const slots = start + 8 + file.addressBytes
  const heap = heapAddress === undefined ? undefined : readLocalHeap(file, heapAddress)
  for (let index = 0; index < Math.max(1, used); index++) {
    const name =
      heap === undefined || used === 0 ? '?' : heapText(file, heap, file.length(slots + index * 3 * file.lengthBytes))
    const leaves = kindOfPath(name) !== 'plain'
    file.scope.find('external-data/other-file', {
      subject: name,
      detail: `the values of ${path} are read from the file ${name}`,
      offset: start,
      ...(leaves ? { level: 'critical' as const } : {}),
    })
    file.scope.fact({ kind: 'reference', to: name, why: 'HDF5 external storage' })
  }
}

/** What a dataset keeps in this file. */
export interface Storage {
  readonly bytes: number
  /** Chunks may be compressed, so they say nothing of how many values there are. */
  readonly isChunked: boolean
}

/** Layout message (section IV.A.2.i), versions 1 to 5: accounts for the values as data. */
export function readLayout(file: Hdf5File, start: number, path: string, chunkK: number): Storage {
  const version = file.window.at(start)
  if (version === 1 || version === 2) return readOldLayout(file, start, chunkK)
  if (version < 3 || version > 5) throw new Malformed('a dataset has a layout of an unknown version', start)
  const kind = file.window.at(start + 1)
  if (kind === 0) return { bytes: file.number(start + 2, 2), isChunked: false }
  if (kind === 1) return contiguous(file, start + 2, file.length(start + 2 + file.addressBytes))
  if (kind === 3) {
    tellVirtual(file, start, path)
    return { bytes: 0, isChunked: true }
  }
  if (kind !== 2) throw new Malformed('a dataset has an unknown layout', start)
  if (version > 3) return { bytes: Number.NaN, isChunked: true }
  const rank = file.window.at(start + 2)
  return chunked(file, start + 3, rank, chunkK)
}

function readOldLayout(file: Hdf5File, start: number, chunkK: number): Storage {
  const rank = file.window.at(start + 1)
  const kind = file.window.at(start + 2)
  if (kind === 0) return { bytes: file.number(start + 8 + 4 * rank, 4), isChunked: false }
  if (kind === 2) return chunked(file, start + 8, rank, chunkK)
  let bytes = 1
  for (let axis = 0; axis < rank; axis++) bytes *= file.number(start + 8 + file.addressBytes + 4 * axis, 4)
  return contiguous(file, start + 8, bytes)
}

function contiguous(file: Hdf5File, addressAt: number, length: number): Storage {
  const address = file.address(addressAt)
  if (address === undefined) return { bytes: 0, isChunked: false }
  if (!(address + length <= file.source.size)) {
    const detail = `a dataset of ${length} bytes at ${address} leads past the end of the file`
    file.scope.find('format/lying-size', { subject: 'dataset', detail, offset: addressAt })
  }
  file.scope.account('data', address, length)
  return { bytes: length, isChunked: false }
}

/** A version 1 B-tree of chunks (section III.A.1): keys have the size of the chunk, a mask and its place. */
function chunked(file: Hdf5File, addressAt: number, rank: number, chunkK: number): Storage {
  const root = file.address(addressAt)
  if (root === undefined) return { bytes: 0, isChunked: true }
  const keyBytes = 8 + 8 * rank
  const prefix = 8 + 2 * file.addressBytes
  const nodes = [root]
  const seen = new Set<number>()
  let bytes = 0
  for (const at of nodes) {
    if (seen.has(at)) throw new Malformed('a B-tree runs in a circle', at)
    seen.add(at)
    file.expect('TREE', at, 1)
    const level = file.window.at(at + 5)
    const used = file.number(at + 6, 2)
    file.parsed(at, prefix + 2 * chunkK * (keyBytes + file.addressBytes) + keyBytes)
    for (let index = 0; index < used; index++) {
      file.step()
      const key = at + prefix + index * (keyBytes + file.addressBytes)
      const child = file.address(key + keyBytes)
      if (child === undefined) continue
      if (level > 0) nodes.push(child)
      else {
        const size = file.number(key, 4)
        file.scope.account('data', child, size)
        bytes += size
      }
    }
  }
  return { bytes, isChunked: true }
}

/** A virtual dataset is put together from datasets of other files. "." is this file itself. */
function tellVirtual(file: Hdf5File, start: number, path: string): void {
  const mapping = globalHeapObject(file, start + 2)
  if (mapping === undefined) return
  const count = file.length(mapping.start + 1)
  let at = mapping.start + 1 + file.lengthBytes
  const end = mapping.start + mapping.length
  // The selections between the names have no length of their own: only the first source is named for sure.
  const name = count > 0 ? file.textTo(at, end) : ''
  at += Buffer.byteLength(name)
  const isOwn = count <= 1 && name === '.'
  file.scope.find('external-data/other-file', {
    subject: name === '' ? path : name,
    detail: `${path} is a virtual dataset with ${count} sources, the first of the file ${name}`,
    offset: start,
    ...(isOwn ? { level: 'low' as const } : kindOfPath(name) === 'plain' ? {} : { level: 'critical' as const }),
  })
  file.scope.fact({ kind: 'reference', to: name, why: 'HDF5 virtual dataset' })
}

/** More than this is an absurd amount of memory, if the file does not have it. */
const largeBytes = 2 ** 32
const plausibleRatio = 2000

/** A dataset that claims far more values than the file can hold makes a loader allocate them. */
export function judgeShape(
  file: Hdf5File,
  path: string,
  space: Dataspace,
  type: Datatype,
  storage: Storage | undefined,
  offset: number,
): void {
  const bytes = space.count * type.size
  const has = storage === undefined || Number.isNaN(storage.bytes) ? file.source.size : storage.bytes
  const isAbsurd = !(bytes <= 2 ** 50) || (bytes > largeBytes && bytes > has * plausibleRatio)
  if (!isAbsurd) return
  const detail = `${path} has the shape ${space.dims.slice(0, 8).join(' x ')}, and the file has ${has} bytes of it`
  file.scope.find('format/absurd-number', { subject: path, detail, offset })
}
