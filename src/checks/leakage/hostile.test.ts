import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeRows } from '../../core/frame.ts'
import type { Labels } from '../../core/predictions.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { measure } from '../../testing/check-tester.ts'
import { anyFrame, schemaOf } from '../../testing/frames.ts'
import proxy from '../fairness/proxy.check.ts'
import featureLabel from './feature-label.check.ts'
import identifier from './identifier.check.ts'

const labelKinds: readonly ((count: number) => Labels)[] = [
  (count) => ({
    kind: 'class',
    codes: Int32Array.from({ length: count }, (_, row) => (row % 4) - 1),
    classes: ['a', 'b', 'c'],
  }),
  (count) => ({
    kind: 'value',
    values: Float64Array.from({ length: count }, (_, row) => [NaN, -1e308, 1e308, 0][row % 4]!),
  }),
]

test.each([featureLabel, identifier, proxy])('$id, on hostile frames', async (check) => {
  await fc.assert(
    fc.asyncProperty(
      anyFrame(),
      fc.array(fc.nat(19), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(...labelKinds),
      async (frame, picks, labelled) => {
        const evaluation = takeRows(
          frame,
          Int32Array.from(picks, (pick) => pick % frame.rowCount),
        )
        const [first] = evaluation.columns.keys()
        const schema = schemaOf(evaluation, check === identifier ? { [first!]: { role: 'id' } } : {})
        const labels = labelled(picks.length)
        const given = {
          evaluation,
          reference: evaluation,
          labels,
          referenceLabels: labels,
          protected: [first!],
          schema,
        }
        for (const { statistic } of await measure(check, given)) {
          expect(estimateOf(statistic)).toBeGreaterThanOrEqual(0)
          expect(estimateOf(statistic)).toBeLessThanOrEqual(1)
          if (statistic.kind !== 'test') continue
          expect(statistic.p).toBeGreaterThanOrEqual(0)
          expect(statistic.p).toBeLessThanOrEqual(1)
          expect(statistic.detectable).toBeGreaterThanOrEqual(0)
        }
      },
    ),
    { numRuns: 50 },
  )
})
