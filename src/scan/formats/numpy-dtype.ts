import type { PythonLiteral } from './python-literal.ts'

export interface NumpyType {
  /** Bytes of one element. */
  readonly itemSize: number
  /** Elements are Python objects, so the values are a pickle. */
  readonly hasObjects: boolean
}

/** Bytes per element where the kind alone decides which sizes there are. */
const sizes: ReadonlyMap<string, readonly number[]> = new Map([
  ['b', [1]],
  ['i', [1, 2, 4, 8]],
  ['u', [1, 2, 4, 8]],
  ['f', [2, 4, 8, 12, 16]],
  ['c', [8, 16, 24, 32]],
])

/**
 * The type that the `descr` of a .npy header names (NumPy, `numpy.lib.format`): a text such as `<f8`, a list of fields,
 * or a type with the shape of a subarray. Undefined where we do not know it.
 */
export function numpyTypeOf(descr: PythonLiteral): NumpyType | undefined {
  if (typeof descr === 'string') return scalarType(descr)
  if (typeof descr !== 'object' || descr === null || descr.kind === 'dict') return undefined
  if (descr.kind === 'list') return structType(descr.items)
  const [base, shape] = descr.items
  return descr.items.length === 2 ? subarrayType(base!, shape!) : undefined
}

function scalarType(text: string): NumpyType | undefined {
  const match = /^[<>|=]?([a-zA-Z?])(\d{0,12})(\[\d{0,9}[a-zA-Z]{1,8}(?:\/\d{1,9})?\])?$/.exec(text)
  if (match === null) return undefined
  const [, kind, digits, unit] = match
  const count = digits === '' ? undefined : Number(digits)
  if (kind === 'M' || kind === 'm') return count === 8 ? { itemSize: 8, hasObjects: false } : undefined
  if (unit !== undefined) return undefined
  if (kind === '?') return { itemSize: 1, hasObjects: false }
  if (kind === 'O') return { itemSize: 8, hasObjects: true }
  if (kind === 'S' || kind === 'a' || kind === 'V') return { itemSize: count ?? 0, hasObjects: false }
  if (kind === 'U') return { itemSize: 4 * (count ?? 0), hasObjects: false }
  return count !== undefined && sizes.get(kind!)?.includes(count) === true
    ? { itemSize: count, hasObjects: false }
    : undefined
}

function structType(fields: readonly PythonLiteral[]): NumpyType | undefined {
  let itemSize = 0
  let hasObjects = false
  for (const field of fields) {
    if (typeof field !== 'object' || field === null || field.kind !== 'tuple') return undefined
    const [, base, shape] = field.items
    if (field.items.length < 2 || field.items.length > 3) return undefined
    const type = shape === undefined ? numpyTypeOf(base!) : subarrayType(base!, shape)
    if (type === undefined) return undefined
    itemSize += type.itemSize
    hasObjects ||= type.hasObjects
  }
  return { itemSize, hasObjects }
}

function subarrayType(base: PythonLiteral, shape: PythonLiteral): NumpyType | undefined {
  const type = numpyTypeOf(base)
  const elements = elementsOf(typeof shape === 'number' ? { kind: 'tuple', items: [shape] } : shape)
  if (type === undefined || elements === undefined) return undefined
  return { ...type, itemSize: type.itemSize * elements }
}

/** Product of a shape, which may lie beyond 2^53; undefined when it is no tuple of counts. */
export function elementsOf(shape: PythonLiteral | undefined): number | undefined {
  if (typeof shape !== 'object' || shape === null || shape.kind !== 'tuple') return undefined
  let elements = 1
  for (const extent of shape.items) {
    if (typeof extent !== 'number' || extent < 0) return undefined
    elements *= extent
  }
  return elements
}
