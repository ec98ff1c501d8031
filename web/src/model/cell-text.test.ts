import { expect, test } from 'vitest'
import { cellText, isColumnOfCounts } from './cell-text.ts'
import { heatShade } from './heat-shade.ts'
import { slowestFirst } from './slowest-first.ts'

test('numbers are rounded for reading, and left alone where they are data', () => {
  expect(cellText(0.123456, false)).toBe('0.123')
  expect(cellText(0.123456, true)).toBe('0.123456')
  expect(cellText(123_456, true)).toBe('123456')
})

test('whole numbers that may be years are not grouped', () => {
  expect(cellText(1998, false)).toBe('1998')
  expect(cellText(16_281, false)).toBe('16,281')
})

test('the largest value of a heat map is tinted most, whatever its sign, and never so that text is lost', () => {
  const shade = heatShade([
    [0.5, -1],
    [null, 0],
  ])
  expect([0, 0.5, -1, null].map(shade)).toEqual([0, 28, 55, 0])
  expect(heatShade([[0]])(0)).toBe(0)
})

test('the slowest check comes first', () => {
  expect(slowestFirst({ 'a/a': 5, 'b/b': 90, 'c/c': 5 }).map((each) => each.id)).toEqual(['b/b', 'a/a', 'c/c'])
})

test('whole numbers of one column are written alike', () => {
  const counts = [13_946, 1561, 480, null]
  expect(isColumnOfCounts(counts)).toBe(true)
  expect(isColumnOfCounts([1999, 2004, 0.5, 'x'])).toBe(false)
  expect(cellText(1561, false, true)).toBe('1,561')
  expect(cellText(1999, false, false)).toBe('1999')
})
