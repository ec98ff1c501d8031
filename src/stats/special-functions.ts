const HALF_LN_TWO_PI = 0.9189385332046728
const EPSILON = 2 ** -52
const TINY = 1e-300

/** ln Γ(x) for x > 0, by Stirling's series after shifting x above 15; NaN below 0, Infinity at 0. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN
  if (x === Infinity) return Infinity
  let product = 1
  let shifted = x
  while (shifted < STIRLING_FROM) product *= shifted++
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LN_TWO_PI + stirlingSeries(shifted) - Math.log(product)
}

/** ln B(a, b), the logarithm of the complete beta function, without the cancellation of three large ln Γ. */
export function lnBeta(a: number, b: number): number {
  const n = a + b
  // B(a, b) = (a + b) / (a b C(n, a)), and C(n, a) is the binomial mass at p = a / n without its powers
  return Math.log(n / (a * b)) - lnBinomialMass(a, n, a / n, b / n) + a * Math.log(a / n) + b * Math.log(b / n)
}

/**
 * ln of C(n, x) p^x q^(n−x) for real 0 ≤ x ≤ n, where q = 1 − p is given apart so that neither tail is rounded.
 *
 * Saddle-point form, exact to rounding for any n (Loader 2000, "Fast and Accurate Computation of Binomial
 * Probabilities").
 */
export function lnBinomialMass(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 0 : -Infinity
  if (q === 0) return x === n ? 0 : -Infinity
  if (x === 0) return n === 0 ? 0 : p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q)
  if (x === n) return q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p)
  const correction = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
  const exponent = correction - deviance(x, n * p) - deviance(n - x, n * q)
  return exponent + 0.5 * Math.log(n / x / (n - x)) - HALF_LN_TWO_PI
}

/** ln of e^−m m^x / Γ(x + 1) for real x ≥ 0 (Loader 2000). */
export function lnPoissonMass(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 0 : -Infinity
  if (x === 0) return -mean
  return -stirlingError(x) - deviance(x, mean) - 0.5 * Math.log(x) - HALF_LN_TWO_PI
}

/** Regularised incomplete beta function I_x(a, b); give y = 1 − x where it is known better than the subtraction. */
export function betaRegularised(a: number, b: number, x: number, y = 1 - x): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN
  if (!(y > 0)) return 1
  if (isUpperPart(a, b, x)) return 1 - Math.exp(lnBetaLowerPart(b, a, y, x))
  return Math.exp(lnBetaLowerPart(a, b, x, y))
}

/** ln I_x(a, b), good where I_x(a, b) itself underflows. */
export function lnBetaRegularised(a: number, b: number, x: number, y = 1 - x): number {
  if (!(x > 0)) return x <= 0 ? -Infinity : NaN
  if (!(y > 0)) return 0
  if (isUpperPart(a, b, x)) return Math.log1p(-Math.exp(lnBetaLowerPart(b, a, y, x)))
  return lnBetaLowerPart(a, b, x, y)
}

/** Regularised lower incomplete gamma function P(a, x). */
export function gammaRegularisedLower(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
}

/** Regularised upper incomplete gamma function Q(a, x), with its relative precision kept far into the tail. */
export function gammaRegularisedUpper(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 1 : NaN
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

const STIRLING_FROM = 15

/** lnΓ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 15: the tail of Stirling's series, from the Bernoulli numbers. */
function stirlingSeries(x: number): number {
  const s = 1 / (x * x)
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)))))) / x
}

/** ln Γ(x + 1) less Stirling's approximation (x + ½) ln x − x + ½ ln 2π, for x > 0. */
function stirlingError(x: number): number {
  if (x >= STIRLING_FROM) return stirlingSeries(x)
  if (Number.isInteger(x)) return STIRLING_ERRORS[x]!
  return stirlingErrorBelow(x)
}

function stirlingErrorBelow(x: number): number {
  let error = 0
  let shifted = x
  for (; shifted < STIRLING_FROM; shifted++) error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1
  return error + stirlingSeries(shifted)
}

const STIRLING_ERRORS = Float64Array.from({ length: STIRLING_FROM }, (_, x) => (x === 0 ? NaN : stirlingErrorBelow(x)))

/** x ln(x / mean) + mean − x without cancellation near x = mean (Loader's D₀). */
function deviance(x: number, mean: number): number {
  const gap = x - mean
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap
  const v = gap / (x + mean)
  const square = v * v
  let total = gap * v
  let power = 2 * x * v
  for (let j = 3; ; j += 2) {
    power *= square
    const next = total + power / j
    if (next === total) return total
    total = next
  }
}

function isUpperPart(a: number, b: number, x: number): boolean {
  return x > (a + 1) / (a + b + 2)
}

/** ln I_x(a, b) where x is below the mean, so that the continued fraction converges (DLMF 8.17.22, even part). */
function lnBetaLowerPart(a: number, b: number, x: number, y: number): number {
  const n = a + b
  const lnPowers = lnBinomialMass(a, n, x, y) + Math.log((a / n) * b)
  let fraction = betaDenominator(a, b, x, y, 0)
  if (fraction === 0) fraction = TINY
  let c = fraction
  let d = 0
  for (let m = 1; m < 1_000_000; m++) {
    const wide = a + 2 * m - 1
    const numerator = ((a + m - 1) / wide) * ((n + m - 1) / wide) * m * (b - m) * x * x
    const denominator = betaDenominator(a, b, x, y, m)
    d = denominator + numerator * d
    if (d === 0) d = TINY
    c = denominator + numerator / c
    if (c === 0) c = TINY
    d = 1 / d
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) <= EPSILON) break
  }
  return lnPowers - Math.log(fraction)
}

function betaDenominator(a: number, b: number, x: number, y: number, m: number): number {
  const cross = m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1)
  return m + cross + ((a + m) * (a * y - b * x + 1 + m * (2 - x))) / (a + 2 * m + 1)
}

/** P(a, x) by its power series (DLMF 8.11.4). */
function gammaSeries(a: number, x: number): number {
  let term = 1
  let total = 1
  for (let n = 1; term > total * EPSILON * 0.5; n++) {
    term *= x / (a + n)
    total += term
  }
  return total * Math.exp(lnPoissonMass(a, x))
}

/** Q(a, x) by its continued fraction (DLMF 8.9.2), evaluated by Lentz's method. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 1_000_000; i++) {
    const numerator = -i * (i - a)
    b += 2
    d = numerator * d + b
    if (d === 0) d = TINY
    c = b + numerator / c
    if (c === 0) c = TINY
    d = 1 / d
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) <= EPSILON) break
  }
  return fraction * a * Math.exp(lnPoissonMass(a, x))
}
