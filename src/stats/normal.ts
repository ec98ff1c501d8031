/** P(Z ≤ z) of the standard normal, with relative precision in both tails (Cody 1969, "Rational Chebyshev approximations for the error function"). */
export function normalCdf(z: number): number {
  const size = Math.abs(z)
  if (size < 0.67448975) return 0.5 + centralArea(z)
  const tail = upperTail(size)
  return z > 0 ? 1 - tail : tail
}

/** P(Z > z) of the standard normal, with relative precision in both tails. */
export function normalSurvival(z: number): number {
  return normalCdf(-z)
}

/** The error function. */
export function erf(x: number): number {
  if (Math.abs(x) < 0.476936) return 2 * centralArea(x * Math.SQRT2)
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1
}

/** The complementary error function 1 − erf(x), with relative precision for large x. */
export function erfc(x: number): number {
  return 2 * normalCdf(-x * Math.SQRT2)
}

/** The z with P(Z ≤ z) = p (Wichura 1988, algorithm AS 241, about 1 part in 10^16); ±Infinity at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE_NUMERATOR, CENTRE_DENOMINATOR)
  return q < 0 ? -tailQuantile(p) : tailQuantile(1 - p)
}

/** The half-width in standard errors of a two-sided interval: 1.96 at level 0.95. */
export function twoSidedZ(level: number): number {
  return -normalQuantile((1 - level) / 2)
}

function tailQuantile(tail: number): number {
  if (tail === 0) return Infinity
  const r = Math.sqrt(-Math.log(tail))
  return r <= 5 ? ratio(r - 1.6, MIDDLE_NUMERATOR, MIDDLE_DENOMINATOR) : ratio(r - 5, FAR_NUMERATOR, FAR_DENOMINATOR)
}

/** Φ(z) − ½ for |z| < 0.675. */
function centralArea(z: number): number {
  const square = z * z
  let above = AREA_NUMERATOR[4]! * square
  let below = square
  for (let i = 0; i < 3; i++) {
    above = (above + AREA_NUMERATOR[i]!) * square
    below = (below + AREA_DENOMINATOR[i]!) * square
  }
  return (z * (above + AREA_NUMERATOR[3]!)) / (below + AREA_DENOMINATOR[3]!)
}

/** P(Z > z) for z ≥ 0.674. */
function upperTail(z: number): number {
  if (z > 38.6) return 0
  if (Number.isNaN(z)) return NaN
  let scaled: number
  if (z <= Math.sqrt(32)) {
    let above = NEAR_NUMERATOR[8]! * z
    let below = z
    for (let i = 0; i < 7; i++) {
      above = (above + NEAR_NUMERATOR[i]!) * z
      below = (below + NEAR_DENOMINATOR[i]!) * z
    }
    scaled = (above + NEAR_NUMERATOR[7]!) / (below + NEAR_DENOMINATOR[7]!)
  } else {
    const inverse = 1 / (z * z)
    let above = TAIL_NUMERATOR[5]! * inverse
    let below = inverse
    for (let i = 0; i < 4; i++) {
      above = (above + TAIL_NUMERATOR[i]!) * inverse
      below = (below + TAIL_DENOMINATOR[i]!) * inverse
    }
    const correction = (inverse * (above + TAIL_NUMERATOR[4]!)) / (below + TAIL_DENOMINATOR[4]!)
    scaled = (ONE_OVER_ROOT_TWO_PI - correction) / z
  }
  // exp(−z²/2) in two factors, because the square of z is rounded
  const coarse = Math.trunc(z * 16) / 16
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(z - coarse) * (z + coarse) * 0.5) * scaled
}

/** A ratio of two polynomials, coefficients from the constant upwards. */
function ratio(x: number, numerator: readonly number[], denominator: readonly number[]): number {
  return polynomial(x, numerator) / polynomial(x, denominator)
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!
  return value
}

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327

const AREA_NUMERATOR = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745,
]
const AREA_DENOMINATOR = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const NEAR_NUMERATOR = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
]
const NEAR_DENOMINATOR = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
]
const TAIL_NUMERATOR = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
  0.023073441764940174,
]
const TAIL_DENOMINATOR = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
]

const CENTRE_NUMERATOR = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_DENOMINATOR = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const MIDDLE_NUMERATOR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const MIDDLE_DENOMINATOR = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const FAR_NUMERATOR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const FAR_DENOMINATOR = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]
