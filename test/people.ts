import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { streamKey, uniformAt } from '../src/core/random.ts'

/** Cells of a table by column. */
export type Table = Readonly<Record<string, readonly (string | number | null)[]>>

/**
 * A small table of invented people: two numbers, two categories, an outcome that follows from the numbers, and a
 * score that knows it well.
 */
export function people(rows: number, draw: string) {
  const key = streamKey(11, draw)
  const numbers = Array.from({ length: rows }, (_, row) => row)
  const age = numbers.map((row) => 18 + Math.floor(60 * uniformAt(key, row, 0)))
  const hours = numbers.map((row) => Math.round(600 * uniformAt(key, row, 1)) / 10)
  const score = numbers.map((row) => Math.round(1000 / (1 + Math.exp(-(age[row]! + hours[row]! - 75) / 12))) / 1000)
  return {
    age,
    hours,
    city: numbers.map((row) => ['Koper', 'Lima', 'Oslo'][Math.floor(3 * uniformAt(key, row, 2))]!),
    sex: numbers.map((row) => (uniformAt(key, row, 3) < 0.5 ? 'f' : 'm')),
    outcome: numbers.map((row) => (uniformAt(key, row, 4) < score[row]! ? 'yes' : 'no')),
    score,
  }
}

/** The table as CSV; null is an empty cell. */
export function csv(table: Table): string {
  const columns = Object.values(table)
  const rows = columns[0]!.map((_, row) => columns.map((column) => column[row] ?? '').join(','))
  return [Object.keys(table).join(','), ...rows, ''].join('\n')
}

/** Writes files by name, with their content. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}
