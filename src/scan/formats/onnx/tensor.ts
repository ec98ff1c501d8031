import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import { checkExternalData } from './external-data.ts'
import { type OnnxModel, passUnknown, readEntry } from './model.ts'

/** Bits of one element by TensorProto.DataType. Strings (8) have no fixed size. */
const elementBits: readonly (number | undefined)[] = [
  ...[undefined, 32, 8, 8, 16, 16, 32, 64, undefined, 8, 16, 64, 32, 64, 64, 128, 16],
  ...[8, 8, 8, 8, 4, 4, 4, 8, 2, 2],
]

export const elementNames: readonly string[] = [
  ...[
    'undefined',
    'float',
    'uint8',
    'int8',
    'uint16',
    'int16',
    'int32',
    'int64',
    'string',
    'bool',
    'float16',
    'double',
  ],
  ...['uint32', 'uint64', 'complex64', 'complex128', 'bfloat16', 'float8e4m3fn', 'float8e4m3fnuz', 'float8e5m2'],
  ...['float8e5m2fnuz', 'uint4', 'int4', 'float4e2m1', 'float8e8m0', 'uint2', 'int2'],
]

const dimensionsAtMost = 64

interface Tensor {
  name: string
  type: number
  readonly dims: number[]
  /** Bytes of raw_data; -1 without. */
  raw: number
  /** Bytes in fields of floats (4) and doubles (10), by the width of one. */
  wide: number
  wideSize: number
  strings: number
  /** Bytes of packed varints, whose count is between a tenth of them and all. */
  packed: number
  isSegment: boolean
  isExternal: boolean
  readonly external: Map<string, string>
}

/** TensorProto. Values are accounted for as data and never read. Returns the name. */
export function readTensor(cursor: WireCursor, model: OnnxModel): string {
  const offset = cursor.start
  const tensor: Tensor = {
    ...{ name: '', type: 0, dims: [], raw: -1, wide: 0, wideSize: 4, strings: 0, packed: 0 },
    ...{ isSegment: false, isExternal: false, external: new Map() },
  }
  while (cursor.next()) readField(cursor, tensor, model)
  judge(tensor, offset, model)
  return tensor.name
}

function readField(cursor: WireCursor, tensor: Tensor, model: OnnxModel): void {
  switch (cursor.field) {
    case 1:
      for (const size of cursor.varints(dimensionsAtMost + 1))
        if (tensor.dims.length <= dimensionsAtMost) tensor.dims.push(size)
      return
    case 2:
      tensor.type = cursor.value
      return
    case 3:
      tensor.isSegment = true
      return
    case 4:
    case 10:
      tensor.wideSize = cursor.field === 4 ? 4 : 8
      tensor.wide += cursor.length
      return model.runs.data(cursor.start, cursor.end)
    case 5:
    case 7:
    case 11:
      tensor.packed += cursor.wire === 2 ? cursor.length : 1
      return model.runs.data(cursor.start, cursor.end)
    case 6:
      tensor.strings += 1
      return model.runs.data(cursor.start, cursor.end)
    case 8:
      if (cursor.wire === 2) tensor.name = cursor.text()
      return
    case 9:
      tensor.raw = cursor.length
      return model.runs.data(cursor.start, cursor.end)
    case 12:
      if (cursor.wire === 2) model.scope.text(cursor.text(), 'doc_string', cursor.start)
      return
    case 13:
      return readExternalEntry(cursor, tensor, model)
    case 14:
      tensor.isExternal = cursor.value === 1
      return
    case 16:
      return
    default:
      return passUnknown(cursor, 'TensorProto', model)
  }
}

function readExternalEntry(cursor: WireCursor, tensor: Tensor, model: OnnxModel): void {
  if (cursor.wire !== 2) return
  const [key, value] = readEntry(cursor.message())
  if (tensor.external.has(key)) {
    model.scope.find('format/duplicate-key', {
      subject: `external_data ${key}`,
      detail: `the external data of the tensor ${tensor.name} has the key ${key} twice`,
      offset: cursor.start,
    })
    // Whichever counts for a loader: the path is judged every time.
    if (key === 'location')
      checkExternalData(new Map([['location', tensor.external.get(key)!]]), 0, cursor.start, model.scope)
  }
  tensor.external.set(key, value)
}

function judge(tensor: Tensor, offset: number, model: OnnxModel): void {
  const { scope } = model
  const subject = tensor.name === '' ? 'tensor' : tensor.name
  const count = tensor.dims.reduce((product, size) => product * size, 1)
  const isAbsurd =
    tensor.dims.length > dimensionsAtMost || tensor.dims.some((size) => !(size >= 0)) || !(count <= 2 ** 53)
  if (isAbsurd) {
    const detail = `the tensor ${subject} has the dimensions ${tensor.dims.slice(0, 8).join(' x ')}`
    scope.find('format/absurd-number', { subject, detail, offset })
  }
  const bits = elementBits[tensor.type]
  const bytes = isAbsurd || bits === undefined ? undefined : Math.ceil((count * bits) / 8)
  if (tensor.isExternal || tensor.external.size > 0) return checkExternalData(tensor.external, bytes, offset, scope)
  if (isAbsurd || tensor.isSegment || tensor.type === 0) return
  const misfit = misfitOf(tensor, count, bytes)
  if (misfit === undefined) return
  scope.find('format/lying-size', {
    subject,
    detail: `the tensor ${subject} ${misfit.detail}`,
    offset,
    level: misfit.level,
  })
}

interface Misfit {
  readonly detail: string
  readonly level: 'high' | 'low'
}

/** Too few values make loaders read past the end; too many are only odd. */
function misfitOf(tensor: Tensor, count: number, bytes: number | undefined): Misfit | undefined {
  const hasNone = tensor.raw < 0 && tensor.wide + tensor.packed + tensor.strings === 0
  if (hasNone) return count === 0 ? undefined : { detail: `declares ${count} values and has none`, level: 'low' }
  if (bytes === undefined) return tensor.strings >= count ? undefined : few(count, `${tensor.strings} strings`)
  if (tensor.raw >= 0) {
    if (tensor.raw < bytes) return few(count, `${tensor.raw} bytes`)
    return tensor.raw > bytes ? { detail: `has ${tensor.raw} bytes where ${bytes} suffice`, level: 'low' } : undefined
  }
  if (tensor.wide > 0) {
    const needed = Math.ceil(count * (elementBits[tensor.type]! / 8 / tensor.wideSize)) * tensor.wideSize
    return tensor.wide < needed ? few(count, `${tensor.wide} bytes`) : undefined
  }
  const perNumber = elementBits[tensor.type]! < 8 ? 8 / elementBits[tensor.type]! : 1
  return tensor.packed < Math.ceil(count / perNumber) ? few(count, `${tensor.packed} bytes of numbers`) : undefined
}

function few(count: number, has: string): Misfit {
  return { detail: `declares ${count} values and has only ${has}`, level: 'high' }
}
