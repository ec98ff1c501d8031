import { Malformed } from '../limits.ts'
import { scanPickles } from '../pickle/scan-pickles.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { elementsOf, type NumpyType, numpyTypeOf } from './numpy-dtype.ts'
import { parsePythonLiteral, type PythonLiteral } from './python-literal.ts'
import { scanZipTail } from './zip-tail.ts'

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const
const longestHeader = 1 << 24

/**
 * .npy, versions 1 to 3 (NumPy, `numpy.lib.format`): a Python literal that describes the array, then its bytes. An array
 * of objects is a pickle. Several arrays may follow each other, as repeated `numpy.save` writes them.
 */
export const npyReader: FormatReader = {
  format: 'npy',
  title: 'a NumPy array',
  recognises: ({ bytes }) => isNpy(bytes),
  async read(source, scope) {
    const header = readHeader(source, scope)
    if (header === undefined) return
    const { start, type, elements, shape } = header
    scope.account('parsed', 0, start)
    const room = source.size - start
    if (type?.hasObjects === true) {
      await scanPickles(source, scope, { start })
      return
    }
    if (type === undefined) return
    const length = elements * type.itemSize
    if (!Number.isSafeInteger(length)) {
      const detail = `the shape ${shape} makes more than 2^53 bytes`
      scope.find('format/absurd-number', { subject: 'shape', detail, offset: 0 })
    } else if (length > room || (length < room && !isNpy(source.bytes(start + length, magic.length)))) {
      const detail = `the shape ${shape} of ${type.itemSize} bytes each makes ${length} bytes, where ${room} follow`
      scope.find('format/lying-size', { subject: 'shape', detail, offset: start, length: room })
    }
    scope.account('data', start, length)
    await scanZipTail(source, scope)
  },
}

function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

interface Header {
  readonly start: number
  /** Undefined where only NumPy could tell. */
  readonly type: NumpyType | undefined
  readonly elements: number
  readonly shape: string
}

function readHeader(source: ByteSource, scope: Scope): Header | undefined {
  const head = source.bytes(0, 12)
  const version = head[6] ?? 0
  if (version < 1 || version > 3) {
    scope.gap('unsupported', `version ${version} of the format is not known`, 0, source.size)
    return undefined
  }
  if (head.length < 12) throw new Malformed('the header is cut off')
  const prefix = version === 1 ? 10 : 12
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > source.size - prefix || length > longestHeader) {
    const rule = length > longestHeader ? 'format/absurd-number' : 'format/lying-size'
    const detail = `the header is said to take ${length} bytes, where ${source.size - prefix} follow`
    scope.find(rule, { subject: 'header length', detail, offset: 8 })
    scope.gap('malformed', 'the header has no end that could be trusted', 0, source.size)
    return undefined
  }
  scope.budget.steps(length)
  const text = Buffer.from(source.bytes(prefix, length)).toString(version === 3 ? 'utf8' : 'latin1')
  const { descr, shape } = fieldsOf(parsePythonLiteral(text), scope)
  const elements = elementsOf(shape)
  if (elements === undefined) throw new Malformed('the header states no shape')
  const type = numpyTypeOf(descr)
  const start = prefix + length
  if (type === undefined) {
    scope.account('parsed', 0, start)
    scope.gap('unsupported', 'the type of the elements is not known', start, source.size - start)
  }
  return { start, type, elements, shape: shapeText(shape) }
}

/** NumPy itself insists on exactly these keys. */
function fieldsOf(literal: PythonLiteral, scope: Scope): { descr: PythonLiteral; shape: PythonLiteral } {
  const fields = new Map<PythonLiteral, PythonLiteral>()
  if (typeof literal === 'object' && literal?.kind === 'dict') {
    for (const [key, value] of literal.entries) {
      if (fields.has(key)) {
        const subject = typeof key === 'string' ? key : 'a key'
        scope.find('format/duplicate-key', { subject, detail: `the header has the key ${subject} twice`, offset: 0 })
      }
      fields.set(key, value)
    }
  }
  const descr = fields.get('descr')
  const shape = fields.get('shape')
  if (fields.size !== 3 || !fields.has('fortran_order') || descr === undefined || shape === undefined) {
    throw new Malformed('the header is not a dict of descr, fortran_order and shape')
  }
  return { descr, shape }
}

function shapeText(shape: PythonLiteral): string {
  const items = typeof shape === 'object' && shape?.kind === 'tuple' ? shape.items : []
  return `(${items.slice(0, 8).map(String).join(', ')})`
}
