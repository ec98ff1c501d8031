import { Malformed } from '../limits.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { scanZipTail } from './zip-tail.ts'

const longestFooter = 1 << 26
const picklingType = 'arrow.py_extension_type'

/**
 * Parquet, Arrow IPC and Feather files: tables. Only the description of the columns is looked at, for the one thing in it that
 * runs code: PyArrow before 14.0.1 unpickled the type `arrow.py_extension_type` (CVE-2023-47248).
 */
export const columnarReader: FormatReader = {
  format: 'columnar-data',
  title: 'a Parquet, Arrow or Feather table',
  recognises: ({ bytes, source }) => descriptionOf(bytes, source) !== undefined,
  async read(source, scope) {
    const description = descriptionOf(source.bytes(0, 16), source)
    if (description === undefined) return
    const { offset, length } = description
    if (offset < 0) throw new Malformed('the description of the columns reaches past the beginning', source.size - 8)
    if (length > longestFooter) scope.gap('limit', `a description of ${length} bytes is not searched`, offset, length)
    else search(source.bytes(offset, length), offset, scope)
    scope.account('parsed', offset, length)
    scope.account('data', 0, source.size)
    await scanZipTail(source, scope)
  },
}

interface Range {
  readonly offset: number
  readonly length: number
}

/** Where the columns are described; undefined when this is no such table. */
function descriptionOf(head: Uint8Array, source: ByteSource): Range | undefined {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1')
  const tail = Buffer.from(source.bytes(source.size - 10, 10))
  if (tail.length < 10) return undefined
  const end = tail.toString('latin1')
  if ((start.startsWith('PAR1') && end.endsWith('PAR1')) || (start.startsWith('PARE') && end.endsWith('PARE'))) {
    return before(source.size - 8, tail.readUInt32LE(2))
  }
  if (start.startsWith('ARROW1\0\0') && end.endsWith('ARROW1')) return before(source.size - 10, tail.readUInt32LE(0))
  if (start.startsWith('FEA1') && end.endsWith('FEA1')) return before(source.size - 8, tail.readUInt32LE(2))
  return streamSchema(head, source)
}

function before(end: number, length: number): Range {
  return { offset: end - length, length }
}

/** An Arrow stream begins with a mark and the length of its schema, which is a multiple of eight. */
function streamSchema(head: Uint8Array, source: ByteSource): Range | undefined {
  if (head.length < 16) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const length = view.getUint32(4, true)
  const isStream =
    view.getUint32(0, true) === 0xffffffff && length >= 16 && length % 8 === 0 && length <= source.size - 8
  // The root of a flatbuffer lies within its first bytes.
  return isStream && view.getUint32(8, true) < 64 ? { offset: 8, length } : undefined
}

function search(description: Uint8Array, offset: number, scope: Scope): void {
  scope.budget.steps(description.length)
  const text = Buffer.from(description.buffer, description.byteOffset, description.length)
  const found = text.indexOf(picklingType)
  const at = found < 0 ? arrowSchemaWith(text) : found
  if (at < 0) return
  const detail = `a column has the type ${picklingType}, which PyArrow before 14.0.1 unpickles`
  scope.find('config-code/runs-code', { subject: picklingType, detail, offset: offset + at })
}

/** Parquet keeps the Arrow schema as base64: a pair of texts in Thrift's compact protocol. */
function arrowSchemaWith(text: Buffer): number {
  const key = 'ARROW:schema'
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const value = thriftText(text, at + key.length)
    if (Buffer.from(value, 'base64').includes(picklingType)) return at
  }
  return -1
}

/** The text field that begins at `start`: its header, a length of seven bits per byte, its bytes. */
function thriftText(text: Buffer, start: number): string {
  let at = start
  if (text[at] !== 0x18) return ''
  let length = 0
  for (let factor = 1; factor < 2 ** 35; factor *= 128) {
    at += 1
    const byte = text[at] ?? 0
    length += (byte & 0x7f) * factor
    if (byte < 0x80) break
  }
  return text.toString('latin1', at + 1, at + 1 + length)
}
