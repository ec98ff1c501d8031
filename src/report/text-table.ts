import { pad, widthOf } from './text-width.ts'

/** Rows with their cells one below the other, two blanks between; the last cell of a row ends it. */
export function textTable(rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))))
  return rows.map((row) => (indent + row.map((cell, i) => pad(cell, widths[i]!)).join('  ')).trimEnd())
}
