import type { Hdf5File } from './file.ts'

export interface Datatype {
  readonly kind: 'text' | 'variable-text' | 'variable' | 'reference' | 'other'
  /** Bytes of one element. */
  readonly size: number
}

/** Datatype message (section IV.A.2.d), as far as its class and size. */
export function readDatatype(file: Hdf5File, at: number): Datatype {
  const cls = file.window.at(at) & 0x0f
  const bits = file.window.at(at + 1)
  const size = file.number(at + 4, 4)
  if (cls === 3) return { kind: 'text', size }
  if (cls === 9) return { kind: (bits & 0x0f) === 1 ? 'variable-text' : 'variable', size }
  return { kind: cls === 7 ? 'reference' : 'other', size }
}

export interface Dataspace {
  readonly dims: readonly number[]
  /** How many elements; infinite when it cannot be told. */
  readonly count: number
}

/** Dataspace message (section IV.A.2.b), versions 1 and 2. */
export function readDataspace(file: Hdf5File, at: number): Dataspace {
  const version = file.window.at(at)
  const rank = file.window.at(at + 1)
  if (version === 2 && file.window.at(at + 3) === 2) return { dims: [], count: 0 }
  const start = at + (version === 1 ? 8 : 4)
  const dims = Array.from({ length: Math.max(0, Math.min(rank, 32)) }, (_, axis) =>
    file.length(start + axis * file.lengthBytes),
  )
  return { dims, count: dims.reduce((product, size) => product * size, 1) }
}
