import type { ByteSource } from '../../source.ts'
import { type CentralEntry, decodeName, readCentral, readLocal, signatures, u64, viewOf } from './records.ts'

/** Where a zip ends and what its central directory lists. */
export interface Directory {
  /** Of the end record; the archive ends behind its comment. */
  readonly endAt: number
  readonly comment: Uint8Array
  /** Ranges of the end records. */
  readonly ends: readonly { readonly offset: number; readonly length: number }[]
  /** Of all places where a reader may look for the directory. */
  readonly entries: readonly CentralEntry[]
  /** What has to be added to the offsets of the headers, where something was put before the archive. */
  readonly shift: number
  /** How readers may come to different lists. */
  readonly disagreements: readonly string[]
  /** There are more entries than are listed. */
  readonly isCut: boolean
}

const endLength = 22
const longestComment = 0xffff
const entriesAtMost = 100_000
const directoryBytesAtMost = 256 * 2 ** 20
const candidatesAtMost = 64

const known = new WeakMap<ByteSource, { directory: Directory | undefined }>()

/** The central directory; undefined when there is none that is consistent. Read once per source. */
export function directoryOf(source: ByteSource): Directory | undefined {
  const before = known.get(source)
  if (before !== undefined) return before.directory
  const directory = readDirectory(source)
  known.set(source, { directory })
  return directory
}

/** Names of the members as the central directory lists them, or undefined when it is no zip. Costs little. */
export function peekZipNames(source: ByteSource): readonly string[] | undefined {
  return directoryOf(source)?.entries.map(({ nameBytes }) => decodeName(nameBytes))
}

/**
 * Where the first listed member starts: above zero when something was put before the archive, or the archive was appended
 * to something, whether its offsets count from there or from the start of the file. Undefined when no zip ends the source.
 */
export function startOfZip(source: ByteSource): number | undefined {
  const directory = directoryOf(source)
  if (directory === undefined) return undefined
  let start = Math.min(directory.endAt, ...directory.ends.map(({ offset }) => offset))
  for (const { localOffset, at: listedAt } of directory.entries) {
    if (listedAt < start) start = listedAt
    const at = [localOffset + directory.shift, localOffset].find((place) => readLocal(source, place) !== undefined)
    if (at !== undefined && at < start) start = at
  }
  return start
}

/** As most readers do, the last end record that leads to a directory. */
function readDirectory(source: ByteSource): Directory | undefined {
  const from = Math.max(0, source.size - endLength - longestComment)
  const tail = source.bytes(from, source.size - from)
  let candidates = 0
  for (let at = tail.length - endLength; at >= 0 && candidates < candidatesAtMost; at--) {
    if (!(tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6)) continue
    candidates += 1
    const directory = readEnd(source, from + at)
    if (directory !== undefined) return directory
  }
  return undefined
}

/** One way to find the directory: what an end record says, and where this record lies. */
interface Claim {
  readonly recordAt: number
  readonly offset: number
  readonly size: number
  readonly count: number
}

function readEnd(source: ByteSource, endAt: number): Directory | undefined {
  const view = viewOf(source.bytes(endAt, endLength))
  const claim: Claim = {
    recordAt: endAt,
    count: view.getUint16(10, true),
    size: view.getUint32(12, true),
    offset: view.getUint32(16, true),
  }
  const comment = source.bytes(endAt + endLength, view.getUint16(20, true))
  const ends = [{ offset: endAt, length: endLength }]
  const claims64 = readEnds64(source, endAt, ends)
  const isFull = claim.count === 0xffff || claim.size === 0xffffffff || claim.offset === 0xffffffff
  const claims = isFull && claims64.length > 0 ? claims64 : [claim, ...claims64]
  const limit = Math.min(endAt, ...claims64.map(({ recordAt }) => recordAt))

  const disagreements: string[] = []
  const starts = new Map<number, number>()
  for (const one of claims) {
    for (const start of [Math.min(one.recordAt, limit) - one.size, one.offset]) {
      if (isDirectory(source, one, start, limit) && !starts.has(start)) starts.set(start, start - one.offset)
    }
  }
  if (starts.size === 0) return undefined
  const filled = [...starts.keys()].filter((start) => start < limit)
  if (filled.length > 1) disagreements.push('readers find the central directory in different places')
  if (new Set(claims.map(({ count, size, offset }) => `${count} ${size} ${offset}`)).size > 1) {
    disagreements.push('the end records say different things of the central directory')
  }

  const entries = new Map<number, CentralEntry>()
  let isCut = false
  for (const start of filled) {
    const { end, isWhole } = readEntries(source, start, limit, entries)
    if (!isWhole) isCut = true
    else if (!claims.some(({ size }) => start + size === end)) {
      disagreements.push('the central directory is not as long as the end record says')
    }
  }
  if (
    !isCut &&
    filled.length === 1 &&
    !claims.some(({ count }) => count === entries.size % 0x10000 || count === entries.size)
  ) {
    disagreements.push(`the end record counts ${claim.count} members, the central directory has ${entries.size}`)
  }
  const [shift = 0] = starts.values()
  return { endAt, comment, ends, entries: [...entries.values()], shift, disagreements, isCut }
}

/** Readers look for the zip64 record where the locator says, or right before the locator. */
function readEnds64(source: ByteSource, endAt: number, ends: { offset: number; length: number }[]): Claim[] {
  const locator = source.bytes(endAt - 20, 20)
  if (endAt < 20 || viewOf(locator).getUint32(0, true) !== signatures.locator64) return []
  ends.push({ offset: endAt - 20, length: 20 })
  const claims: Claim[] = []
  for (const recordAt of new Set([endAt - 20 - 56, u64(viewOf(locator), 8)])) {
    const record = source.bytes(recordAt, 56)
    if (recordAt < 0 || recordAt > endAt || record.length < 56) continue
    const view = viewOf(record)
    if (view.getUint32(0, true) !== signatures.end64) continue
    ends.push({ offset: recordAt, length: 56 })
    claims.push({ recordAt, count: u64(view, 32), size: u64(view, 40), offset: u64(view, 48) })
  }
  return claims
}

function isDirectory(source: ByteSource, { size, count }: Claim, start: number, limit: number): boolean {
  if (start < 0 || start > limit) return false
  if (size === 0) return start === limit && count === 0
  const bytes = source.bytes(start, 4)
  return start + 46 <= limit && viewOf(bytes).getUint32(0, true) === signatures.central
}

/** Reads entries as long as there are any, whatever the end record says of their number. */
function readEntries(
  source: ByteSource,
  start: number,
  limit: number,
  entries: Map<number, CentralEntry>,
): { end: number; isWhole: boolean } {
  const bytes = source.bytes(start, Math.min(limit - start, directoryBytesAtMost))
  let at = 0
  for (;;) {
    if (entries.has(start + at)) break
    const entry = readCentral(bytes, at, start)
    if (entry === undefined) break
    if (entries.size >= entriesAtMost) return { end: start + at, isWhole: false }
    entries.set(entry.at, entry)
    at += entry.length
  }
  return { end: start + at, isWhole: limit - start <= directoryBytesAtMost }
}
