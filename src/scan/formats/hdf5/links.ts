import { Malformed } from '../../limits.ts'
import { kindOfPath } from '../data-path.ts'
import { btree2Records } from './btree2.ts'
import type { Hdf5File } from './file.ts'
import { heapObject, readFractalHeap } from './fractal-heap.ts'
import { heapText, type LocalHeap, readLocalHeap } from './heaps.ts'
import type { Superblock } from './superblock.ts'

/** A name in a group that leads to an object of this file. */
export interface Link {
  readonly name: string
  readonly address: number
}

/** Link message (section IV.A.2.g). Links that lead out of the file are told; soft links stay inside it. */
export function readLink(file: Hdf5File, start: number, end: number): Link | undefined {
  if (file.window.at(start) !== 1) throw new Malformed('a link has an unknown version', start)
  const flags = file.window.at(start + 1)
  let at = start + 2
  const type = (flags & 8) === 0 ? 0 : file.window.at(at++)
  if ((flags & 4) !== 0) at += 8
  if ((flags & 16) !== 0) at += 1
  const width = 1 << (flags & 3)
  const nameBytes = file.number(at, width)
  at += width
  if (!(at + nameBytes <= end)) throw new Malformed('the name of a link is longer than the link', start)
  const name = file.text(at, nameBytes)
  at += nameBytes
  if (type === 0) {
    const address = file.address(at)
    return address === undefined ? undefined : { name, address }
  }
  if (type === 64) tellExternalLink(file, name, at + 3, end)
  else if (type > 64) {
    const detail = `the link ${name} is of the type ${type}, which a program has to define`
    file.scope.find('external-data/escaping-path', { subject: name, detail, offset: start })
  }
  return undefined
}

function tellExternalLink(file: Hdf5File, name: string, at: number, end: number): void {
  const target = file.textTo(at, end)
  const object = file.textTo(at + Buffer.byteLength(target) + 1, end)
  const leaves = kindOfPath(target) !== 'plain'
  file.scope.find('external-data/other-file', {
    subject: target,
    detail: `the link ${name} leads to ${object} of the file ${target}`,
    offset: at,
    ...(leaves ? { level: 'critical' as const } : {}),
  })
  file.scope.fact({ kind: 'reference', to: target, why: 'HDF5 external link' })
}

/** Links of a new group that has many: link info message, fractal heap and B-tree. */
export function* denseLinks(file: Hdf5File, start: number): Generator<Link> {
  const at = start + 2 + ((file.window.at(start + 1) & 1) === 0 ? 0 : 8)
  const heapAddress = file.address(at)
  const names = file.address(at + file.addressBytes)
  if (heapAddress === undefined || names === undefined) return
  const heap = readFractalHeap(file, heapAddress)
  if ((file.window.at(start + 1) & 2) !== 0) {
    const byOrder = file.address(at + 2 * file.addressBytes)
    if (byOrder !== undefined) for (const _ of btree2Records(file, byOrder)) file.step()
  }
  for (const record of btree2Records(file, names)) {
    const object = heap.isFiltered ? undefined : heapObject(file, heap, record + 4)
    if (object === undefined) file.scope.gap('unsupported', 'a link is kept in a way that is not read')
    else {
      const link = readLink(file, object.start, object.start + object.length)
      if (link !== undefined) yield link
    }
  }
}

/** Links of an old group: symbol table message, B-tree, symbol nodes and a heap of names. */
export function* symbolTableLinks(
  file: Hdf5File,
  tree: number,
  heapAddress: number,
  superblock: Superblock,
): Generator<Link> {
  const heap = readLocalHeap(file, heapAddress)
  const nodes = [tree]
  const seen = new Set<number>()
  const prefix = 8 + 2 * file.addressBytes
  for (const at of nodes) {
    file.step()
    if (seen.has(at)) throw new Malformed('a B-tree runs in a circle', at)
    seen.add(at)
    if (file.window.has('SNOD', at)) {
      yield* symbolNodeLinks(file, at, heap, superblock.groupLeafK)
      continue
    }
    file.expect('TREE', at, 0)
    const used = file.number(at + 6, 2)
    file.parsed(at, prefix + (4 * superblock.groupInnerK + 1) * 8)
    for (let index = 0; index < used; index++) {
      const child = file.address(at + prefix + file.lengthBytes + index * (file.lengthBytes + file.addressBytes))
      if (child !== undefined) nodes.push(child)
    }
  }
}

function* symbolNodeLinks(file: Hdf5File, at: number, heap: LocalHeap, leafK: number): Generator<Link> {
  const count = file.number(at + 6, 2)
  const entryBytes = 2 * file.addressBytes + 24
  file.parsed(at, 8 + Math.max(count, 2 * leafK) * entryBytes)
  for (let index = 0; index < count; index++) {
    file.step()
    const entry = at + 8 + index * entryBytes
    const name = heapText(file, heap, file.number(entry, file.addressBytes))
    // Cache type 2 is a soft link, which has no object of its own.
    if (file.number(entry + 2 * file.addressBytes, 4) === 2) continue
    const address = file.address(entry + file.addressBytes)
    if (address !== undefined) yield { name, address }
  }
}
