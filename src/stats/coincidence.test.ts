import { expect, test } from 'vitest'
import type { Frame } from '../core/frame.ts'
import { integerAt, streamKey } from '../core/random.ts'
import { categories, frameOf, numbers } from '../testing/frames.ts'
import { chanceOfOverlap, chanceOfRepeats, chanceOfRows } from './coincidence.ts'

const columns = ['a', 'b', 'c']

/** Three independent columns of 8, 10 and 12 values, the last of which may be missing. */
function coarse(rowCount: number, draw: string): Frame {
  const key = streamKey(1, draw)
  const rows = Array.from({ length: rowCount }, (_, row) => row)
  return frameOf({
    a: categories(rows.map((row) => `a${integerAt(key, row, 0, 8)}`)),
    b: numbers(rows.map((row) => integerAt(key, row, 1, 10))),
    c: numbers(rows.map((row) => integerAt(key, row, 2, 12) || null)),
  })
}

function keysOf(frame: Frame): string[] {
  const cells = (row: number) =>
    columns.map((name) => {
      const column = frame.columns.get(name)!
      return column.kind === 'category' ? column.dictionary[column.codes[row]!] : String(column.values[row])
    })
  return Array.from({ length: frame.rowCount }, (_, row) => cells(row).join(' '))
}

test('independent coarse columns overlap and repeat as often as foretold', () => {
  const [known, asked] = [coarse(1000, 'known'), coarse(800, 'asked')]
  const knownKeys = new Set(keysOf(known))
  const overlap = keysOf(asked).filter((key) => knownKeys.has(key)).length / 800
  expect(overlap).toBeGreaterThan(0.5)
  expect(Math.abs(chanceOfOverlap(chanceOfRows(asked, known, columns), 1000) - overlap)).toBeLessThan(0.03)
  const repeats = 1 - knownKeys.size / 1000
  expect(Math.abs(chanceOfRepeats(chanceOfRows(known, known, columns), 1000) - repeats)).toBeLessThan(0.03)
})

test('rows with a number of their own meet none by chance', () => {
  const fine = (from: number) =>
    frameOf({ x: numbers(Array.from({ length: 500 }, (_, row) => from + row)), y: numbers(Array(500).fill(1)) })
  expect(chanceOfOverlap(chanceOfRows(fine(500), fine(0), ['x', 'y']), 500)).toBe(0)
})

test('constant columns leave only one row', () => {
  const same = frameOf({ x: numbers([7, 7, 7, 7, 7]) })
  const chance = chanceOfRows(same, same, ['x'])
  expect(chanceOfOverlap(chance, 5)).toBe(1)
  expect(chanceOfRepeats(chance, 5)).toBe(0.8)
})
