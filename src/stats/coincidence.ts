import { columnOf } from '../core/frame.ts'
import type { Column, Frame } from '../core/frame.ts'

/** So unlikely a row meets none among any number of rows that are held. */
const never = 1e-15
/** A value of fewer rows than this is none that many rows share. */
const fewest = 5

/**
 * For each row of `asked` how likely a row drawn anew equals it in those columns, were the columns of `known`
 * independent: the product of its values' shares. Columns that go together only make equal rows likelier, so this is the
 * least that chance explains. A value of few rows has no share: they may be the very copies that are in question.
 * Missing equals missing.
 */
export function chanceOfRows(asked: Frame, known: Frame, columns: readonly string[]): Float64Array {
  const chance = new Float64Array(asked.rowCount).fill(1)
  const shareOf = (times = 0) => (times < fewest ? 0 : (times - 1) / (known.rowCount - 1))
  for (const name of columns) {
    if (chance.every((p) => p < never)) break
    const shares = sharesOf(columnOf(asked, name), columnOf(known, name), shareOf)
    for (let row = 0; row < chance.length; row++) if (chance[row]! > 0) chance[row]! *= shares(row)
  }
  return chance
}

/** The share among the known of the value of an asked row. */
function sharesOf(asked: Column, known: Column, shareOf: (times?: number) => number): (row: number) => number {
  const counts = new Map<unknown, number>()
  if (asked.kind === 'category' && known.kind === 'category') {
    const times = new Int32Array(known.dictionary.length + 1)
    for (const code of known.codes) times[code + 1]!++
    times.forEach((count, i) => counts.set(known.dictionary[i - 1], count))
    // Codes of two frames agree only where they share a dictionary, so the words are compared, once each.
    const shares = Float64Array.from([undefined, ...asked.dictionary], (word) => shareOf(counts.get(word)))
    return (row) => shares[asked.codes[row]! + 1]!
  }
  for (const value of valuesOf(known)) counts.set(value, (counts.get(value) ?? 0) + 1)
  const values = valuesOf(asked)
  return (row) => shareOf(counts.get(values[row]))
}

/** The share of the asked rows that would meet an equal one among `rows` others by chance: the mean of 1 − (1 − p)ⁿ. */
export function chanceOfOverlap(chance: Float64Array, rows: number): number {
  let sum = 0
  for (const p of chance) sum += met(p, rows)
  return sum / chance.length
}

/** The share of `rows` rows that would repeat an earlier one by chance: one less the distinct rows expected, per row. */
export function chanceOfRepeats(chance: Float64Array, rows: number): number {
  let distinct = 0
  // Of n rows like this one n·p are expected, and at least one of them with 1 − (1 − p)ⁿ.
  for (const p of chance) distinct += p < never ? 1 : met(p, rows) / (rows * p)
  return Math.max(0, 1 - distinct / chance.length)
}

/** The most that chance explains of a share counted on `rows` rows: three standard errors above what is expected. */
export function mostByChance(expected: number, rows: number): number {
  return Math.min(1, expected + 3 * Math.sqrt((expected * (1 - expected)) / rows))
}

function met(p: number, rows: number): number {
  return p >= 1 ? 1 : -Math.expm1(rows * Math.log1p(-p))
}

function valuesOf(column: Column): ArrayLike<unknown> & Iterable<unknown> {
  if (column.kind !== 'category') return column.values
  const { codes, dictionary } = column
  return Array.from(codes, (code) => dictionary[code] ?? null)
}
