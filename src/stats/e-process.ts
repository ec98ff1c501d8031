import { lnBeta, lnBetaRegularised } from './special-functions.ts'

/**
 * ln E_n of the mixture e-process against an error rate of at most p0, after `errors` in `trials`: the likelihood
 * averaged over all rates above p0, over the likelihood at p0. Alarm once it reaches ln(1/α): the chance of ever doing
 * so while the rate is at most p0 is below α, however often one looks (Ville 1939; Robbins 1970).
 */
export function mixtureLogE(errors: number, trials: number, p0: number): number {
  if (p0 <= 0) return errors > 0 ? Infinity : 0 - Math.log(trials + 1)
  if (p0 >= 1) return 0
  const right = trials - errors
  return (
    lnBeta(errors + 1, right + 1) +
    lnBetaRegularised(right + 1, errors + 1, 1 - p0, p0) -
    Math.log1p(-p0) -
    errors * Math.log(p0) -
    right * Math.log1p(-p0)
  )
}

/**
 * E of the betting martingale on a grid of 39 rates above p0 (up to p0 + 0.6, at most 0.95), after `failures` in
 * `trials`: stop as soon as it reaches 1/α, to save queries (Waudby-Smith & Ramdas 2024).
 */
export function bettingE(failures: number, trials: number, p0: number): number {
  let total = 0
  for (const rate of alternatives(p0)) {
    total += Math.exp(failures * Math.log(rate / p0) + (trials - failures) * (Math.log1p(-rate) - Math.log1p(-p0)))
  }
  return total / GRID
}

/** Evidence that an error rate has risen above p0 at some time; the same object is carried from row to row. */
export interface ChangeDetector {
  readonly p0: number
  readonly rates: Float64Array
  /** Shiryaev–Roberts sums, one per alternative rate. */
  readonly evidence: Float64Array
}

/** A detector that has seen nothing. */
export function changeDetector(p0: number): ChangeDetector {
  return { p0, rates: alternatives(p0), evidence: new Float64Array(GRID) }
}

/**
 * Takes one more row into account and gives the evidence so far: R ← (R + 1) · e for each alternative, averaged (Shin,
 * Ramdas & Rinaldo 2023, "E-detectors"). Alarming at 1/α gives at least 1/α rows between false alarms on average.
 */
export function observe({ p0, rates, evidence }: ChangeDetector, isError: boolean): number {
  let total = 0
  for (let i = 0; i < GRID; i++) {
    const factor = isError ? rates[i]! / p0 : (1 - rates[i]!) / (1 - p0)
    // far past any alarm the sums stop growing instead of overflowing
    evidence[i] = Math.min(1e300, (evidence[i]! + 1) * factor)
    total += evidence[i]! / GRID
  }
  return total
}

/**
 * Which hypotheses to reject at false discovery rate α, from e-values of any dependence: the k with the largest, for
 * the largest k whose smallest reaches m/(kα) (Wang & Ramdas 2022, e-BH). NaN is never rejected and not counted.
 */
export function eBenjaminiHochberg(e: Float64Array, alpha: number): Uint8Array {
  const sorted = e.filter((value) => !Number.isNaN(value)).sort()
  const tests = sorted.length
  let bar = Infinity
  for (let k = tests; k >= 1; k--) {
    if (sorted[tests - k]! < tests / (k * alpha)) continue
    bar = sorted[tests - k]!
    break
  }
  const isAny = tests > 0 && sorted[tests - 1]! >= bar
  return Uint8Array.from(e, (value) => (isAny && value >= bar ? 1 : 0))
}

/** The α of the k-th look, from 1: 6α/(π²k²), which adds up to α over all looks. */
export function spentAlpha(alpha: number, look: number): number {
  return (6 * alpha) / (Math.PI * look) ** 2
}

const GRID = 39

/** Evenly spaced above p0, up to p0 + 0.6 but short of 1. */
function alternatives(p0: number): Float64Array {
  const highest = p0 < 0.95 ? Math.min(p0 + 0.6, 0.95) : (1 + p0) / 2
  return Float64Array.from({ length: GRID }, (_, i) => p0 + ((highest - p0) * (i + 1)) / GRID)
}
