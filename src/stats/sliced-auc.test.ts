import fc from 'fast-check'
import { expect, test } from 'vitest'
import { delong } from './auc.ts'
import { uniformColumn } from './fixtures.ts'
import { rankRows, slicedAuc } from './sliced-auc.ts'

const row = fc.record({
  score: fc.constantFrom(0, 0.1, 0.5, 0.5000001, 0.9, 1),
  label: fc.integer({ min: 0, max: 1 }),
  slice: fc.integer({ min: 0, max: 2 }),
})

/** The same by taking the rows out and asking for their AUC. */
function expectedOf(scores: Float64Array, labels: Int32Array, keeps: (row: number) => boolean) {
  return delong(
    scores.filter((_, i) => keeps(i)),
    labels.filter((_, i) => keeps(i)),
  )
}

test('each slice and its complement have the AUC and error of their rows alone', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const scores = Float64Array.from(rows, ({ score }) => score)
      const labels = Int32Array.from(rows, ({ label }) => label)
      const slices = Int32Array.from(rows, ({ slice }) => slice)
      for (const [slice, { inside, outside }] of slicedAuc(rankRows(scores, labels), slices, 3).entries()) {
        for (const [found, expected] of [
          [inside, expectedOf(scores, labels, (i) => slices[i] === slice)],
          [outside, expectedOf(scores, labels, (i) => slices[i] !== slice)],
        ] as const) {
          expect([found.positives, found.negatives]).toEqual([expected.positives, expected.negatives])
          if (Number.isNaN(expected.auc)) expect(found.auc).toBeNaN()
          else expect(found.auc).toBeCloseTo(expected.auc, 12)
          if (Number.isNaN(expected.se)) expect(found.se).toBeNaN()
          else expect(found.se).toBeCloseTo(expected.se, 7)
        }
      }
    }),
  )
})

test('errors keep their digits over many rows', () => {
  const [scores, noise, draw] = [uniformColumn(50_000, 1), uniformColumn(50_000, 2), uniformColumn(50_000, 3)]
  const labels = Int32Array.from(scores, (score, i) => Number(noise[i]! < score))
  const slices = Int32Array.from(draw, (value) => Math.floor(5 * value))
  const { inside } = slicedAuc(rankRows(scores, labels), slices, 1)[0]!
  const expected = expectedOf(scores, labels, (i) => slices[i] === 0)
  expect(Math.abs(inside.auc / expected.auc - 1)).toBeLessThan(1e-12)
  expect(Math.abs(inside.se / expected.se - 1)).toBeLessThan(1e-9)
})
