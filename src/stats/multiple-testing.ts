/**
 * Holm's adjusted p values: rejecting those at or below α keeps the chance of any false rejection at α, whatever the
 * dependence (Holm 1979). NaN stays NaN and is not counted as a test.
 */
export function holm(p: Float64Array): Float64Array {
  const order = ascending(p)
  const adjusted = new Float64Array(p.length).fill(NaN)
  let highest = 0
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank]!
    highest = Math.max(highest, (order.length - rank) * p[index]!)
    adjusted[index] = Math.min(1, highest)
  }
  return adjusted
}

/**
 * A p value made ready for an adjustment that is not to pay for questions which answer themselves: above the threshold
 * it is set aside as NaN, below it is divided by the threshold. An adjustment of what is left keeps its promise where
 * the tests are independent and each p is uniformly conservative, as that of a one-sided test against a limit is when
 * the truth lies on the good side of it (Ellis, Pecanka and Goeman 2020; Zhao, Small and Su 2019).
 */
export function conditionalP(p: number, threshold: number): number {
  return p <= threshold ? p / threshold : NaN
}

/**
 * Benjamini and Hochberg's adjusted p values: listing those at or below q keeps the expected share of false ones
 * below q for independent or positively dependent tests (Benjamini & Hochberg 1995). NaN stays NaN, uncounted.
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  return stepUp(p, 1)
}

/** As Benjamini–Hochberg, valid under any dependence and so more cautious (Benjamini & Yekutieli 2001). */
export function benjaminiYekutieli(p: Float64Array): Float64Array {
  let harmonic = 0
  let count = 0
  for (const value of p) if (!Number.isNaN(value)) harmonic += 1 / ++count
  return stepUp(p, harmonic)
}

/** Cumulative minimum from the largest p downwards of factor · m p / rank. */
function stepUp(p: Float64Array, factor: number): Float64Array {
  const order = ascending(p)
  const adjusted = new Float64Array(p.length).fill(NaN)
  let lowest = 1
  for (let rank = order.length; rank > 0; rank--) {
    const index = order[rank - 1]!
    lowest = Math.min(lowest, (factor * order.length * p[index]!) / rank)
    adjusted[index] = lowest
  }
  return adjusted
}

/** Indices of the p values that are numbers, smallest first, earlier first among equals. */
function ascending(p: Float64Array): Int32Array {
  const indices = Int32Array.from(p.keys()).filter((index) => !Number.isNaN(p[index]!))
  return indices.sort((i, j) => p[i]! - p[j]! || i - j)
}
