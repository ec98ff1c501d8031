/** Numbers that exports write where a value is missing. */
const candidates = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999]

/** Values that repeat less often say little. */
const fewestRepeats = 10
const leastShare = 0.01

/** -1 beside 0 and 1 is an answer; beside many counts it is none of them. */
const fewestSteps = 10

/**
 * Candidates that come again and again beyond all other values, with a gap to them as wide as those spread themselves:
 * -999 among ages; or the only ones below zero.
 */
export function sentinels(values: Float64Array): readonly (readonly [value: number, count: number])[] {
  const counts = new Map(candidates.map((value) => [value, 0]))
  let [low, high, present] = [Infinity, -Infinity, 0]
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!Number.isFinite(value)) continue
    present++
    // Most numbers of a large column are no whole ones, and looking those up takes longer than all the rest.
    const count = Number.isInteger(value) ? counts.get(value) : undefined
    if (count !== undefined) counts.set(value, count + 1)
    else if (value < low) low = value
    if (count === undefined && value > high) high = value
  }
  const often = [...counts].filter(([, count]) => count >= Math.max(fewestRepeats, leastShare * present))
  // A value on its own has no spread to be far from.
  if (!(high > low)) return []
  const isFar = (value: number) => (value < low ? low - value : value - high) > high - low
  const isOdd = (value: number) => value < 0 && low >= 0 && high - low >= fewestSteps
  return often.filter(([value]) => isFar(value) || isOdd(value))
}
