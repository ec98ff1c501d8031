import { normalQuantile } from './normal.ts'
import { betaRegularised, gammaRegularisedUpper, lnBinomialMass } from './special-functions.ts'

/** P(X > x) of the chi-square distribution; 1 when there are no degrees of freedom. */
export function chiSquareSurvival(x: number, df: number): number {
  if (df === 0) return x > 0 ? 0 : 1
  return gammaRegularisedUpper(df / 2, x / 2)
}

/** P(T > t) of Student's t distribution. */
export function studentTSurvival(t: number, df: number): number {
  if (t === Infinity) return 0
  if (t === -Infinity) return 1
  const square = t * t
  const tail = 0.5 * betaRegularised(df / 2, 0.5, df / (df + square), square / (df + square))
  return t >= 0 ? tail : 1 - tail
}

/** The t with P(T ≤ t) = p of Student's t distribution; ±Infinity at 0 and 1, NaN outside. */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  if (p === 0.5) return 0
  // With X ~ Beta(df/2, 1/2), P(|T| > t) = P(X < df / (df + t²)); from the middle the other form is exact.
  const tail = Math.min(p, 1 - p)
  if (tail === 0) return p === 0 ? -Infinity : Infinity
  let square: number
  if (tail < 0.25) {
    const x = betaQuantile(2 * tail, df / 2, 0.5)
    square = (df * (1 - x)) / x
  } else {
    const y = betaQuantile(1 - 2 * tail, 0.5, df / 2)
    square = (df * y) / (1 - y)
  }
  return p < 0.5 ? -Math.sqrt(square) : Math.sqrt(square)
}

/** P(F > f) of the F distribution with d1 and d2 degrees of freedom. */
export function fSurvival(f: number, d1: number, d2: number): number {
  if (!(f > 0)) return f <= 0 ? 1 : NaN
  if (f === Infinity) return 0
  return betaRegularised(d2 / 2, d1 / 2, d2 / (d2 + d1 * f), (d1 * f) / (d2 + d1 * f))
}

/** P(X ≤ k) of the binomial distribution. */
export function binomialCdf(k: number, trials: number, p: number): number {
  if (k < 0) return 0
  if (k >= trials) return 1
  return betaRegularised(trials - Math.floor(k), Math.floor(k) + 1, 1 - p, p)
}

/** P(X > k) of the binomial distribution. */
export function binomialSurvival(k: number, trials: number, p: number): number {
  if (k < 0) return 1
  if (k >= trials) return 0
  return betaRegularised(Math.floor(k) + 1, trials - Math.floor(k), p)
}

/** P(X = k) hits when `draws` are taken without replacement from `good` good and `bad` bad ones. */
export function hypergeometricMass(k: number, good: number, bad: number, draws: number): number {
  if (k < Math.max(0, draws - bad) || k > Math.min(draws, good)) return 0
  const all = good + bad
  if (draws === 0) return 1
  const p = draws / all
  const q = (all - draws) / all
  // A ratio of three binomial masses, each exact to rounding (Loader 2000).
  return Math.exp(
    lnBinomialMass(k, good, p, q) + lnBinomialMass(draws - k, bad, p, q) - lnBinomialMass(draws, all, p, q),
  )
}

/** The x with I_x(a, b) = p of the beta distribution, by Newton steps kept inside a bracket; NaN outside [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  if (p === 0 || p === 1) return p
  let low = 0
  let high = 1
  let x = startingPoint(p, a, b)
  for (let i = 0; i < 200; i++) {
    const y = 1 - x
    const gap = betaRegularised(a, b, x, y) - p
    if (gap === 0) return x
    if (gap > 0) high = x
    else low = x
    const lnDensity = lnBinomialMass(a, a + b, x, y) + Math.log(((a / (a + b)) * b) / x / y)
    const newton = gap / Math.exp(lnDensity)
    // Halley's correction: f''/f' of the beta density is (a − 1)/x − (b − 1)/y
    const bend = 1 - 0.5 * Math.max(-1, Math.min(1, newton * ((a - 1) / x - (b - 1) / y)))
    let next = x - newton / bend
    if (!(next > low && next < high)) next = low === 0 ? high / 16 : (low + high) / 2
    if (Math.abs(next - x) <= 2 ** -52 * next) return next
    x = next
  }
  return x
}

function startingPoint(p: number, a: number, b: number): number {
  const mean = a / (a + b)
  if (a < 1 || b < 1) {
    // The power law at the nearer end: I_x(a, b) ≈ x^a / (a B(a, b))
    const atMean = betaRegularised(a, b, mean)
    return p < atMean ? mean * (p / atMean) ** (1 / a) : 1 - (1 - mean) * ((1 - p) / (1 - atMean)) ** (1 / b)
  }
  // Wilson–Hilferty-like start of Abramowitz & Stegun 26.5.22
  const z = -normalQuantile(p)
  const lambda = (z * z - 3) / 6
  const harmonic = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1))
  const w =
    (z * Math.sqrt(harmonic + lambda)) / harmonic -
    (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (lambda + 5 / 6 - 2 / (3 * harmonic))
  const x = a / (a + b * Math.exp(2 * w))
  return x > 0 && x < 1 ? x : mean
}
