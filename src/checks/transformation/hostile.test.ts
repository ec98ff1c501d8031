import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Labels, Model } from '../../core/predictions.ts'
import { estimateOf, intervalOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, multiclassModel, probeOf, regressionModel } from '../../testing/models.ts'
import nullSubstitution from './null-substitution.check.ts'
import outlierSubstitution from './outlier-substitution.check.ts'
import typeChange from './type-change.check.ts'
import unseenCategorySubstitution from './unseen-category-substitution.check.ts'

/** Looks at the first column, so that some perturbations matter. */
const signal = (frame: Frame, row: number) => (isMissing([...frame.columns.values()][0]!, row) ? 0.2 : 0.7)
const models: Readonly<Record<'binary' | 'multiclass' | 'regression', Model>> = {
  binary: binaryModel(signal),
  multiclass: multiclassModel((frame, row) => [signal(frame, row), 0.1, 0.9 - signal(frame, row)], ['a', 'b', 'c']),
  regression: regressionModel((frame, row) => 1e200 * signal(frame, row)),
}

describe.each([nullSubstitution, outlierSubstitution, typeChange, unseenCategorySubstitution])('$id', (check) => {
  test.each(['binary', 'multiclass', 'regression'] as const)('%s, on hostile frames', async (task) => {
    await fc.assert(
      fc.asyncProperty(anyFrame(), fc.boolean(), async (frame, isLabelled) => {
        const rows = Array.from({ length: frame.rowCount }, (_, row) => row)
        const labels: Labels =
          task === 'regression'
            ? { kind: 'value', values: Float64Array.from(rows, (row) => (row % 3 === 0 ? NaN : row)) }
            : binaryLabels(rows.map((row) => (row % 3) - 1))
        const model = models[task]
        const probe = await probeOf(model, frame, isLabelled ? labels : null)
        const given = { task, model, probe, reference: frame, evaluation: frame }
        const measured = await measure(check, given)
        expect(new Set(measured.map(({ subject }) => subject)).size, 'subjects are unique').toBe(measured.length)
        for (const { statistic, n } of measured) {
          expect(n).toBeGreaterThan(0)
          if (statistic.kind === 'undefined') continue
          expect(estimateOf(statistic)).not.toBeNaN()
          expect(Number.isNaN(intervalOf(statistic)?.low), 'no bound is NaN').toBe(false)
        }
      }),
      { numRuns: 30 },
    )
  })
})
