import type { Statistic } from '../core/measurement.ts'
import type { Answers } from './answers.ts'
import { mean, standardDeviation, variance } from './describe.ts'
import { meanError, varianceError } from './metric-errors.ts'
import { estimateMetric } from './metric.ts'
import type { Metric, MetricTraits } from './metric.ts'

/** The mean score or value; its change is told in standard deviations of the reference predictions. */
export const meanPrediction: Metric = {
  ...predictionMetric('mean_prediction', 'Mean prediction', mean, meanError),
  difference(evaluation, reference) {
    const [after, before] = [scoresOf(evaluation), scoresOf(reference)]
    const spread = standardDeviation(before)
    const error = Math.hypot(meanError(after), meanError(before))
    return sizeOf(mean(after) - mean(before), error, spread)
  },
}

/**
 * The population variance of the scores or values; its change is that of the standard deviation, in standard deviations
 * of the reference predictions.
 */
export const predictionVariance: Metric = {
  ...predictionMetric('prediction_variance', 'Prediction variance', (scores) => variance(scores, 0), varianceError),
  difference(evaluation, reference) {
    const [after, before] = [scoresOf(evaluation), scoresOf(reference)]
    const [sdAfter, sdBefore] = [standardDeviation(after, 0), standardDeviation(before, 0)]
    // the error of a square root is half that of its square over itself; 0 has none
    const error = (scores: Float64Array, sd: number) => (sd === 0 ? 0 : varianceError(scores) / (2 * sd))
    return sizeOf(sdAfter - sdBefore, Math.hypot(error(after, sdAfter), error(before, sdBefore)), sdBefore)
  },
}

function predictionMetric(
  name: string,
  title: string,
  value: (scores: Float64Array) => number,
  error: (scores: Float64Array) => number,
): Metric {
  const traits: MetricTraits = {
    name,
    title,
    margin: 't',
    worse: 'either',
    needsScores: true,
    needsLabels: false,
    because: 'no row was answered',
  }
  return estimateMetric(
    traits,
    (answers) => value(scoresOf(answers)),
    (answers) => error(scoresOf(answers)),
  )
}

function scoresOf({ all }: Answers): Float64Array {
  return all.scores ?? new Float64Array(0)
}

/** The size of a change either way, in units of a spread. */
function sizeOf(change: number, standardError: number, spread: number): Statistic {
  if (!(spread > 0)) return { kind: 'undefined', because: 'the reference predictions are all the same' }
  const statistic = { estimate: Math.abs(change) / spread, standardError: standardError / spread }
  if (!Number.isFinite(statistic.estimate + statistic.standardError)) {
    return { kind: 'undefined', because: 'there are too few rows for an interval' }
  }
  return { kind: 'normal', ...statistic, range: { low: 0 } }
}
