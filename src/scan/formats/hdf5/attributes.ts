import { Malformed } from '../../limits.ts'
import { btree2Records } from './btree2.ts'
import { type Dataspace, type Datatype, readDataspace, readDatatype } from './datatype.ts'
import type { Hdf5File } from './file.ts'
import { heapObject, readFractalHeap } from './fractal-heap.ts'
import { globalHeapObject, type Range } from './heaps.ts'
import { messageType, readObjectHeader } from './object-header.ts'

export interface Attribute {
  readonly name: string
  /** Where its text lies; undefined when it is no text, or there is none. Of many texts, the first. */
  readonly text: Range | undefined
}

/** Attribute message (section IV.A.2.m), versions 1 to 3. */
export function readAttribute(file: Hdf5File, start: number, end: number): Attribute {
  const version = file.window.at(start)
  if (version < 1 || version > 3) throw new Malformed('an attribute has an unknown version', start)
  const flags = version === 1 ? 0 : file.window.at(start + 1)
  const sizes = [2, 4, 6].map((at) => file.number(start + at, 2))
  const pad = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size)
  const nameAt = start + (version === 3 ? 9 : 8)
  const typeAt = nameAt + pad(sizes[0]!)
  const spaceAt = typeAt + pad(sizes[1]!)
  const valueAt = spaceAt + pad(sizes[2]!)
  if (valueAt > end) throw new Malformed('an attribute is longer than its message', start)
  const name = file.text(nameAt, sizes[0]!)
  const type = (flags & 1) === 0 ? readDatatype(file, typeAt) : sharedDatatype(file, typeAt)
  const space = readDataspace(file, spaceAt)
  return { name, text: type === undefined ? undefined : textOf(file, type, space, valueAt, end) }
}

function textOf(file: Hdf5File, type: Datatype, space: Dataspace, at: number, end: number): Range | undefined {
  if (!(space.count >= 1)) return undefined
  if (type.kind === 'text') {
    if (!(at + type.size <= end)) throw new Malformed('an attribute is longer than its message', at)
    return { start: at, length: type.size }
  }
  if (type.kind !== 'variable-text') return undefined
  const length = file.number(at, 4)
  const object = globalHeapObject(file, at + 4)
  return object === undefined ? undefined : { start: object.start, length: Math.min(length, object.length) }
}

/** A datatype that is kept in an object of its own (section IV.A.2, shared messages). */
function sharedDatatype(file: Hdf5File, at: number): Datatype | undefined {
  const version = file.window.at(at)
  const isCommitted = version < 3 || file.window.at(at + 1) === 2
  const address = isCommitted ? file.address(at + (version === 1 ? 8 : 2)) : undefined
  if (address === undefined) {
    file.scope.gap('unsupported', 'an attribute has a datatype that is kept in the table of shared messages')
    return undefined
  }
  const message = readObjectHeader(file, address).find(({ type }) => type === messageType.datatype)
  return message === undefined ? undefined : readDatatype(file, message.start)
}

/** Attributes of an object that has many: attribute info message, fractal heap and B-tree. */
export function* denseAttributes(file: Hdf5File, start: number): Generator<Attribute> {
  const at = start + 2 + ((file.window.at(start + 1) & 1) === 0 ? 0 : 2)
  const heapAddress = file.address(at)
  const names = file.address(at + file.addressBytes)
  if (heapAddress === undefined || names === undefined) return
  const heap = readFractalHeap(file, heapAddress)
  if ((file.window.at(start + 1) & 2) !== 0) {
    const byOrder = file.address(at + 2 * file.addressBytes)
    if (byOrder !== undefined) for (const _ of btree2Records(file, byOrder)) file.step()
  }
  for (const record of btree2Records(file, names)) {
    const object = heap.isFiltered ? undefined : heapObject(file, heap, record)
    if (object === undefined) file.scope.gap('unsupported', 'an attribute is kept in a way that is not read')
    else yield readAttribute(file, object.start, object.start + object.length)
  }
}
