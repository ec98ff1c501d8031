export interface LogisticLine {
  readonly slope: number
  readonly intercept: number
  /** Standard errors, from the observed information. */
  readonly slopeError: number
  readonly interceptError: number
}

/**
 * Maximum-likelihood fit of P(y = 1) = 1 / (1 + exp(−intercept − slope x)) by Newton's method, for targets from 0 to
 * 1. All NaN where no finite fit exists: the targets are separated by x, x is constant, or something is NaN.
 */
export function fitLogisticLine(x: Float64Array, targets: Float64Array): LogisticLine {
  const rows = x.length
  let centre = 0
  for (let row = 0; row < rows; row++) centre += x[row]! / rows
  let slope = 0
  let level = 0
  let loss = lossAt(x, targets, centre, slope, level)
  for (let step = 0; step < 100; step++) {
    let gradientLevel = 0
    let gradientSlope = 0
    let levelLevel = 0
    let levelSlope = 0
    let slopeSlope = 0
    for (let row = 0; row < rows; row++) {
      const gap = x[row]! - centre
      const p = 1 / (1 + Math.exp(-level - slope * gap))
      const weight = p * (1 - p)
      gradientLevel += targets[row]! - p
      gradientSlope += (targets[row]! - p) * gap
      levelLevel += weight
      levelSlope += weight * gap
      slopeSlope += weight * gap * gap
    }
    const determinant = levelLevel * slopeSlope - levelSlope * levelSlope
    // without curvature the likelihood rises for ever: separated, or x is constant
    if (!(determinant > 1e-12 * levelLevel * slopeSlope) || !(levelLevel > rows * 1e-10)) return NO_FIT
    const moveLevel = (slopeSlope * gradientLevel - levelSlope * gradientSlope) / determinant
    const moveSlope = (levelLevel * gradientSlope - levelSlope * gradientLevel) / determinant
    const decrement = gradientLevel * moveLevel + gradientSlope * moveSlope
    if (decrement < 1e-20 * rows) {
      const slopeError = Math.sqrt(levelLevel / determinant)
      const interceptVariance = (slopeSlope + 2 * centre * levelSlope + centre * centre * levelLevel) / determinant
      return { slope, intercept: level - slope * centre, slopeError, interceptError: Math.sqrt(interceptVariance) }
    }
    let share = 1
    let next = lossAt(x, targets, centre, slope + moveSlope, level + moveLevel)
    while (!(next <= loss + 1e-12 * Math.abs(loss)) && share > 1e-6) {
      share /= 2
      next = lossAt(x, targets, centre, slope + share * moveSlope, level + share * moveLevel)
    }
    slope += share * moveSlope
    level += share * moveLevel
    loss = next
  }
  return NO_FIT
}

const NO_FIT: LogisticLine = { slope: NaN, intercept: NaN, slopeError: NaN, interceptError: NaN }

function lossAt(x: Float64Array, targets: Float64Array, centre: number, slope: number, level: number): number {
  let total = 0
  for (let row = 0; row < x.length; row++) {
    const score = level + slope * (x[row]! - centre)
    // ln(1 + e^score) − target · score, without overflow
    total += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - targets[row]! * score
  }
  return total
}
