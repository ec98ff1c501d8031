/** The smallest k with P(X ≤ k) ≥ level for X ~ Binomial(trials, rate). */
export function binomialQuantile(level: number, trials: number, rate: number): number {
  let mass = (1 - rate) ** trials
  let sum = mass
  let k = 0
  while (sum < level && k < trials) {
    k++
    mass *= ((trials - k + 1) / k) * (rate / (1 - rate))
    sum += mass
  }
  return k
}
