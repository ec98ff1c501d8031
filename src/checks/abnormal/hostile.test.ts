import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeRows } from '../../core/frame.ts'
import { estimateOf, intervalOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions } from '../../testing/models.ts'
import nullCheck from './null.check.ts'
import outlier from './outlier.check.ts'
import typeCheck from './type.check.ts'
import unseenCategory from './unseen-category.check.ts'

test.each([nullCheck, outlier, typeCheck, unseenCategory])('$id, on hostile frames', async (check) => {
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.array(fc.nat(19), { minLength: 1, maxLength: 60 }), async (reference, picks) => {
      const evaluation = takeRows(
        reference,
        Int32Array.from(picks, (pick) => pick % reference.rowCount),
      )
      const labels = binaryLabels(picks.map((_, row) => (row % 3) - 1))
      const predictions = binaryPredictions(picks.map((_, row) => (row % 5 === 0 ? NaN : row % 2)))
      for (const [before, after] of [
        [reference, evaluation],
        [evaluation, evaluation],
      ] as const) {
        const measured = await measure(check, { reference: before, evaluation: after, labels, predictions })
        for (const { statistic, n } of measured) {
          expect(n).toBeGreaterThan(0)
          expect(Math.abs(estimateOf(statistic))).toBeLessThanOrEqual(1)
          expect(Number.isNaN(intervalOf(statistic)!.low)).toBe(false)
          if (before === after && statistic.kind === 'rate-difference' && check !== outlier) {
            expect(statistic.a.hits, 'a frame does not break what it taught').toBe(0)
          }
        }
      }
    }),
    { numRuns: 50 },
  )
})
