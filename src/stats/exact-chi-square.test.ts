import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactChiSquareP } from './exact-chi-square.ts'
import { fisherExact } from './fisher-exact.ts'
import { relativeError } from './fixtures.ts'

test('is the share of the ways to deal the rows that give as large a statistic', () => {
  const cells = fc
    .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 5 })
    .map((list) => list.filter(([a, b]) => a + b > 0))
    .filter((list) => list.length > 0)
  fc.assert(
    fc.property(cells, (list) => {
      const totals = list.map(([a, b]) => a + b)
      // Σ a² / t in sixtieths: exact for totals up to 6
      const size = (counts: readonly number[]): number =>
        counts.reduce((sum, a, i) => sum + (a * a * 60) / totals[i]!, 0)
      const categories = totals.flatMap((total, i) => Array<number>(total).fill(i))
      const drawn = list.reduce((sum, [a]) => sum + a, 0)
      const observed = size(list.map(([a]) => a))
      let ways = 0
      let extreme = 0
      const deal = (from: number, left: number, counts: readonly number[]): void => {
        if (left === 0) {
          ways++
          if (size(counts) >= observed - 1e-9) extreme++
          return
        }
        for (let i = from; i <= categories.length - left; i++) {
          deal(i + 1, left - 1, counts.with(categories[i]!, counts[categories[i]!]! + 1))
        }
      }
      if (categories.length > 14) return
      deal(
        0,
        drawn,
        totals.map(() => 0),
      )
      const p = exactChiSquareP(
        list.map(([a]) => a),
        list.map(([, b]) => b),
      )
      expect(relativeError(p, extreme / ways)).toBeLessThan(1e-9)
    }),
  )
})

test("is Fisher's test where both sides have as many rows", () => {
  for (let a = 1; a < 15; a++) {
    for (let b = 1; b < 15; b++) {
      const p = exactChiSquareP([a, 15 - a], [b, 15 - b])
      expect(relativeError(p, fisherExact(a, 15 - a, b, 15 - b))).toBeLessThan(1e-9)
    }
  }
})
