import type { RowMatches, RowQueries } from '../src/core/artifacts.ts'
import { columnOf } from '../src/core/frame.ts'
import type { Column, Frame } from '../src/core/frame.ts'

/** Row queries over frames that share their dictionaries, by a 53-bit hash of each row. */
export function hashedRowQueries(frame: Frame, reference: Frame): RowQueries {
  return {
    duplicates: async (columns) => {
      const seen = new Map<number, number>()
      return matching(hashRows(frame, columns), (hash, row) => {
        const earlier = seen.get(hash)
        if (earlier === undefined) seen.set(hash, row)
        return earlier
      })
    },
    overlap: async (columns) => {
      const first = new Map<number, number>()
      hashRows(reference, columns).forEach((hash, row) => {
        if (!first.has(hash)) first.set(hash, row)
      })
      return matching(hashRows(frame, columns), (hash) => first.get(hash))
    },
  }
}

function matching(hashes: Float64Array, earlierRow: (hash: number, row: number) => number | undefined): RowMatches {
  const found: { row: number; matches: number }[] = []
  hashes.forEach((hash, row) => {
    const matches = earlierRow(hash, row)
    if (matches !== undefined) found.push({ row, matches })
  })
  return { rows: hashes.length, matching: found.length, examples: found.slice(0, 20) }
}

function hashRows(frame: Frame, names: readonly string[]): Float64Array {
  const high = new Int32Array(frame.rowCount)
  const low = new Int32Array(frame.rowCount)
  for (const name of names) {
    const bits = bitsOf(columnOf(frame, name))
    for (let row = 0; row < frame.rowCount; row++) {
      for (let word = 0; word < 2; word++) {
        const value = bits[2 * row + word]!
        high[row] = Math.imul(high[row]! ^ value, 0x85ebca6b) ^ (high[row]! >>> 13)
        low[row] = Math.imul((low[row]! + value) ^ 0x9e3779b9, 0xc2b2ae35) ^ (low[row]! >>> 16)
      }
    }
  }
  return Float64Array.from(high, (value, row) => (value >>> 11) * 4294967296 + (low[row]! >>> 0))
}

/** Two words a row. */
function bitsOf(column: Column): Int32Array {
  switch (column.kind) {
    case 'number':
    case 'time':
      return new Int32Array(Float64Array.from(column.values).buffer)
    case 'category':
      return Int32Array.from({ length: 2 * column.codes.length }, (_, i) => (i % 2 === 0 ? column.codes[i / 2]! : 0))
    case 'text':
      return Int32Array.from({ length: 2 * column.values.length }, (_, i) =>
        i % 2 === 0 ? textHash(column.values[i / 2] ?? null) : 0,
      )
  }
}

function textHash(text: string | null): number {
  let hash = text === null ? 1 : 0x811c9dc5
  for (let i = 0; text !== null && i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
