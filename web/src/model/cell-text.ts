import { count, number } from './format.ts'

export type Cell = string | number | null

/** A cell of a table in words: numbers rounded for reading, unless they are to stand as in the data. */
export function cellText(cell: string | number, exact: boolean): string {
  if (typeof cell === 'string') return cell
  if (exact) return String(cell)
  // Small whole numbers may be years or codes, so they are not grouped.
  return Number.isInteger(cell) && Math.abs(cell) < 1e15
    ? Math.abs(cell) < 10_000
      ? String(cell)
      : count(cell)
    : number(cell)
}
