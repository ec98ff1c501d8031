import { normalQuantile } from './normal.ts'

/**
 * Rows at which an estimate like this one would be told from its limit: n ((z_α + z_β) se / |estimate − limit|)², with
 * se at n rows. Infinity where the estimate is on the limit.
 */
export function rowsNeeded(
  estimate: number,
  standardError: number,
  rows: number,
  limit: number,
  alpha = 0.05,
  power = 0.8,
): number {
  const z = -normalQuantile(alpha) + normalQuantile(power)
  return Math.ceil(rows * ((z * standardError) / (estimate - limit)) ** 2)
}

/** Rows without a single failure after which a failure rate of `limit` is ruled out: ln α / ln(1 − limit), rounded up. */
export function rowsWithoutFailure(limit: number, alpha = 0.05): number {
  return limit >= 1 ? 1 : Math.ceil(Math.log(alpha) / Math.log1p(-limit))
}

/**
 * The smallest Kolmogorov–Smirnov gap that two samples of n and m rows show at level α: √(−½ ln(α/2)) √((n + m) / nm)
 * (Smirnov 1948, asymptotic). Infinity when a side is empty.
 */
export function minimalDetectableKs(n: number, m: number, alpha = 0.05): number {
  return Math.sqrt(-0.5 * Math.log(alpha / 2)) * Math.sqrt(1 / n + 1 / m)
}

/**
 * The smallest Cramér's V between two samples over `categories` that reaches level α: √(χ²_α / N), with the chi-square
 * quantile of Wilson & Hilferty 1931. Infinity when a side is empty.
 */
export function minimalDetectableV(n: number, m: number, categories: number, alpha = 0.05): number {
  if (n === 0 || m === 0) return Infinity
  const df = Math.max(1, categories - 1)
  const quantile = df * (1 - 2 / (9 * df) - normalQuantile(alpha) * Math.sqrt(2 / (9 * df))) ** 3
  return Math.sqrt(quantile / (n + m))
}

/** The smallest difference of two rates near `rate` that a two-sided test at level α finds with this power. */
export function minimalDetectableDifference(n: number, m: number, rate: number, alpha = 0.05, power = 0.8): number {
  const z = -normalQuantile(alpha / 2) + normalQuantile(power)
  return z * Math.sqrt(rate * (1 - rate) * (1 / n + 1 / m))
}
