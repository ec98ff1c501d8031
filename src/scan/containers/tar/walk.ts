import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'
import { type TarHeader, blockBytes, readHeader, readText } from './header.ts'
import { readPax } from './pax.ts'

export interface TarMember {
  readonly name: string
  readonly type: string
  readonly linkName: string
  readonly offset: number
  readonly size: number
  /** Of its header, for findings. */
  readonly at: number
  readonly isSparse: boolean
}

/** Types of headers that tell of the member that follows. */
const types = { longName: 'L', longLink: 'K', pax: 'x', oldPax: 'X', globalPax: 'g', label: 'V' } as const
const namesAtMost = 1 << 20

/** What headers before a member said of it. */
interface Pending {
  name?: string | undefined
  linkName?: string | undefined
  pax: Map<string, string>
}

/** Goes from header to header, accounts for all but the contents, and tells what breaks the format. */
export function* walkTar(source: ByteSource, scope: Scope): Generator<TarMember> {
  const global = new Map<string, string>()
  let pending: Pending = { pax: new Map() }
  let at = 0
  for (let count = 0; at + blockBytes <= source.size; count++) {
    if (count % 1000 === 999) scope.budget.steps(1000)
    if (isZero(source.bytes(at, blockBytes))) {
      accountForEnd(source, scope, at)
      return
    }
    const header = readHeader(source, at)
    if (header === undefined || !header.isChecksumRight) {
      broken(scope, header === undefined ? 'a tar header is broken' : 'a tar header does not match its checksum', at)
      if (header === undefined || !looksLikeHeader(source, at)) return
    }
    scope.account('parsed', at, blockBytes)
    const size = sizeOf(header, pending.pax, global)
    const offset = at + blockBytes + accountForSparseMap(source, scope, header, at)
    if (offset + size > source.size) lyingSize(scope, source, header, offset, size)
    const next = offset + Math.ceil(size / blockBytes) * blockBytes
    if (isMeta(header.type)) {
      scope.account('parsed', offset, next - offset)
      readMeta(header.type, source.bytes(offset, Math.min(size, namesAtMost)), pending, global)
      if (size > namesAtMost) scope.gap('limit', 'a tar header is too long to be read', offset, 0)
    } else {
      yield memberFrom(header, pending, global, { at, offset, size })
      accountForPadding(source, scope, offset + size, next)
      pending = { pax: new Map() }
    }
    at = next
  }
  if (at < source.size) broken(scope, 'the tar archive ends within a header', at)
}

/** Old GNU sparse files list further holes in blocks behind the header, each saying at its end whether one follows. */
function accountForSparseMap(source: ByteSource, scope: Scope, header: TarHeader, at: number): number {
  if (header.type !== 'S') return 0
  let end = at + blockBytes
  let isMore = source.bytes(at + 482, 1)[0] !== 0
  for (; isMore && end < source.size; end += blockBytes) isMore = source.bytes(end + 504, 1)[0] === 1
  scope.account('parsed', at + blockBytes, end - at - blockBytes)
  return end - at - blockBytes
}

function isMeta(type: string): boolean {
  return Object.values<string>(types).includes(type)
}

function readMeta(type: string, bytes: Uint8Array, pending: Pending, global: Map<string, string>): void {
  if (type === types.longName) pending.name = readText(bytes)
  else if (type === types.longLink) pending.linkName = readText(bytes)
  else if (type === types.globalPax) for (const [key, value] of readPax(bytes)) global.set(key, value)
  else if (type === types.pax || type === types.oldPax) pending.pax = readPax(bytes)
}

function sizeOf(header: TarHeader, pax: Map<string, string>, global: Map<string, string>): number {
  if (isMeta(header.type)) return header.size
  const stated = pax.get('size') ?? global.get('size')
  const size = stated !== undefined && /^[0-9]{1,15}$/.test(stated) ? Number.parseInt(stated, 10) : header.size
  return '123456'.includes(header.type) ? 0 : size
}

function memberFrom(
  header: TarHeader,
  pending: Pending,
  global: Map<string, string>,
  place: { at: number; offset: number; size: number },
): TarMember {
  const { pax } = pending
  const real = pax.get('GNU.sparse.name')
  return {
    name: real ?? pax.get('path') ?? pending.name ?? global.get('path') ?? header.name,
    linkName: pax.get('linkpath') ?? pending.linkName ?? global.get('linkpath') ?? header.linkName,
    type: header.type,
    isSparse: header.type === 'S' || [...pax.keys()].some((key) => key.startsWith('GNU.sparse.')),
    ...place,
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

const recordBytes = 1 << 20

/** The end is at least one block of zeros; writers fill a record of 10 KiB or more. The rest is none of the archive. */
function accountForEnd(source: ByteSource, scope: Scope, at: number): void {
  let end = at
  while (end < source.size && end - at < recordBytes) {
    const block = source.bytes(end, blockBytes)
    if (!isZero(block)) break
    end += block.length
  }
  scope.account('parsed', at, end - at)
  if (end === source.size) return
  const detail = `${source.size - end} bytes follow the end of the tar archive.`
  scope.find('archive/hidden-bytes', { subject: 'after the end', detail, offset: end, length: source.size - end })
}

/** The rest of a block is zeros; whatever else stands there is left to be looked at. */
function accountForPadding(source: ByteSource, scope: Scope, from: number, to: number): void {
  const bytes = source.bytes(from, to - from)
  if (isZero(bytes)) scope.account('parsed', from, bytes.length)
  else {
    const detail = `The block behind a member is filled with ${bytes.length} bytes that are not zero.`
    scope.find('archive/hidden-bytes', { subject: 'padding', detail, offset: from, length: bytes.length })
  }
}

/** A header whose checksum is wrong may still be one: Python goes on only with a right one, other readers do not care. */
function looksLikeHeader(source: ByteSource, at: number): boolean {
  return readText(source.bytes(at + 257, 5)) === 'ustar'
}

function broken(scope: Scope, detail: string, offset: number): void {
  scope.find('format/malformed', { subject: 'tar header', detail: `At ${offset}, ${detail}.`, offset })
  scope.gap('malformed', detail, offset, 0)
}

function lyingSize(scope: Scope, source: ByteSource, header: TarHeader, offset: number, size: number): void {
  const detail = `${header.name} is said to have ${size} bytes, and ${Math.max(0, source.size - offset)} are left.`
  scope.find('format/lying-size', { subject: header.name, detail, offset })
  scope.gap('malformed', 'the tar archive ends within a member', offset, 0)
}
