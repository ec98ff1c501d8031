import { Malformed } from '../../limits.ts'
import type { Hdf5File } from './file.ts'

export interface LocalHeap {
  readonly start: number
  readonly end: number
}

/** Local heap (section III.D): the names of an old group, one after another. */
export function readLocalHeap(file: Hdf5File, at: number): LocalHeap {
  file.expect('HEAP', at, 0)
  const size = file.length(at + 8)
  const start = file.address(at + 8 + 2 * file.lengthBytes)
  file.parsed(at, 8 + 2 * file.lengthBytes + file.addressBytes)
  if (start === undefined || !(start + size <= file.source.size)) throw new Malformed('a heap leads past the end', at)
  file.parsed(start, size)
  return { start, end: start + size }
}

export function heapText(file: Hdf5File, heap: LocalHeap, offset: number): string {
  if (!(heap.start + offset < heap.end)) throw new Malformed('a name lies outside its heap', heap.start)
  return file.textTo(heap.start + offset, heap.end)
}

export interface Range {
  readonly start: number
  readonly length: number
}

/** An object of a global heap (section III.E), by the id that stands at `at`: address and index. */
export function globalHeapObject(file: Hdf5File, at: number): Range | undefined {
  const heap = file.address(at)
  const wanted = file.number(at + file.addressBytes, 4)
  if (heap === undefined || heap === file.base) return undefined
  file.expect('GCOL', heap, 1)
  const size = file.length(heap + 8)
  const end = heap + size
  if (!(end <= file.source.size)) throw new Malformed('a global heap leads past the end', heap)
  file.parsed(heap, size)
  const prefix = 8 + file.lengthBytes
  for (let object = heap + 8 + file.lengthBytes; object + prefix <= end;) {
    file.step()
    const index = file.number(object, 2)
    const length = file.length(object + 8)
    if (index === 0) return undefined
    if (!(object + prefix + length <= end)) throw new Malformed('an object is longer than its heap', object)
    if (index === wanted) return { start: object + prefix, length }
    object += prefix + Math.ceil(length / 8) * 8
  }
  return undefined
}
