import { Malformed } from '../../limits.ts'
import type { Hdf5File } from './file.ts'

/** Places of all records of a version 2 B-tree (section III.A.2), of any type. */
export function* btree2Records(file: Hdf5File, at: number): Generator<number> {
  file.expect('BTHD', at, 0)
  const nodeBytes = file.number(at + 6, 4)
  const recordBytes = file.number(at + 10, 2)
  const depth = file.number(at + 12, 2)
  const root = file.address(at + 16)
  const records = file.number(at + 16 + file.addressBytes, 2)
  file.parsed(at, 16 + file.addressBytes + 2 + file.lengthBytes + 4)
  if (root === undefined) return
  if (recordBytes === 0 || depth > 16 || nodeBytes < 16) throw new Malformed('a B-tree has impossible sizes', at)
  yield* nodeRecords(file, root, depth, records, { nodeBytes, recordBytes, seen: new Set() })
}

interface Tree {
  readonly nodeBytes: number
  readonly recordBytes: number
  readonly seen: Set<number>
}

function* nodeRecords(file: Hdf5File, at: number, depth: number, count: number, tree: Tree): Generator<number> {
  file.expect(depth === 0 ? 'BTLF' : 'BTIN', at, 0)
  const { nodeBytes, recordBytes, seen } = tree
  if (seen.has(at)) throw new Malformed('a B-tree runs in a circle', at)
  seen.add(at)
  const end = at + nodeBytes
  file.parsed(at, nodeBytes)
  if (6 + count * recordBytes > nodeBytes) throw new Malformed('a B-tree node has too many records', at)
  for (let index = 0; index < count; index++) {
    file.step()
    yield at + 6 + index * recordBytes
  }
  if (depth === 0) return
  const widths = pointerWidths(file, depth, tree)
  let pointer = at + 6 + count * recordBytes
  for (let index = 0; index <= count; index++) {
    if (pointer + widths.pointer > end) throw new Malformed('a B-tree node has too many children', at)
    const child = file.address(pointer)
    const childCount = file.number(pointer + file.addressBytes, widths.count)
    if (child !== undefined) yield* nodeRecords(file, child, depth - 1, childCount, tree)
    pointer += widths.pointer
  }
}

/** Widths of a pointer to a node one level down: an address, its records, and from depth 2 on all records below it. */
function pointerWidths(
  file: Hdf5File,
  depth: number,
  { nodeBytes, recordBytes }: Tree,
): { count: number; pointer: number } {
  const overhead = 10
  let most = Math.floor((nodeBytes - overhead) / recordBytes)
  const count = bytesFor(most)
  let total = most
  let totalBytes = 0
  for (let level = 1; level <= depth; level++) {
    const pointer = file.addressBytes + count + (level > 1 ? totalBytes : 0)
    if (level === depth) return { count, pointer }
    most = Math.floor((nodeBytes - overhead - pointer) / (recordBytes + pointer))
    total = (most + 1) * total + most
    totalBytes = bytesFor(total)
  }
  return { count, pointer: file.addressBytes + count }
}

function bytesFor(value: number): number {
  return Math.max(1, Math.ceil(Math.log2(value + 1) / 8))
}
