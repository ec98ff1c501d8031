import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { isMissing } from '../../core/frame.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame } from '../../testing/frames.ts'
import { binaryModel, probeOf, regressionModel } from '../../testing/models.ts'
import determinism from './determinism.check.ts'
import latency from './latency.check.ts'
import rowInvariance from './row-invariance.check.ts'
import throughput from './throughput.check.ts'

const signal = (frame: Frame, row: number) => (isMissing([...frame.columns.values()][0]!, row) ? 0.2 : 0.7)
/** Answers clean questions and none that come later. */
const failing = binaryModel(() => {
  throw new Error('out of order')
})

test.each([determinism, rowInvariance, latency, throughput])('$id, on hostile frames', async (check) => {
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.constantFrom('binary', 'regression'), async (frame, task) => {
      const model = task === 'binary' ? binaryModel(signal) : regressionModel((rows, row) => 1e308 * signal(rows, row))
      const probe = await probeOf(model, frame)
      for (const asked of [model, failing]) {
        for (const { statistic, n } of await measure(check, { task, model: asked, probe })) {
          expect(n).toBeGreaterThan(0)
          if (statistic.kind !== 'undefined') expect(estimateOf(statistic)).toBeGreaterThanOrEqual(0)
        }
      }
    }),
    { numRuns: 30 },
  )
})
