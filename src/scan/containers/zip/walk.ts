import { LimitReached, Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import { type ByteSource, sliceOf } from '../../source.ts'
import { inflate } from '../../compression/inflate.ts'
import { Input } from '../../compression/input.ts'
import type { Directory } from './directory.ts'
import { type ZipMember, differences, hasDescriptor, inspectMember, isFiller, memberFrom } from './member.ts'
import { type CentralEntry, type Header, decodeName, readLocal, signatures, viewOf } from './records.ts'

/** A member's header and bytes as a stretch of the file. */
interface Extent {
  readonly start: number
  readonly dataEnd: number
  readonly header: Header
  /** What the descriptor behind the bytes has to say. */
  readonly crc: number
  readonly sizes: readonly [number, number]
}

/**
 * Goes through an archive by its central directory and by its local headers, without reading any member. Accounts for
 * the headers, finds what hides between them, and gives every member that some reader may see.
 */
export function walk(source: ByteSource, scope: Scope, directory: Directory | undefined): readonly ZipMember[] {
  const state: Walk = { source, scope, isListed: directory !== undefined, members: [], extents: [] }
  const end = directory === undefined ? source.size : accountForDirectory(source, scope, directory)
  for (const entry of directory?.entries ?? []) addListed(state, entry, directory!.shift)
  state.extents.sort((left, right) => left.start - right.start || left.dataEnd - right.dataEnd)
  const gaps = gapsBetween(state, end)
  for (const [from, to, before] of gaps) lookBetween(state, from, to, before)
  if (directory === undefined) {
    const message = state.members.length === 0 ? 'it is no zip' : 'the central directory is missing or broken'
    if (state.members.length === 0) throw new Malformed(message)
    scope.find('format/malformed', { subject: 'central directory', detail: message })
    scope.gap('malformed', message, source.size, 0)
  }
  return state.members
}

interface Walk {
  readonly source: ByteSource
  readonly scope: Scope
  /** There is a central directory that could list a member. */
  readonly isListed: boolean
  readonly members: ZipMember[]
  readonly extents: Extent[]
}

/** Returns where the directory starts. */
function accountForDirectory(source: ByteSource, scope: Scope, directory: Directory): number {
  const { ends, entries, comment, endAt } = directory
  for (const { offset, length } of ends) scope.account('parsed', offset, length)
  for (const entry of entries) accountForHeader(scope, entry, [entry.extra, entry.comment])
  accountForText(scope, comment, endAt + 22, 'zip comment')
  for (const detail of directory.disagreements) {
    scope.find('archive/disagreeing-headers', { subject: 'central directory', detail: `${detail}.`, offset: endAt })
  }
  if (directory.isCut) scope.gap('limit', 'the central directory is too long to be read', endAt, 0)
  const after = endAt + 22 + comment.length
  if (after < source.size) {
    const length = source.size - after
    if (!isFiller(source, after, length)) hidden(scope, 'after the end of the archive', after, length)
  }
  return Math.min(endAt, ...ends.map(({ offset }) => offset), ...startsOf(entries))
}

function startsOf(entries: readonly CentralEntry[]): readonly number[] {
  const first = entries[0]
  return first === undefined ? [] : [entries.reduce((least, { at }) => Math.min(least, at), first.at)]
}

/** Fields that nobody fills with more than this are taken as read; longer ones are looked at as content of their own. */
const shortField = 1024

/** The extra fields, and a comment, stand at the end of a header. */
function accountForHeader(scope: Scope, header: Header, tails: readonly Uint8Array[]): void {
  const tailLength = tails.reduce((sum, { length }) => sum + length, 0)
  scope.account('parsed', header.at, header.length - tailLength)
  let at = header.at + header.length - tailLength
  for (const tail of tails) {
    if (tail.length <= shortField || isPaddingField(tail)) scope.account('parsed', at, tail.length)
    else hidden(scope, 'in a header', at, tail.length)
    at += tail.length
  }
}

/** One field that repeats a byte, as torch writes to align tensors. */
function isPaddingField(extra: Uint8Array): boolean {
  return extra.subarray(5).every((byte) => byte === extra[4])
}

function accountForText(scope: Scope, bytes: Uint8Array, at: number, where: string): void {
  if (bytes.length === 0) return
  const isText = bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
  if (!isText && bytes.length > 16) {
    hidden(scope, 'in the comment', at, bytes.length)
    return
  }
  scope.account('parsed', at, bytes.length)
  scope.text(decodeName(bytes), where, at)
}

function hidden(scope: Scope, where: string, offset: number, length: number): void {
  scope.find('archive/hidden-bytes', {
    subject: where,
    detail: `${length} bytes lie ${where}, where no member is.`,
    offset,
    length,
  })
}

function addListed(state: Walk, entry: CentralEntry, shift: number): void {
  const { source, scope } = state
  if (state.members.length % 1000 === 999) scope.budget.steps(1000)
  const header = readLocal(source, entry.localOffset + shift) ?? readLocal(source, entry.localOffset)
  const name = decodeName(entry.nameBytes)
  if (header === undefined) {
    const detail = `${name} has no local header where the central directory says.`
    scope.find('format/malformed', { subject: name, detail, offset: entry.at })
    scope.gap('malformed', detail, entry.at, 0)
    return
  }
  const dataOffset = header.at + header.length
  const member = memberFrom(header, dataOffset, entry)
  state.members.push(member)
  inspectMember(member, entry, entry.at, scope)
  accountForHeader(scope, header, [header.extra])
  const differing = differences(header, entry)
  if (differing.length > 0) {
    scope.find('archive/disagreeing-headers', {
      subject: name,
      detail: `The local header and the central directory differ in ${differing.join(', ')} of ${name}.`,
      offset: header.at,
    })
    if (differing.some((field) => field !== 'checksum')) state.members.push(memberFrom(header, dataOffset))
  }
  const dataEnd = dataOffset + entry.compressedSize
  if (dataEnd > source.size) {
    const detail = `${name} is said to have ${entry.compressedSize} bytes, beyond the end of the file.`
    scope.find('format/lying-size', { subject: name, detail, offset: entry.at })
  }
  const sizes = [entry.compressedSize, entry.size] as const
  state.extents.push({ start: header.at, dataEnd, header, crc: entry.crc, sizes })
}

/** Stretches that no member covers, with the member before. Overlaps become findings. */
function gapsBetween({ extents, scope }: Walk, end: number): (readonly [number, number, Extent | undefined])[] {
  const gaps: (readonly [number, number, Extent | undefined])[] = []
  let reached = 0
  let before: Extent | undefined
  let overlaps = 0
  let first: Extent | undefined
  for (const extent of extents) {
    if (extent.start > reached) gaps.push([reached, Math.min(extent.start, end), before])
    else if (extent.start < reached && before !== undefined) {
      const isSame = extent.start === before.start && extent.dataEnd === before.dataEnd
      if (!isSame) {
        overlaps += 1
        first ??= extent
      }
    }
    if (extent.dataEnd >= reached) {
      reached = extent.dataEnd
      before = extent
    }
  }
  if (end > reached) gaps.push([reached, end, before])
  if (first !== undefined) {
    scope.find('archive/hidden-bytes', {
      subject: 'overlap',
      level: 'high',
      detail: `${overlaps} members share bytes with others, first ${decodeName(first.header.nameBytes)}.`,
      offset: first.start,
    })
  }
  return gaps
}

/** Between members: a descriptor, padding, members that the directory does not list, or bytes that hide. */
function lookBetween(state: Walk, from: number, to: number, before: Extent | undefined): void {
  const { source, scope } = state
  let at = from
  if (before !== undefined) at += descriptorAt(state, before, from, to)
  for (let count = 0; at < to; count++) {
    if (count % 1000 === 999) scope.budget.steps(1000)
    if (state.members.length > scope.budget.limits.members) {
      scope.gap('limit', 'too many members', at, to - at)
      return
    }
    if (isFiller(source, at, to - at)) {
      scope.account('parsed', at, to - at)
      return
    }
    const header = readLocal(source, at)
    if (header === undefined || at + header.length > to) break
    at = addUnlisted(state, header, to)
  }
  if (at === to || !state.isListed) return
  const isFirst = state.members.length === 0 || at === 0
  hidden(scope, isFirst ? 'before the first member' : 'between the members', at, to - at)
}

/** Returns the length of the descriptor. The signature is optional, and the sizes have 4 or 8 bytes. */
function descriptorAt({ source, scope }: Walk, extent: Extent, at: number, to: number): number {
  if (!hasDescriptor(extent.header)) return 0
  const bytes = source.bytes(at, Math.min(24, to - at))
  if (bytes.length < 12) return 0
  const view = viewOf(bytes)
  const isSigned = view.getUint32(0, true) === signatures.descriptor
  const crcAt = isSigned ? 4 : 0
  for (const width of [8, 4]) {
    const length = crcAt + 4 + 2 * width
    if (length > bytes.length || view.getUint32(crcAt, true) !== extent.crc) continue
    const agrees = extent.sizes.every((size, index) => {
      const field = crcAt + 4 + index * width
      return (
        view.getUint32(field, true) === size % 2 ** 32 &&
        (width === 4 || view.getUint32(field + 4, true) === Math.floor(size / 2 ** 32))
      )
    })
    if (!agrees) continue
    scope.account('parsed', at, length)
    return length
  }
  if (!isSigned) return 0
  const name = decodeName(extent.header.nameBytes)
  scope.find('archive/disagreeing-headers', {
    subject: name,
    detail: `The descriptor behind ${name} differs from the central directory.`,
    offset: at,
  })
  const length = Math.min(bytes.length, extent.header.compressedSize === 0xffffffff ? 24 : 16)
  scope.account('parsed', at, length)
  return length
}

/** A member that only its local header tells of. Returns where it ends. */
function addUnlisted(state: Walk, header: Header, to: number): number {
  const { scope, members, source } = state
  const dataOffset = header.at + header.length
  const isLate = hasDescriptor(header) && header.compressedSize === 0
  const measured = isLate ? measure(state, header, dataOffset, to) : header
  const member = memberFrom({ ...header, ...measured }, dataOffset)
  members.push(member)
  const name = decodeName(header.nameBytes)
  if (state.isListed) {
    scope.find('archive/hidden-bytes', {
      subject: name,
      detail: `The central directory does not list ${name}.`,
      offset: header.at,
    })
  }
  inspectMember(member, undefined, header.at, scope)
  accountForHeader(scope, header, [header.extra])
  const dataEnd = Math.min(dataOffset + member.compressedSize, source.size)
  const sizes = [member.compressedSize, member.size] as const
  const extent: Extent = { start: header.at, dataEnd, header, crc: member.crc, sizes }
  return dataEnd + descriptorAt(state, extent, dataEnd, to)
}

/** Sizes that stand behind the bytes are found by decompressing. Without compression nothing tells where they end. */
function measure(
  { source, scope }: Walk,
  header: Header,
  dataOffset: number,
  to: number,
): { compressedSize: number; size: number; crc: number } {
  const most = to - dataOffset
  if (header.method !== 8) return { compressedSize: most, size: most, crc: 0 }
  const input = new Input(sliceOf(source, dataOffset, most))
  let size = 0
  try {
    for (const chunk of inflate(input)) {
      size += chunk.length
      scope.budget.inflate(chunk.length, Math.max(1, input.position), size)
    }
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof LimitReached)) throw error
    return { compressedSize: most, size, crc: 0 }
  }
  const descriptor = viewOf(source.bytes(dataOffset + input.position, 8))
  const crcAt = descriptor.byteLength === 8 && descriptor.getUint32(0, true) === signatures.descriptor ? 4 : 0
  return {
    compressedSize: input.position,
    size,
    crc: descriptor.byteLength === 8 ? descriptor.getUint32(crcAt, true) : 0,
  }
}
