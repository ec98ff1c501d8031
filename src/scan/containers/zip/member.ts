import { crc32 } from 'node:zlib'
import type { ByteSource } from '../../source.ts'
import { escapes, longestPath } from '../paths.ts'
import type { Scope } from '../../scope.ts'
import { type CentralEntry, type Header, decodeName, extraField, viewOf } from './records.ts'

export interface ZipMember {
  /** As readers see it: cut at a NUL. */
  readonly name: string
  readonly nameBytes: Uint8Array
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  /** Of the compressed bytes. */
  readonly dataOffset: number
  readonly isDirectory: boolean
  readonly isSymlink: boolean
  /** False for one that only a local header tells of, or that a local header tells of differently. */
  readonly isListed: boolean
  /** Some bit says that it is encrypted; loaders of models ignore these bits. */
  readonly isMarkedEncrypted: boolean
}

const fileTypes = { mask: 0xf000, symlink: 0xa000, directory: 0x4000, file: 0x8000 } as const
const encryptionBits = 0x1 | 0x20 | 0x40 | 0x2000
const sizesFollow = 0x8

export function hasDescriptor(header: Header): boolean {
  return (header.flags & sizesFollow) !== 0
}

/** A member from its entry in the central directory, or from its local header alone. */
export function memberFrom(header: Header, dataOffset: number, entry?: CentralEntry): ZipMember {
  const told = entry ?? header
  const whole = decodeName(told.nameBytes)
  const cut = whole.indexOf('\0')
  const name = cut < 0 ? whole : whole.slice(0, cut)
  const type = entry === undefined ? 0 : (entry.attributes >>> 16) & fileTypes.mask
  return {
    name,
    nameBytes: told.nameBytes,
    flags: told.flags | header.flags,
    method: told.method,
    crc: told.crc,
    compressedSize: told.compressedSize,
    size: told.size,
    dataOffset,
    isDirectory: (name.endsWith('/') || type === fileTypes.directory) && told.compressedSize === 0,
    isSymlink: type === fileTypes.symlink,
    isListed: entry !== undefined,
    isMarkedEncrypted: ((told.flags | header.flags) & encryptionBits) !== 0,
  }
}

/** What the entry alone shows: names that escape, marks of encryption, devices. */
export function inspectMember(member: ZipMember, entry: CentralEntry | undefined, at: number, scope: Scope): void {
  const { name } = member
  const say = { subject: name, offset: at }
  if (name.length > longestPath) {
    scope.find('format/absurd-number', { ...say, detail: `A name has ${name.length} characters.` })
  }
  if (escapes(name)) {
    scope.find('archive/escaping-path', { ...say, detail: `The name ${name} leads outside the folder.` })
  }
  if (name.length !== decodeName(member.nameBytes).length) {
    scope.find('archive/disagreeing-headers', {
      ...say,
      detail: `The name goes on after a NUL, where some readers cut it.`,
    })
  }
  const other = otherName(member.nameBytes, entry?.extra)
  if (other !== undefined && other !== decodeName(member.nameBytes)) {
    const detail = `A field of ${name} gives it the name ${other}, which some readers prefer.`
    scope.find('archive/disagreeing-headers', { ...say, detail })
    if (escapes(other)) {
      scope.find('archive/escaping-path', { ...say, detail: `The name ${other} leads outside the folder.` })
    }
  }
  if (member.isMarkedEncrypted) {
    scope.find('archive/encryption-flag', { ...say, detail: `${name} is marked as encrypted or patched.` })
  }
  const type = entry === undefined ? 0 : (entry.attributes >>> 16) & fileTypes.mask
  const isUnix = entry?.madeBy === 3 || entry?.madeBy === 19
  const known: readonly number[] = [0, fileTypes.symlink, fileTypes.directory, fileTypes.file]
  if (isUnix && !known.includes(type)) {
    scope.find('archive/special-file', { ...say, detail: `${name} is a device, a pipe or a socket.` })
  }
}

const unicodePath = 0x7075

/** Info-ZIP's Unicode path field (APPNOTE 4.6.9), which counts when it holds the CRC of the plain name. */
function otherName(nameBytes: Uint8Array, extra: Uint8Array | undefined): string | undefined {
  const field = extra && extraField(extra, unicodePath)
  if (field === undefined || field.length < 5 || field[0] !== 1) return undefined
  return viewOf(field).getUint32(1, true) === crc32(nameBytes) ? decodeName(field.subarray(5)) : undefined
}

/** In which fields the local header says something else than the central directory; a descriptor may come later. */
export function differences(header: Header, entry: CentralEntry): string[] {
  const fields: string[] = []
  if (!equal(header.nameBytes, entry.nameBytes)) fields.push('name')
  if (header.method !== entry.method) fields.push('method')
  const isLate = hasDescriptor(header)
  for (const [field, local, central] of [
    ['checksum', header.crc, entry.crc],
    ['compressed size', header.compressedSize, entry.compressedSize],
    ['size', header.size, entry.size],
  ] as const) {
    if (local !== central && !(isLate && (local === 0 || local === 0xffffffff))) fields.push(field)
  }
  return fields
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}

/** Up to a page of zeros, or one byte over and over, as writers align members. */
export function isFiller(source: ByteSource, offset: number, length: number): boolean {
  if (length > 1 << 16) return false
  const bytes = source.bytes(offset, length)
  return bytes.every((byte) => byte === 0)
}
