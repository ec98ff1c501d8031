import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differByOne, glance } from './distance.ts'

/** The textbook table, with neighbours swapped as one change. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : 99
      const other = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      rows[i]![j] = i * j === 0 ? i + j : Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, other, swap)
    }
  }
  return rows[a.length]![b.length]!
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

test('one change is what the table of distances says', () => {
  fc.assert(
    fc.property(word, word, (a, b) => differByOne(a, b) === (distance(a, b) === 1)),
    { numRuns: 2000 },
  )
})

test('what looks the same is the same at a glance', () => {
  expect(glance('Scikit_Learn')).toBe(glance('scikitlearn'))
  expect(glance('tens0rfIow')).toBe(glance('tensorflow'))
  expect(glance('nurnpy')).toBe(glance('numpy'))
  expect(glance('аiohttp')).toBe(glance('aiohttp'))
  expect(glance('torch')).not.toBe(glance('touch'))
})
