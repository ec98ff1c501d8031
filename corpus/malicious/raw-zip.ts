import { crc32 } from 'node:zlib'

/** Fields of a header as they stand in the file, true or not. */
export interface RawZipFields {
  readonly name: string | Uint8Array
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  readonly extra: Uint8Array
}

export interface RawZipMember extends Partial<RawZipFields> {
  readonly name: string | Uint8Array
  /** What it unpacks to; the sizes and the CRC follow from it unless they are told. */
  readonly content: Uint8Array
  /** What stands in the file, where that is not the content itself. */
  readonly packed?: Uint8Array
  /** Where the local header says something else. */
  readonly local?: Partial<RawZipFields>
  /** Stands after the bytes. */
  readonly descriptor?: Uint8Array
  readonly attributes?: number
  readonly comment?: Uint8Array
  readonly isUnlisted?: boolean
  /** Only the central directory knows it: at this offset. */
  readonly localOffset?: number
}

export interface RawZipOptions {
  readonly before?: Uint8Array
  /** Between the last member and the central directory. */
  readonly between?: Uint8Array
  readonly after?: Uint8Array
  readonly comment?: Uint8Array
  /** Where the end record says something else. */
  readonly end?: Partial<{ count: number; size: number; offset: number }>
  /** Offsets count from the first member, not from the start of the file. */
  readonly isShifted?: boolean
}

/** A zip built field by field, so that each of them may lie. */
export function rawZip(members: readonly RawZipMember[], options: RawZipOptions = {}): Uint8Array {
  const { before = empty, between = empty, after = empty, comment = empty, end = {}, isShifted = false } = options
  const parts: Uint8Array[] = [before]
  const directory: Uint8Array[] = []
  let at = before.length
  const shift = isShifted ? before.length : 0
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes)
    at += bytes.length
  }
  for (const member of members) {
    const start = at
    const packed = member.packed ?? member.content
    const fields: RawZipFields = {
      flags: 0,
      method: 0,
      crc: crc32(member.content),
      compressedSize: packed.length,
      size: member.content.length,
      extra: empty,
      ...member,
    }
    if (member.localOffset === undefined) {
      add(localHeader({ ...fields, ...member.local }))
      add(packed)
      add(member.descriptor ?? empty)
    }
    if (member.isUnlisted !== true) directory.push(centralHeader(fields, member, member.localOffset ?? start - shift))
  }
  add(between)
  const offset = at - shift
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = directory.length
  directory.forEach(add)
  add(endRecord({ count, size, offset, ...end }, comment))
  add(after)
  return Buffer.concat(parts)
}

const empty = new Uint8Array(0)

export function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text
}

function localHeader({ name, flags, method, crc, compressedSize, size, extra }: RawZipFields): Uint8Array {
  const nameBytes = bytesOf(name)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(method, 8)
  head.writeUInt32LE(crc, 14)
  head.writeUInt32LE(compressedSize, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(nameBytes.length, 26)
  head.writeUInt16LE(extra.length, 28)
  return Buffer.concat([head, nameBytes, extra])
}

function centralHeader(fields: RawZipFields, member: RawZipMember, localOffset: number): Uint8Array {
  const { name, flags, method, crc, compressedSize, size, extra } = fields
  const { attributes = 0, comment = empty } = member
  const nameBytes = bytesOf(name)
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(0x0314, 4)
  head.writeUInt16LE(20, 6)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(method, 10)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(compressedSize, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(nameBytes.length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt16LE(comment.length, 32)
  head.writeUInt32LE(attributes, 38)
  head.writeUInt32LE(localOffset, 42)
  return Buffer.concat([head, nameBytes, extra, comment])
}

export function endRecord(fields: { count: number; size: number; offset: number }, comment: Uint8Array): Uint8Array {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(fields.count, 8)
  end.writeUInt16LE(fields.count, 10)
  end.writeUInt32LE(fields.size, 12)
  end.writeUInt32LE(fields.offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([end, comment])
}

/** The zip64 record and its locator, as they stand before the end record at `at`. */
export function end64(fields: { count: number; size: number; offset: number }, at: number): Uint8Array {
  const record = Buffer.alloc(76)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt32LE(0x002d002d, 12)
  record.writeBigUInt64LE(BigInt(fields.count), 24)
  record.writeBigUInt64LE(BigInt(fields.count), 32)
  record.writeBigUInt64LE(BigInt(fields.size), 40)
  record.writeBigUInt64LE(BigInt(fields.offset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(at), 64)
  record.writeUInt32LE(1, 72)
  return record
}
