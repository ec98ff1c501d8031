import { lnBinomialMass } from './special-functions.ts'

/**
 * P(D ≥ d) of the two-sample Kolmogorov–Smirnov statistic, as SciPy's automatic mode: exact where neither sample
 * exceeds 10,000 rows, else from the one-sample law at the rounded effective size n m / (n + m). `steps` is the
 * integer |i m − j n| at its largest, so that d = steps / (n m). Below 1e-13 only the order of magnitude is kept.
 */
export function twoSampleSurvival(n: number, m: number, steps: number): number {
  // Sums over a lattice can end a rounding beyond what a probability is.
  return Math.min(1, Math.max(0, unroundedTwoSample(n, m, steps)))
}

function unroundedTwoSample(n: number, m: number, steps: number): number {
  if (steps === 0) return 1
  const d = steps / (n * m)
  const effective = (n * m) / (n + m)
  if (Math.max(n, m) > EXACT_UP_TO) return oneSampleSurvival(roundHalfToEven(effective), d)
  if (n === m) return equalSizes(n, steps / n)
  // e exp(−2 d² n m / (n + m)) bounds p (Wei & Dudley 2012), so that far out the lattice need not be walked
  if (2 * effective * d * d > FAR) return Math.min(1, 2 * Math.exp(-2 * effective * d * d))
  return n > m ? latticeOutside(n, m, steps) : latticeOutside(m, n, steps)
}

/** P(D ≥ d) of the one-sample Kolmogorov–Smirnov statistic with n rows (Simard & L'Ecuyer 2011, their choice of methods). */
export function oneSampleSurvival(n: number, d: number): number {
  if (d >= 1) return 0
  const t = n * d
  if (t <= 0.5) return 1
  if (t <= 1) {
    let inside = 1
    for (let i = 1; i <= n && inside > 0; i++) inside *= (i / n) * (2 * t - 1)
    return 1 - inside
  }
  if (t >= n - 1) return 2 * (1 - d) ** n
  const square = t * d
  if (d >= 0.5 || square >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * oneSidedSurvival(n, d))
  if (n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4)) return 1 - durbinMatrix(n, d)
  return 1 - pelzGood(n, d)
}

const EXACT_UP_TO = 10_000
const FAR = 31

/**
 * Two samples of n rows each: 2 Σ_k (−1)^(k+1) C(2n, n − kh) / C(2n, n), nested so that nothing cancels
 * (Gnedenko & Korolyuk 1951).
 */
function equalSizes(n: number, h: number): number {
  let p = 0
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let ratio = 1
    for (let j = 0; j < h; j++) ratio *= (n - k * h - j) / (n + k * h + j + 1)
    p = ratio * (1 - p)
  }
  return 2 * p
}

/**
 * Share of the lattice paths from (0, 0) to (n, m) that touch |i m − j n| ≥ steps. A random path to (i, j) comes from
 * (i − 1, j) with probability i / (i + j), which gives a recurrence in shares rather than in counts (Hodges 1957,
 * Viehmann 2021). One column is kept; cells that no column has reached yet are outside, so 1.
 */
function latticeOutside(n: number, m: number, steps: number): number {
  const outside = new Float64Array(m + 1).fill(1)
  outside.fill(0, 0, Math.min(Math.ceil(steps / n), m + 1))
  for (let i = 1; i <= n; i++) {
    const low = Math.max(0, Math.floor((i * m - steps) / n) + 1)
    const high = Math.min(m, Math.ceil((i * m + steps) / n) - 1)
    if (high < low) return 1
    let share = low === 0 ? 0 : 1
    for (let j = low; j <= high; j++) {
      share = (outside[j]! * i + share * j) / (i + j)
      outside[j] = share
    }
  }
  return outside[m]!
}

/** P(D⁺ ≥ d) = d Σ_j C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j) (Birnbaum & Tingey 1951): no term is negative. */
function oneSidedSurvival(n: number, d: number): number {
  if (2 * n * d * d > 740) return 0
  if (n > 1_000_000) return Math.exp(-((6 * n * d + 1) ** 2) / (18 * n))
  let total = 0
  for (let j = 0; n - j - n * d > 0; j++) {
    const p = d + j / n
    total += Math.exp(lnBinomialMass(j, n, p, (n - j - n * d) / n)) / p
  }
  return d * total
}

/** P(D < d) as an element of the n-th power of a matrix (Durbin 1968; Marsaglia, Tsang & Wang 2003). */
function durbinMatrix(n: number, d: number): number {
  const k = Math.ceil(n * d)
  const h = k - n * d
  const size = 2 * k - 1
  let matrix = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < Math.min(size, row + 2); column++) {
      const gap = row - column + 1
      let value = 1
      if (column === 0) value -= h ** gap
      if (row === size - 1) value -= h ** gap
      if (column === 0 && row === size - 1) value = 1 - 2 * h ** gap + Math.max(0, 2 * h - 1) ** gap
      for (let i = 2; i <= gap; i++) value /= i
      matrix[row * size + column] = value
    }
  }
  // n! / nⁿ times matrixⁿ, with powers of two taken out on the way
  let power: Float64Array<ArrayBuffer> | undefined
  let exponent = 0
  let matrixExponent = 0
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      power = power === undefined ? matrix : product(power, matrix, size)
      exponent += matrixExponent
    }
    if (left === 1) break
    matrix = product(matrix, matrix, size)
    matrixExponent *= 2
    if (matrix[(k - 1) * size + k - 1]! > 2 ** 128) {
      for (let i = 0; i < matrix.length; i++) matrix[i]! *= 2 ** -128
      matrixExponent += 128
    }
  }
  let p = power![(k - 1) * size + k - 1]!
  for (let i = 1; i <= n; i++) {
    p *= i / n
    if (p < 2 ** -128) {
      p *= 2 ** 128
      exponent -= 128
    }
  }
  return Math.min(1, p * 2 ** exponent)
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner]!
      if (factor === 0) continue
      for (let column = 0; column < size; column++) {
        result[row * size + column]! += factor * b[inner * size + column]!
      }
    }
  }
  return result
}

/** P(D < d) to order n^(−3/2), in the form for small z = d √n (Pelz & Good 1976). */
function pelzGood(n: number, d: number): number {
  const z = d * Math.sqrt(n)
  const z2 = z * z
  const z4 = z2 * z2
  const z6 = z4 * z2
  const pi2 = Math.PI ** 2
  let k0 = 0
  let k1 = 0
  let k2 = 0
  let k3 = 0
  let extra2 = 0
  let extra3 = 0
  const terms = Math.ceil((16 * z) / Math.PI)
  for (let k = terms; k >= 1; k--) {
    const odd2 = (2 * k - 1) ** 2
    const weight = Math.exp((-pi2 * odd2) / (8 * z2))
    const u = pi2 * odd2
    k0 += weight
    k1 += weight * (u / 4 - z2)
    k2 += weight * (6 * z6 + 2 * z4 + (u * (2 * z4 - 5 * z2)) / 4 + (u * u * (1 - 2 * z2)) / 16)
    k3 +=
      weight *
      (-30 * z6 -
        90 * z4 * z4 +
        (u * (135 * z4 - 96 * z6)) / 4 +
        (u * u * (212 * z4 - 60 * z2)) / 16 +
        (u * u * u * (5 - 30 * z2)) / 64)
    const even = pi2 * k * k
    const evenWeight = Math.exp(-even / (2 * z2))
    extra2 += even * evenWeight
    extra3 += even * (3 * z2 - even) * evenWeight
  }
  const root = Math.sqrt(2 * Math.PI)
  const first = (root * k0) / z
  const second = (root * k1) / (6 * z4)
  const third = (root * k2) / (72 * z6 * z) - (root * extra2) / (36 * z2 * z)
  const fourth = (root * k3) / (6480 * z6 * z4) + (root * extra3) / (216 * z6)
  return first + second / Math.sqrt(n) + third / n + fourth / (n * Math.sqrt(n))
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
