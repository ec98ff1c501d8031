import { medianInPlace, variance } from './describe.ts'

/** Mean squared error; NaN of nothing or with a NaN, as all below. */
export function mse(predictions: Float64Array, labels: Float64Array): number {
  let total = 0
  let lost = 0
  for (let row = 0; row < labels.length; row++) {
    const gap = predictions[row]! - labels[row]!
    const value = gap * gap - lost
    const next = total + value
    lost = next - total - value
    total = next
  }
  return total / labels.length
}

/** Root of the mean squared error, in the units of the label. */
export function rmse(predictions: Float64Array, labels: Float64Array): number {
  return Math.sqrt(mse(predictions, labels))
}

/** Mean absolute error, in the units of the label. */
export function mae(predictions: Float64Array, labels: Float64Array): number {
  let total = 0
  for (let row = 0; row < labels.length; row++) total += Math.abs(predictions[row]! - labels[row]!)
  return total / labels.length
}

/** Mean of |error| / max(|label|, 1e-9), as a share. Labels of 0 blow it up: print how many there are. */
export function mape(predictions: Float64Array, labels: Float64Array): number {
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    total += Math.abs(predictions[row]! - labels[row]!) / Math.max(Math.abs(labels[row]!), 1e-9)
  }
  return total / labels.length
}

/** Mean squared difference of ln(1 + value); NaN where a value is at or below −1. */
export function msle(predictions: Float64Array, labels: Float64Array): number {
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    const predicted = predictions[row]!
    const actual = labels[row]!
    if (!(predicted > -1 && actual > -1)) return NaN
    total += (Math.log1p(predicted) - Math.log1p(actual)) ** 2
  }
  return total / labels.length
}

/** Share of the labels' variance that is explained, 1 − Σ error² / Σ (label − mean)²; NaN when the labels are constant. */
export function r2(predictions: Float64Array, labels: Float64Array): number {
  const spread = variance(labels, 0)
  // the variance of equal labels can be a rounding error instead of 0
  return labels.every((label) => label === labels[0]) ? NaN : 1 - mse(predictions, labels) / spread
}

/** Median of |error|, in the units of the label. */
export function medianAbsoluteError(predictions: Float64Array, labels: Float64Array): number {
  const errors = new Float64Array(labels.length)
  for (let row = 0; row < labels.length; row++) errors[row] = Math.abs(predictions[row]! - labels[row]!)
  return medianInPlace(errors)
}
