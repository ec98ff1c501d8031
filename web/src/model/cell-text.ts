import { count, number } from './format.ts'

export type Cell = string | number | null

/** A cell of a table in words: numbers rounded for reading, unless they are to stand as in the data. */
export function cellText(cell: string | number, exact: boolean, grouped = false): string {
  if (typeof cell === 'string') return cell
  if (exact) return String(cell)
  if (!Number.isInteger(cell) || Math.abs(cell) >= 1e15) return number(cell)
  // Small whole numbers may be years or codes, so they are not grouped unless they stand in a column of counts.
  return grouped || Math.abs(cell) >= 10_000 ? count(cell) : String(cell)
}

/** Whether a column counts something: one of its whole numbers is too large for a year. */
export function isColumnOfCounts(cells: readonly (Cell | undefined)[]): boolean {
  return cells.some((cell) => typeof cell === 'number' && Number.isInteger(cell) && Math.abs(cell) >= 10_000)
}
