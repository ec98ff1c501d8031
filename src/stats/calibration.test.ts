import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './calibration.fixtures.json' with { type: 'json' }
import {
  applyIsotonic,
  applyPlatt,
  applyTemperature,
  brierDecomposition,
  calibrationLine,
  debiasedL2Error,
  equalWidthCalibrationError,
  expectedCalibrationError,
  isotonicRegression,
  plattScaling,
  reliabilityBins,
  spiegelhalterZ,
  temperatureScaling,
} from './calibration.ts'
import { relativeError, uniformColumn } from './fixtures.ts'
import { logLoss, multiclassLogLoss } from './metrics.ts'

const PROBE = Float64Array.from({ length: 13 }, (_, i) => -0.1 + (1.2 * i) / 12)

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$rows rows, $levels levels, bent by $bend', (expected) => {
    const { scores, labels } = sample(expected.rows, expected.levels, expected.bend)
    const bins = reliabilityBins(scores, labels)
    expect(bins.map(({ count }) => count)).toEqual(expected.counts)
    expectClose(
      bins.map(({ rate }) => rate),
      expected.rates,
    )
    expectClose(
      bins.map(({ meanScore }) => meanScore),
      expected.scores,
    )
    expectClose([bins[3]!.interval.low, bins[3]!.interval.high], expected.interval)
    expectClose([expectedCalibrationError(scores, labels)], [expected.ece])
    expectClose([equalWidthCalibrationError(scores, labels)], [expected.width])
    expectClose([debiasedL2Error(scores, labels)], [expected.l2])
    const { z, p } = spiegelhalterZ(scores, labels)
    expectClose([z, p], [expected.z, expected.p])
    const parts = brierDecomposition(scores, labels)
    expectClose(
      [parts.brier, parts.reliability, parts.resolution, parts.uncertainty],
      [expected.brier, expected.reliability, expected.resolution, expected.uncertainty],
    )
    expect(
      relativeError(parts.reliability - parts.resolution + parts.uncertainty + parts.remainder, parts.brier),
    ).toBeLessThan(1e-12)
  })

  test.each(reference.cases)('fits on $rows rows, $levels levels, bent by $bend', (expected) => {
    const { scores, labels } = sample(expected.rows, expected.levels, expected.bend)
    const line = calibrationLine(scores, labels)
    expectClose([line.intercept, line.slope], expected.line, 1e-8)
    expectClose([line.interceptError, line.slopeError], expected.lineErrors, 1e-6)
    const platt = plattScaling(scores, labels)
    expectClose([platt.a, platt.b], [expected.platt.a, expected.platt.b], 1e-8)
    expectClose([temperatureScaling(scores, labels)], [expected.temperature], 1e-8)
    expectClose([...applyIsotonic(isotonicRegression(scores, labels), PROBE)], expected.isotonic, 1e-12)
    const weights = uniformColumn(expected.rows, 73).map((u) => 0.5 + u)
    expectClose([...applyIsotonic(isotonicRegression(scores, labels, weights), PROBE)], expected.weighted, 1e-12)
  })

  test.each(reference.multiclass)('temperature of $classes classes', ({ rows, classes, temperature }) => {
    const labels = Int32Array.from(uniformColumn(rows, 85), (u) => Math.floor(u * classes))
    const columns = Array.from({ length: classes }, (_, k) => uniformColumn(rows, 81 + k))
    const raw = columns.map((column, k) => column.map((u, row) => u ** 2 + 0.01 + (labels[row] === k ? 0.4 : 0)))
    const scores = new Float64Array(rows * classes)
    for (let row = 0; row < rows; row++) {
      const total = raw.reduce((sum, column) => sum + column[row]!, 0)
      for (let k = 0; k < classes; k++) scores[row * classes + k] = raw[k]![row]! / total
    }
    const found = temperatureScaling(scores, labels, classes)
    expectClose([found], [temperature], 1e-8)
    const better = multiclassLogLoss(applyTemperature(found, scores, classes), labels, classes)
    expect(better).toBeLessThan(multiclassLogLoss(scores, labels, classes))
  })
})

const rows = fc.array(fc.record({ score: fc.integer({ min: 0, max: 20 }), label: fc.nat(1) }), {
  minLength: 1,
  maxLength: 60,
})

test('bins hold every row once and rise; the order of the rows does not matter', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 20 }), (given, count) => {
      const { scores, labels } = columnsOf(given)
      const bins = reliabilityBins(scores, labels, count)
      expect(bins.length).toBeLessThanOrEqual(count)
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(given.length)
      for (let i = 1; i < bins.length; i++) expect(bins[i - 1]!.highest).toBeLessThan(bins[i]!.lowest)
      expect(reliabilityBins(scores.toReversed(), labels.toReversed(), count)).toEqual(bins)
      const ece = expectedCalibrationError(scores, labels, count)
      expect(0 <= ece && ece <= 1).toBe(true)
    }),
  )
})

test('an isotonic fit rises, keeps the mean, and is left alone by a second fit', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { scores, labels } = columnsOf(given)
      const fit = isotonicRegression(scores, labels)
      expect(fit.y.every((value, i) => i === 0 || fit.y[i - 1]! <= value)).toBe(true)
      const fitted = applyIsotonic(fit, scores)
      const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0)
      expect(relativeError(total(fitted), total(labels), 1)).toBeLessThan(1e-10)
      const again = applyIsotonic(isotonicRegression(scores, fitted), scores)
      expect(again.every((value, i) => Math.abs(value - fitted[i]!) < 1e-12)).toBe(true)
      // no rising function of the scores is closer: the scores themselves are one
      const loss = (values: Float64Array): number => values.reduce((sum, v, i) => sum + (v - labels[i]!) ** 2, 0)
      expect(loss(fitted)).toBeLessThanOrEqual(loss(scores) + 1e-12)
    }),
  )
})

test('scaling by temperature or by Platt loses nothing in log-loss against its start', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { scores, labels } = columnsOf(given)
      const inside = scores.map((score) => 0.02 + 0.96 * score)
      const scaled = applyTemperature(temperatureScaling(inside, labels), inside)
      expect(logLoss(scaled, labels)).toBeLessThanOrEqual(logLoss(inside, labels) + 1e-9)
      const platt = plattScaling(inside, labels)
      const calibrated = applyPlatt(platt, inside)
      if (!Number.isNaN(platt.a)) expect(calibrated.every((p) => 0 <= p && p <= 1)).toBe(true)
      else expect(new Set(inside).size).toBe(1)
    }),
  )
})

test('what is undefined is NaN, and separation has no slope', () => {
  const none = new Float64Array(0)
  const noLabels = new Uint8Array(0)
  expect(reliabilityBins(none, noLabels)).toEqual([])
  expect([expectedCalibrationError(none, noLabels), debiasedL2Error(none, noLabels)]).toEqual([NaN, NaN])
  expect(brierDecomposition(none, noLabels).brier).toBeNaN()
  expect(temperatureScaling(none, noLabels)).toBeNaN()
  expect(spiegelhalterZ(Float64Array.of(0.5, 0.5), Uint8Array.of(0, 1)).p).toBeNaN()
  const bad = Float64Array.of(NaN, 0.2)
  expect(expectedCalibrationError(bad, Uint8Array.of(0, 1))).toBeNaN()
  expect(equalWidthCalibrationError(bad, Uint8Array.of(0, 1))).toBeNaN()
  expect(spiegelhalterZ(bad, Uint8Array.of(0, 1)).p).toBeNaN()
  expect(calibrationLine(Float64Array.of(0.1, 0.2, 0.8, 0.9), Uint8Array.of(0, 0, 1, 1)).slope).toBeNaN()
  expect(calibrationLine(Float64Array.of(0.3, 0.3, 0.3), Uint8Array.of(0, 0, 1)).slope).toBeNaN()
  expect([...applyIsotonic(isotonicRegression(none, noLabels), bad)]).toEqual([NaN, NaN])
})

function expectClose(found: readonly number[], expected: readonly number[], tolerance = 1e-11): void {
  expect(found).toHaveLength(expected.length)
  expect(Math.max(...found.map((value, i) => relativeError(value, expected[i]!, 1e-3)))).toBeLessThan(tolerance)
}

function sample(count: number, levels: number, bend: number) {
  const spread = uniformColumn(count, 71).map((u) => u * 0.98 + 0.01)
  const scores = levels === 0 ? spread : spread.map((score) => (Math.floor(score * levels) + 0.5) / levels)
  const draw = uniformColumn(count, 72)
  const labels = Uint8Array.from(scores, (s, i) =>
    draw[i]! < 1 / (1 + Math.exp(-bend * Math.log(s / (1 - s)))) ? 1 : 0,
  )
  return { scores, labels }
}

function columnsOf(given: readonly { readonly score: number; readonly label: number }[]) {
  return {
    scores: Float64Array.from(given, ({ score }) => score / 20),
    labels: Uint8Array.from(given, ({ label }) => label),
  }
}
