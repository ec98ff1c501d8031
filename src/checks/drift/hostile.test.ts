import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeRows } from '../../core/frame.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame } from '../../testing/frames.ts'
import { binaryLabels } from '../../testing/models.ts'
import correlation from './correlation.check.ts'
import feature from './feature.check.ts'
import multivariate from './multivariate.check.ts'

test.each([correlation, feature, multivariate])('$id, on hostile frames', async (check) => {
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.array(fc.nat(19), { minLength: 50, maxLength: 70 }), async (frame, picks) => {
      const rows = (shift: number) => Int32Array.from(picks, (pick) => (pick + shift) % frame.rowCount)
      const labels = binaryLabels(picks.map((_, row) => (row % 3) - 1))
      const sides = { reference: takeRows(frame, rows(0)), evaluation: takeRows(frame, rows(1)) }
      for (const { statistic } of await measure(check, { ...sides, referenceLabels: labels, labels })) {
        expect(estimateOf(statistic)).toBeGreaterThanOrEqual(0)
        expect(estimateOf(statistic)).toBeLessThanOrEqual(2)
        if (statistic.kind !== 'test') continue
        expect(statistic.p).toBeGreaterThanOrEqual(0)
        expect(statistic.p).toBeLessThanOrEqual(1)
        expect(statistic.interval!.low).toBeLessThanOrEqual(statistic.effect)
        expect(statistic.interval!.high).toBeGreaterThanOrEqual(statistic.effect)
      }
    }),
    { numRuns: 50 },
  )
})
