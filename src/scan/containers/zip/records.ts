import type { ByteSource } from '../../source.ts'

/** Layouts: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local), 4.3.12 (central), 4.3.14 to 4.3.16 (ends), 4.5.3 (zip64). */
export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  descriptor: 0x08074b50,
} as const

/** What the local header and the entry of the central directory both say. */
export interface Header {
  /** Where it starts and how long it is. */
  readonly at: number
  readonly length: number
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  readonly nameBytes: Uint8Array
  readonly extra: Uint8Array
}

export interface CentralEntry extends Header {
  readonly localOffset: number
  readonly madeBy: number
  readonly attributes: number
  readonly comment: Uint8Array
}

const saturated = 0xffffffff

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The local header at an offset; undefined when there is none, or the file ends within. Copies what it keeps. */
export function readLocal(source: ByteSource, at: number): Header | undefined {
  const fixed = source.bytes(at, 30)
  if (at < 0 || fixed.length < 30) return undefined
  const view = viewOf(fixed)
  if (view.getUint32(0, true) !== signatures.local) return undefined
  const nameLength = view.getUint16(26, true)
  const length = 30 + nameLength + view.getUint16(28, true)
  const rest = source.bytes(at + 30, length - 30)
  if (rest.length < length - 30) return undefined
  const extra = rest.slice(nameLength)
  const size = view.getUint32(22, true)
  const compressedSize = view.getUint32(18, true)
  return {
    at,
    length,
    flags: view.getUint16(6, true),
    method: view.getUint16(8, true),
    crc: view.getUint32(14, true),
    ...resolve64(extra, { size, compressedSize }),
    nameBytes: rest.slice(0, nameLength),
    extra,
  }
}

/** The entry of a central directory at `at` within `bytes`, which start at `base` of the file. */
export function readCentral(bytes: Uint8Array, at: number, base: number): CentralEntry | undefined {
  if (at + 46 > bytes.length) return undefined
  const view = viewOf(bytes)
  if (view.getUint32(at, true) !== signatures.central) return undefined
  const nameEnd = at + 46 + view.getUint16(at + 28, true)
  const extraEnd = nameEnd + view.getUint16(at + 30, true)
  const end = extraEnd + view.getUint16(at + 32, true)
  if (end > bytes.length) return undefined
  const extra = bytes.subarray(nameEnd, extraEnd)
  const size = view.getUint32(at + 24, true)
  const compressedSize = view.getUint32(at + 20, true)
  return {
    at: base + at,
    length: end - at,
    madeBy: view.getUint8(at + 5),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...resolve64(extra, { size, compressedSize, localOffset: view.getUint32(at + 42, true) }),
    attributes: view.getUint32(at + 38, true),
    nameBytes: bytes.subarray(at + 46, nameEnd),
    extra,
    comment: bytes.subarray(extraEnd, end),
  }
}

/** Fields that are full take their value from the zip64 extra field, in this order. */
function resolve64<Fields extends Record<string, number>>(extra: Uint8Array, fields: Fields): Fields {
  if (!Object.values(fields).includes(saturated)) return fields
  const field = extraField(extra, 0x0001)
  if (field === undefined) return fields
  const view = viewOf(field)
  let at = 0
  const resolved: Record<string, number> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== saturated || at + 8 > field.length) resolved[name] = value
    else {
      resolved[name] = u64(view, at)
      at += 8
    }
  }
  return resolved as Fields
}

/** Beyond 2^53 it is no longer exact, and beyond any file anyhow. */
export function u64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
}

export function extraField(extra: Uint8Array, id: number): Uint8Array | undefined {
  const view = viewOf(extra)
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === id) return extra.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
  return undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const latin1 = new TextDecoder('latin1')

/** Names say UTF-8 by a flag, but many writers forget it. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}
