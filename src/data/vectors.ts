import type { DuckDBVector } from '@duckdb/node-api'

/** What DuckDB's typed vectors hold; the fields are private to TypeScript only. */
interface TypedVector {
  readonly items: Float64Array | Uint8Array | Uint16Array | Uint32Array
  readonly validity: { readonly data: BigUint64Array | null; readonly offset: number }
}

/** Copies a DOUBLE vector to `at`; NaN and NULL become NaN with `valid` 0. */
export function copyNumbers(vector: DuckDBVector, values: Float64Array, valid: Uint8Array, at: number): void {
  const { items, validity } = vector as unknown as TypedVector
  values.set(items, at)
  const bits = validityBytes(validity)
  for (let i = 0; i < items.length; i++) {
    if (isNull(bits, validity.offset + i)) values[at + i] = NaN
    else if (!Number.isNaN(items[i]!)) valid[at + i] = 1
  }
}

/** Copies the codes of an ENUM vector to `at`; NULL becomes -1. */
export function copyCodes(vector: DuckDBVector, codes: Int32Array, at: number): void {
  const { items, validity } = vector as unknown as TypedVector
  codes.set(items, at)
  const bits = validityBytes(validity)
  if (bits === null) return
  for (let i = 0; i < items.length; i++) if (isNull(bits, validity.offset + i)) codes[at + i] = -1
}

/** Copies a VARCHAR vector to `at`; NULL becomes `null`. */
export function copyTexts(vector: DuckDBVector, values: (string | null)[], at: number): void {
  for (let i = 0; i < vector.itemCount; i++) values[at + i] = vector.getItem(i) as string | null
}

function validityBytes(validity: TypedVector['validity']): Uint8Array | null {
  const words = validity.data
  return words === null ? null : new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
}

function isNull(bits: Uint8Array | null, row: number): boolean {
  return bits !== null && ((bits[row >> 3]! >> (row & 7)) & 1) === 0
}
