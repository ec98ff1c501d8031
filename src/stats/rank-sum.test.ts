import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import { exactRankSumP } from './rank-sum.ts'

test('is the share of the arrangements that are as far from the middle', () => {
  const size = fc.integer({ min: 1, max: 6 })
  fc.assert(
    fc.property(size, size, fc.nat(36), (n, m, pick) => {
      const u = pick % (n * m + 1)
      let all = 0
      let extreme = 0
      const place = (leftA: number, leftB: number, wins: number): void => {
        if (leftA === 0) {
          all++
          if (Math.min(wins, n * m - wins) <= Math.min(u, n * m - u)) extreme++
          return
        }
        // a row of A next beats the rows of B placed before it
        place(leftA - 1, leftB, wins + m - leftB)
        if (leftB > 0) place(leftA, leftB - 1, wins)
      }
      place(n, m, 0)
      expect(relativeError(exactRankSumP(n, m, u), Math.min(1, extreme / all))).toBeLessThan(1e-12)
    }),
  )
})
