import { hypergeometricMass } from './distributions.ts'

/**
 * Two-sided p of Fisher's exact test on the table [[a, b], [c, d]]: the probability, with all margins fixed, of the
 * tables that are no likelier than this one. 1 when a margin is empty (Fisher 1934; two-sided as in R and SciPy).
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const good = a + b
  const bad = c + d
  const draws = a + c
  const lowest = Math.max(0, draws - bad)
  const highest = Math.min(draws, good)
  if (lowest === highest) return 1
  // Ties are decided with a slack of 1e-14, as SciPy does: equal probabilities differ in their last bits.
  const limit = hypergeometricMass(a, good, bad, draws) * (1 + 1e-14)
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((draws + 1) * (good + 1)) / (good + bad + 2))))
  const total = tail(lowest, mode, 1, limit, good, bad, draws) + tail(highest, mode + 1, -1, limit, good, bad, draws)
  return Math.min(1, total)
}

/** Sum of the masses up to `limit` on one side of the mode, where they only grow: from the end by their ratios. */
function tail(
  end: number,
  mode: number,
  step: 1 | -1,
  limit: number,
  good: number,
  bad: number,
  draws: number,
): number {
  const inside = (k: number): boolean => (step === 1 ? k <= mode : k >= mode)
  if (!inside(end)) return 0
  // The last k on this side whose mass is within the limit, by bisection: masses are monotone here.
  let within = end
  let beyond = mode + step
  if (hypergeometricMass(end, good, bad, draws) > limit) return 0
  while (Math.abs(beyond - within) > 1) {
    const middle = Math.trunc((within + beyond) / 2)
    if (hypergeometricMass(middle, good, bad, draws) <= limit) within = middle
    else beyond = middle
  }
  // Downhill from there each mass is the one before times a ratio of four counts.
  let mass = hypergeometricMass(within, good, bad, draws)
  let total = mass
  for (let k = within; k !== end && mass > total * 2 ** -54; k -= step) {
    mass *=
      step === 1
        ? (k / (good - k + 1)) * ((bad - draws + k) / (draws - k + 1))
        : ((good - k) / (k + 1)) * ((draws - k) / (bad - draws + k + 1))
    total += mass
  }
  return total
}
