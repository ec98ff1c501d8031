import { Malformed } from '../../limits.ts'
import type { Hdf5File } from './file.ts'
import type { Range } from './heaps.ts'

interface DirectBlock {
  /** Where its first byte lies in the address space of the heap. */
  readonly offset: number
  readonly start: number
  readonly size: number
}

/** Blocks of a fractal heap (section III.G) that hold its managed objects, and how ids lead there. */
export interface FractalHeap {
  readonly blocks: readonly DirectBlock[]
  readonly offsetBytes: number
  readonly lengthBytes: number
  readonly isFiltered: boolean
}

interface Shape {
  readonly width: number
  readonly firstSize: number
  readonly offsetBytes: number
  readonly directRows: number
}

const blocksAtMost = 1_000_000

export function readFractalHeap(file: Hdf5File, at: number): FractalHeap {
  file.expect('FRHP', at, 0)
  const [address, length] = [file.addressBytes, file.lengthBytes]
  const filterBytes = file.number(at + 7, 2)
  // Past the flags and the largest size: ids and addresses of what is huge, and ten counts.
  const table = at + 14 + length + address + length + address + 8 * length
  const width = file.number(table, 2)
  const firstSize = file.length(table + 2)
  const largest = file.length(table + 2 + length)
  const bits = file.number(table + 2 + 2 * length, 2)
  const root = file.address(table + 6 + 2 * length)
  const rows = file.number(table + 6 + 2 * length + address, 2)
  file.parsed(at, table + 8 + 2 * length + address + (filterBytes > 0 ? length + 4 + filterBytes : 0) + 4 - at)
  const isSound =
    width > 0 && width <= 4096 && firstSize > 0 && firstSize <= largest && largest <= 2 ** 40 && bits <= 64
  if (!isSound) throw new Malformed('a fractal heap has impossible sizes', at)
  const directRows = Math.round(Math.log2(largest) - Math.log2(firstSize)) + 2
  const shape: Shape = { width, firstSize, offsetBytes: Math.ceil(bits / 8), directRows }
  const blocks: DirectBlock[] = []
  if (root !== undefined && filterBytes === 0) {
    if (rows === 0) addDirect(file, root, 0, firstSize, blocks)
    else addIndirect(file, root, 0, rows, shape, blocks, 0)
  }
  const largestObject = Math.min(largest, file.number(at + 10, 4))
  const lengthBytes = Math.max(1, Math.ceil(Math.log2(largestObject + 1) / 8))
  return { blocks, offsetBytes: shape.offsetBytes, lengthBytes, isFiltered: filterBytes > 0 }
}

function addDirect(file: Hdf5File, start: number, offset: number, size: number, blocks: DirectBlock[]): void {
  file.step()
  file.expect('FHDB', start, 0)
  if (blocks.length >= blocksAtMost) throw new Malformed('a fractal heap has too many blocks', start)
  file.parsed(start, size)
  blocks.push({ offset, start, size })
}

/** Rows of blocks that double in size from the third row on; rows past the direct ones hold indirect blocks. */
function addIndirect(
  file: Hdf5File,
  at: number,
  firstOffset: number,
  rows: number,
  shape: Shape,
  blocks: DirectBlock[],
  depth: number,
): void {
  file.step()
  file.expect('FHIB', at, 0)
  if (depth > 16 || rows > 128) throw new Malformed('a fractal heap is nested too deeply', at)
  const entries = at + 5 + file.addressBytes + shape.offsetBytes
  file.parsed(at, entries + rows * shape.width * file.addressBytes + 4 - at)
  let offset = firstOffset
  for (let row = 0; row < rows; row++) {
    const size = shape.firstSize * 2 ** Math.max(0, row - 1)
    for (let column = 0; column < shape.width; column++) {
      const child = file.address(entries + (row * shape.width + column) * file.addressBytes)
      if (child !== undefined && row < shape.directRows) addDirect(file, child, offset, size, blocks)
      else if (child !== undefined) addIndirect(file, child, offset, rowsFor(size, shape), shape, blocks, depth + 1)
      offset += size
    }
  }
}

/** Rows of an indirect block that spans `size` bytes. */
function rowsFor(size: number, shape: Shape): number {
  return Math.round(Math.log2(size) - Math.log2(shape.firstSize * shape.width)) + 1
}

/** The object that an id leads to; undefined for huge objects and ids that lead nowhere. Tiny ones lie in the id itself. */
export function heapObject(file: Hdf5File, heap: FractalHeap, id: number): Range | undefined {
  const kind = (file.window.at(id) >> 4) & 3
  if (kind === 2) return { start: id + 1, length: (file.window.at(id) & 0x0f) + 1 }
  if (kind !== 0) return undefined
  const offset = file.number(id + 1, heap.offsetBytes)
  const length = file.number(id + 1 + heap.offsetBytes, heap.lengthBytes)
  const block = blockAt(heap.blocks, offset)
  if (block === undefined || !(offset - block.offset + length <= block.size)) return undefined
  return { start: block.start + offset - block.offset, length }
}

/** Blocks are in the order of their offsets. */
function blockAt(blocks: readonly DirectBlock[], offset: number): DirectBlock | undefined {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (blocks[middle]!.offset <= offset) low = middle
    else high = middle - 1
  }
  const block = blocks[low]
  return block !== undefined && offset >= block.offset ? block : undefined
}
