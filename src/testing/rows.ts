import type { RowMatches, RowQueries } from '../core/artifacts.ts'
import { columnOf, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'

/** Row queries over frames in memory. */
export function rowQueriesOf(frame: Frame, reference?: Frame): RowQueries {
  return {
    duplicates: async (columns) => matches(frame, columns, new Map()),
    overlap: async (columns) => matches(frame, columns, firstRows(reference!, columns), true),
  }
}

function matches(frame: Frame, columns: readonly string[], seen: Map<string, number>, frozen = false): RowMatches {
  const examples: { row: number; matches: number }[] = []
  for (let row = 0; row < frame.rowCount; row++) {
    const key = keyOf(frame, columns, row)
    const earlier = seen.get(key)
    if (earlier !== undefined) examples.push({ row, matches: earlier })
    else if (!frozen) seen.set(key, row)
  }
  return { rows: frame.rowCount, matching: examples.length, examples: examples.slice(0, 20) }
}

function firstRows(frame: Frame, columns: readonly string[]): Map<string, number> {
  const seen = new Map<string, number>()
  for (let row = frame.rowCount - 1; row >= 0; row--) seen.set(keyOf(frame, columns, row), row)
  return seen
}

function keyOf(frame: Frame, columns: readonly string[], row: number): string {
  return JSON.stringify(columns.map((name) => valueAt(columnOf(frame, name), row)))
}
