import { expect, test, vi } from 'vitest'
import { pearson, spearman } from './association.ts'
import { delong } from './auc.ts'
import { averagePrecision, brier, confusionBinary, logLoss, mcc } from './binary-metrics.ts'
import { histogram, mean, medianAbsoluteDeviation, quantileSorted, sum, variance } from './describe.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import { sortAscending } from './order.ts'
import { mae, r2 } from './regression-metrics.ts'
import reference from './ten-million-rows.fixtures.json' with { type: 'json' }
import { chiSquareTest, energyDistance, jensenShannon, kolmogorovSmirnov, mannWhitney } from './two-sample.ts'

const rows = 10_000_000
// Some seconds each, where nothing else runs.
vi.setConfig({ testTimeout: 300_000 })

/** What was found equals what the reference says, name by name. */
function expectAll(found: Readonly<Record<string, number>>, expected: object, tolerance: number): void {
  const known = expected as Readonly<Record<string, number>>
  for (const [name, value] of Object.entries(found)) {
    expect(relativeError(value, known[name]!), `${name}: ${value}, not ${known[name]}`).toBeLessThan(tolerance)
  }
}

test.each(reference.described)('ten million numbers are described as by numpy', (expected) => {
  const values = uniformColumn(rows, 1).map((u) => u ** 4)
  const sorted = sortAscending(values)
  const quantiles = [0.001, 0.25, 0.5, 0.999].map((q) => quantileSorted(sorted, q))
  expectAll(
    { sum: sum(values), mean: mean(values), variance: variance(values), mad: medianAbsoluteDeviation(values) },
    expected,
    1e-12,
  )
  expectAll(Object.fromEntries(quantiles.entries()), expected.quantiles, 1e-12)
  const edges = Float64Array.from({ length: 11 }, (_, i) => i / 10)
  expect([...histogram(values, edges)]).toEqual(expected.histogram)
})

test.each(reference.compared)('and compared as by SciPy, $levels levels, moved by $shift', (expected) => {
  const { levels, shift } = expected
  const level = (value: number) => (levels > 0 ? Math.floor(value * levels) : value)
  const a = sortAscending(uniformColumn(rows, 2).map(level))
  const b = sortAscending(uniformColumn(rows, 3).map((value) => level(value + shift)))
  const { statistic: ks, p, wasserstein } = kolmogorovSmirnov(a, b)
  const { u, p: uP } = mannWhitney(a, b)
  expectAll({ ks, u }, expected, 1e-12)
  expectAll({ p, wasserstein, energy: energyDistance(a, b), uP }, expected, 1e-8)
})

test.each(reference.counted)('and counted', (expected) => {
  const countsOf = (stream: number, power: number) => {
    const counts = new Int32Array(20)
    for (const u of uniformColumn(rows, stream)) counts[Math.floor(u ** power * 20)]!++
    return counts
  }
  const [a, b] = [countsOf(2, 1), countsOf(3, expected.power)]
  const { statistic: chiSquare, p } = chiSquareTest(a, b)
  expectAll({ chiSquare, p, jensenShannon: jensenShannon(a, b) }, expected, 1e-8)
})

test.each(reference.graded)('and graded as by scikit-learn, $levels levels', (expected) => {
  const labels = Uint8Array.from(uniformColumn(rows, 4), (u) => Number(u < 0.02))
  const scores = uniformColumn(rows, 5).map((u, row) => (0.3 * labels[row]! + u) / 1.3)
  const { levels } = expected
  const graded = levels > 0 ? scores.map((score) => Math.floor(score * levels) / levels) : scores
  const decisions = Uint8Array.from(graded, (score) => Number(score >= 0.5))
  const { auc, se } = delong(graded, labels)
  expectAll({ auc, se, averagePrecision: averagePrecision(graded, labels) }, expected, 1e-10)
  expectAll({ mcc: mcc(confusionBinary(decisions, labels)) }, expected, 1e-10)
  expectAll({ logLoss: logLoss(graded, labels), brier: brier(graded, labels) }, expected, 1e-10)
})

test.each(reference.tied)('and tied together', (expected) => {
  const x = uniformColumn(rows, 6)
  const y = uniformColumn(rows, 7).map((u, row) => 0.3 * x[row]! + u ** 3)
  expectAll({ pearson: pearson(x, y).r, spearman: spearman(x, y).r }, expected, 1e-10)
  expectAll({ r2: r2(x, y), mae: mae(x, y) }, expected, 1e-10)
})
