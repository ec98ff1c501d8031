import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMissing } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Labels } from '../../core/predictions.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf, regressionModel } from '../../testing/models.ts'
import singleFeature from './single-feature.check.ts'

/** Raises, or answers by chance of the value, so that some changes matter. */
const signal = (frame: Frame, row: number) => {
  const [column] = [...frame.columns.values()]
  if (isMissing(column!, row)) return 0.5
  if (column!.kind === 'number') return Math.abs(Math.sin(column!.values[row]!)) || 0
  return column!.kind === 'category' ? 1 / (1 + column!.codes[row]!) : 0.1
}

test.each(['binary', 'regression'] as const)('%s, on hostile frames', async (task) => {
  const model = task === 'binary' ? binaryModel(signal) : regressionModel((frame, row) => 1e300 * signal(frame, row))
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.boolean(), fc.constantFrom(0.01, 0.5, 1), async (frame, isLabelled, bound) => {
      const { predictions } = await probeOf(model, frame)
      const labels: Labels =
        task === 'binary'
          ? binaryLabels([...predictions.decisions].map((code, row) => (row % 4 === 0 ? -1 : code)))
          : { kind: 'value', values: predictions.scores!.map((score, row) => (row % 4 === 0 ? NaN : score)) }
      const probe = await probeOf(model, frame, isLabelled ? labels : null)
      const measured = await measure(
        singleFeature,
        { task, model, probe, reference: frame, evaluation: frame },
        { bound },
      )
      expect(new Set(measured.map(({ subject }) => subject)).size, 'subjects are unique').toBe(measured.length)
      for (const { statistic, n } of measured) {
        if (statistic.kind === 'undefined') continue
        expect(n).toBeGreaterThan(0)
        expect(estimateOf(statistic)).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 60 },
  )
})
