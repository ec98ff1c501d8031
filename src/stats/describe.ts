/** Σ values, compensated so that the error does not grow with the length (Neumaier 1974). */
export function sum(values: Float64Array): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  // once the total is infinite the compensation is NaN
  return Number.isFinite(total) ? total + lost : total
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Float64Array): number {
  return sum(values) / values.length
}

/** Mean squared deviation from the mean; divided by n − `lostDegrees`, 1 for a sample and 0 for a population. */
export function variance(values: Float64Array, lostDegrees: 0 | 1 = 1): number {
  if (values.length <= lostDegrees) return NaN
  const centre = mean(values)
  let squares = 0
  let lost = 0
  let drift = 0
  for (let i = 0; i < values.length; i++) {
    const gap = values[i]! - centre
    const square = gap * gap - lost
    const next = squares + square
    lost = next - squares - square
    squares = next
    drift += gap
  }
  // the second term removes what rounding left in the mean (Chan, Golub & LeVeque 1983)
  return (squares - (drift * drift) / values.length) / (values.length - lostDegrees)
}

/** Square root of the variance. */
export function standardDeviation(values: Float64Array, lostDegrees: 0 | 1 = 1): number {
  return Math.sqrt(variance(values, lostDegrees))
}

/** The q quantile of ascending values, interpolated linearly as NumPy does by default (type 7); NaN of nothing. */
export function quantileSorted(sorted: Float64Array, q: number): number {
  if (sorted.length === 0 || !(q >= 0 && q <= 1)) return NaN
  const position = (sorted.length - 1) * q
  const index = Math.floor(position)
  const share = position - index
  const low = sorted[index]!
  if (share === 0) return low
  const high = sorted[index + 1]!
  const gap = high - low
  return share < 0.5 ? low + gap * share : high - gap * (1 - share)
}

/** The median, found without sorting; NaN of nothing or with a NaN. */
export function median(values: Float64Array): number {
  return medianInPlace(values.slice())
}

/** Median of the absolute deviations from the median, unscaled: × 1.4826 estimates a normal standard deviation. */
export function medianAbsoluteDeviation(values: Float64Array): number {
  const centre = median(values)
  return medianInPlace(values.map((value) => Math.abs(value - centre)))
}

/** The median; the values are left in another order. */
export function medianInPlace(values: Float64Array): number {
  const rows = values.length
  if (rows === 0) return NaN
  for (let row = 0; row < rows; row++) if (Number.isNaN(values[row]!)) return NaN
  const middle = rows >>> 1
  const high = select(values, middle)
  if (rows % 2 === 1) return high
  // everything before the middle is not above it now
  let low = -Infinity
  for (let i = 0; i < middle; i++) if (values[i]! > low) low = values[i]!
  return low + (high - low) / 2
}

/**
 * Counts between ascending edges, each bin with its lower edge and without its upper one except the last, as NumPy.
 * Values outside the edges and NaN are not counted.
 */
export function histogram(values: Float64Array, edges: Float64Array): Int32Array {
  const bins = edges.length - 1
  const counts = new Int32Array(Math.max(0, bins))
  if (bins < 1) return counts
  const first = edges[0]!
  const last = edges[bins]!
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!(value >= first && value <= last)) continue
    let low = 0
    let high = bins
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (edges[middle]! <= value) low = middle
      else high = middle
    }
    counts[low]!++
  }
  return counts
}

/** The value that sorting would put at `place`, with none above it before and none below it after (Hoare 1961). */
function select(values: Float64Array, place: number): number {
  let left = 0
  let right = values.length - 1
  while (left < right) {
    // the middle one of three as pivot, so that sorted values are no worst case
    const a = values[left]!
    const b = values[(left + right) >>> 1]!
    const c = values[right]!
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    let i = left
    let j = right
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const kept = values[i]!
      values[i++] = values[j]!
      values[j--] = kept
    }
    if (place <= j) right = j
    else if (place >= i) left = i
    else break
  }
  return values[place]!
}
