import type { Statistic } from '../core/measurement.ts'
import { debiasedL2Error, reliabilityBins, spiegelhalterZ } from './calibration.ts'
import type { BinaryLabels } from './class-split.ts'
import { normalQuantile, normalSurvival } from './normal.ts'

/**
 * Whether probabilities are true: p is the smaller of two tests, doubled (Bonferroni), and the effect the debiased root
 * mean squared gap between score and rate over equal-mass bins. Spiegelhalter's test sees scores that are too bold or
 * too timid, but gives no weight to scores near ½; the z test of mean score against rate sees those.
 *
 * The detectable effect is the one that chance alone reaches in 5 % of perfectly calibrated models of so many rows.
 */
export function calibrationTest(scores: Float64Array, labels: BinaryLabels): Statistic {
  if (scores.length === 0) return { kind: 'undefined', because: 'no row is labelled' }
  const p = [spiegelhalterZ(scores, labels).p, meanGapP(scores, labels)].filter((value) => !Number.isNaN(value))
  const effect = debiasedL2Error(scores, labels)
  // without a test every score was 0 or 1, and right
  if (p.length === 0) return { kind: 'test', effect, p: 1, detectable: 0 }
  return { kind: 'test', effect, p: Math.min(1, 2 * Math.min(...p)), detectable: chanceEffect(scores, labels) }
}

/** p of the mean score against the rate of positives; NaN where no score leaves anything open and none is wrong. */
function meanGapP(scores: Float64Array, labels: BinaryLabels): number {
  let gap = 0
  let spread = 0
  for (let row = 0; row < scores.length; row++) {
    gap += (labels[row] === 1 ? 1 : 0) - scores[row]!
    spread += scores[row]! * (1 - scores[row]!)
  }
  return Math.min(1, 2 * normalSurvival(Math.abs(gap / Math.sqrt(spread))))
}

/**
 * √ of the 95 % point of the debiased squared gap when scores are true: its variance is Σ w² · 2 (m(1 − m)/n_b)², and
 * w/n_b is 1/n in every bin.
 */
function chanceEffect(scores: Float64Array, labels: BinaryLabels): number {
  let variance = 0
  for (const { meanScore } of reliabilityBins(scores, labels)) {
    variance += 2 * ((meanScore * (1 - meanScore)) / scores.length) ** 2
  }
  return Math.sqrt(normalQuantile(0.95) * Math.sqrt(variance))
}
