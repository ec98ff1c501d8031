import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auc } from './auc.ts'
import { binCodes, binNumbers } from './binning.ts'
import type { BinnedFeature } from './binning.ts'
import { fitBoosting, predictBoosting } from './boosting.ts'
import reference from './boosting.fixtures.json' with { type: 'json' }
import { uniformColumn } from './fixtures.ts'
import { logLoss, mse } from './metrics.ts'

describe(`is as good on unseen rows as ${reference.source}`, () => {
  const { rows, ...expected } = reference.cases[0]!
  const columns = [701, 702, 703, 704].map((stream) => uniformColumn(rows, stream))
  const category = Int32Array.from(uniformColumn(rows, 706), (u) => Math.floor(u * 12))
  const signal = columns[0]!.map(
    (u, i) => 3 * u ** 2 - 2 * columns[1]![i]! + 2 * (category[i]! % 3 === 0 ? 1 : 0) - 0.5,
  )
  const features = [...columns.map((column) => binNumbers(column)), binCodes(category, 12)]
  const seen = features.map((feature) => part(feature, 0, 3000))
  const unseen = features.map((feature) => part(feature, 3000, rows))

  test('two classes', () => {
    const labels = uniformColumn(rows, 707).map((u, i) => (u < 1 / (1 + Math.exp(-signal[i]!)) ? 1 : 0))
    const model = fitBoosting(seen, labels.subarray(0, 3000))
    const p = predictBoosting(model, unseen).map((score) => 1 / (1 + Math.exp(-score)))
    expect(logLoss(p, labels.subarray(3000))).toBeLessThan(expected.logLoss + 0.005)
    expect(logLoss(p, labels.subarray(3000))).toBeGreaterThan(expected.logLoss - 0.02)
    expect(auc(p, labels.subarray(3000))).toBeGreaterThan(expected.auc - 0.005)
    // the features without a say get next to none
    expect(Math.max(model.gain[2]!, model.gain[3]!)).toBeLessThan(0.1 * Math.min(model.gain[0]!, model.gain[1]!))
  })

  test('numbers', () => {
    const targets = uniformColumn(rows, 708).map((u, i) => signal[i]! + u)
    const model = fitBoosting(seen, targets.subarray(0, 3000), { loss: 'squared' })
    const error = mse(predictBoosting(model, unseen), targets.subarray(3000))
    expect(error).toBeLessThan(expected.mse * 1.05)
    expect(error).toBeGreaterThan(expected.mse * 0.8)
  })
})

test('each round lowers the loss on the rows it was fitted to', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 3 }), (stream, depth) => {
      const features = [binNumbers(uniformColumn(120, stream)), binNumbers(uniformColumn(120, stream + 1), 5)]
      const labels = uniformColumn(120, stream + 2).map((u) => (u < 0.4 ? 1 : 0))
      const losses = [0, 1, 5, 20].map((rounds) => {
        const model = fitBoosting(features, labels, { rounds, depth, minLeaf: 5 })
        return logLoss(
          predictBoosting(model, features).map((score) => 1 / (1 + Math.exp(-score))),
          labels,
        )
      })
      for (let i = 1; i < losses.length; i++) expect(losses[i]!).toBeLessThanOrEqual(losses[i - 1]! + 1e-12)
    }),
    { numRuns: 30 },
  )
})

test('one class, or features that say nothing, give the share alone', () => {
  const flat = [binNumbers(new Float64Array(50))]
  const alone = fitBoosting(flat, new Float64Array(50).fill(1))
  expect(alone.trees).toHaveLength(0)
  const labels = Float64Array.from({ length: 50 }, (_, i) => (i < 20 ? 1 : 0))
  for (const score of predictBoosting(fitBoosting(flat, labels), flat)) expect(score).toBeCloseTo(Math.log(20 / 30), 12)
})

test('bins: equal values share one, NaN is bin 0, sizes are about equal, order is kept', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN)), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), (given, limit) => {
      const column = Float64Array.from(given)
      const { bins, count } = binNumbers(column, limit)
      expect(Math.max(...bins)).toBe(count - 1)
      expect(count - 1).toBeLessThanOrEqual(limit)
      for (let i = 0; i < given.length; i++) {
        expect(bins[i] === 0).toBe(Number.isNaN(given[i]!))
        for (let j = 0; j < given.length; j++) {
          if (given[i]! === given[j]!) expect(bins[i]).toBe(bins[j])
          if (given[i]! < given[j]!) expect(bins[i]!).toBeLessThanOrEqual(bins[j]!)
        }
      }
    }),
  )
  const { bins, count } = binNumbers(uniformColumn(6400, 1))
  const sizes = new Int32Array(count)
  for (const bin of bins) sizes[bin]!++
  expect([...sizes.subarray(1)]).toEqual(Array(64).fill(100))
})

test('codes have bins by how common they are', () => {
  expect([...binCodes(Int32Array.of(2, 0, 2, 1, 2, 0, -1), 3).bins]).toEqual([1, 2, 1, 3, 1, 2, 0])
})

test('codes: the commonest have bins of their own, missing is bin 0', () => {
  const codes = Int32Array.from({ length: 1000 }, (_, i) => (i % 400) - 1)
  const { bins, count } = binCodes(codes, 399)
  expect(count).toBe(256)
  expect(bins[0]).toBe(0)
  expect(new Set(bins).size).toBe(256)
  // codes −1 to 198 occur three times, the others twice
  expect(bins[1]).toBeLessThan(255)
  expect(bins[399]).toBe(255)
})

function part({ bins, ...rest }: BinnedFeature, from: number, to: number): BinnedFeature {
  return { ...rest, bins: bins.subarray(from, to) }
}
