import type { LabelledRows } from './answers.ts'
import { mean } from './describe.ts'
import { meanError, medianError, r2Error } from './metric-errors.ts'
import { estimateMetric } from './metric.ts'
import type { Metric } from './metric.ts'
import { meanPrediction } from './prediction-metrics.ts'
import { mae, mape, medianAbsoluteError, mse, msle, r2, rmse } from './regression-metrics.ts'

type RowError = (predicted: number, actual: number) => number
type ValueMetric = (predictions: Float64Array, labels: Float64Array) => number

const squared: RowError = (predicted, actual) => (predicted - actual) ** 2
const absolute: RowError = (predicted, actual) => Math.abs(predicted - actual)

export const regressionBattery: readonly Metric[] = [
  errorMetric('rmse', 'RMSE', rmse, ({ scores, values }) => {
    const errors = rowErrors(scores!, values, squared)
    const root = Math.sqrt(mean(errors))
    return root === 0 ? 0 : meanError(errors) / (2 * root)
  }),
  meanMetric('mse', 'Mean squared error', mse, squared),
  meanMetric('mae', 'Mean absolute error', mae, absolute),
  errorMetric('median_ae', 'Median absolute error', medianAbsoluteError, ({ scores, values }) =>
    medianError(rowErrors(scores!, values, absolute)),
  ),
  meanMetric('mape', 'Mean absolute percentage error', mape, (predicted, actual) => {
    return Math.abs(predicted - actual) / Math.max(Math.abs(actual), 1e-9)
  }),
  meanMetric('msle', 'Mean squared log error', msle, (predicted, actual) => {
    return (Math.log1p(predicted) - Math.log1p(actual)) ** 2
  }),
  estimateMetric(
    {
      name: 'r2',
      title: 'R²',
      margin: 'u',
      worse: 'lower',
      needsScores: true,
      range: { high: 1 },
      because: 'all labels are the same',
    },
    ({ labelled }) => r2(labelled.scores!, labelled.values),
    ({ labelled }) => r2Error(labelled.scores!, labelled.values),
  ),
  meanPrediction,
]

/** A mean over rows. */
function meanMetric(name: string, title: string, value: ValueMetric, errorOf: RowError): Metric {
  return errorMetric(name, title, value, ({ scores, values }) => meanError(rowErrors(scores!, values, errorOf)))
}

function errorMetric(name: string, title: string, value: ValueMetric, error: (rows: LabelledRows) => number): Metric {
  return estimateMetric(
    {
      name,
      title,
      margin: 'e',
      worse: 'higher',
      needsScores: true,
      range: { low: 0 },
      because: name === 'msle' ? 'a value is −1 or below, or no row is labelled' : 'no row is labelled',
    },
    ({ labelled }) => value(labelled.scores!, labelled.values),
    ({ labelled }) => error(labelled),
  )
}

function rowErrors(scores: Float64Array, values: Float64Array, errorOf: RowError): Float64Array {
  return values.map((value, row) => errorOf(scores[row]!, value))
}
