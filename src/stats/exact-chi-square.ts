import { lnGamma } from './special-functions.ts'

/**
 * Exact p of Pearson's statistic on two samples over categories, given both totals and those of every category: the
 * probability of the tables whose statistic is at least as large (Freeman & Halton 1951, ordered by chi-square). For
 * a few dozen rows: the work grows with the number of distinct tables.
 */
export function exactChiSquareP(countsA: readonly number[], countsB: readonly number[]): number {
  const totals = countsA.map((count, i) => count + countsB[i]!)
  // Given the totals the statistic grows with Σ a² / t. Times the least common multiple of the t it is an integer, so
  // equal statistics compare equal.
  const scale = totals.reduce((multiple, total) => (multiple / divisor(multiple, total)) * total, 1)
  const rowsA = countsA.reduce((all, count) => all + count, 0)
  const observed = countsA.reduce((all, count, i) => all + count * count * (scale / totals[i]!), 0)

  // ways of filling the categories so far, by rows of A used and by the sum: probabilities up to the last division
  let states = new Map<number, number>([[0, 1]])
  for (const total of totals) {
    const weight = scale / total
    const next = new Map<number, number>()
    for (const [key, ways] of states) {
      const used = Math.floor(key / SUM_LIMIT)
      let choices = ways
      for (let count = 0; count <= total && used + count <= rowsA; count++) {
        const target = key + count * SUM_LIMIT + count * count * weight
        next.set(target, (next.get(target) ?? 0) + choices)
        choices *= (total - count) / (count + 1)
      }
    }
    states = next
  }

  let extreme = 0
  for (const [key, ways] of states) {
    const sum = key - rowsA * SUM_LIMIT
    if (sum >= observed) extreme += ways
  }
  return Math.min(
    1,
    extreme /
      choose(
        totals.reduce((all, total) => all + total, 0),
        rowsA,
      ),
  )
}

/** Above any Σ a² · scale / t for fewer than 40 rows. */
const SUM_LIMIT = 2 ** 32

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

function choose(n: number, k: number): number {
  return Math.round(Math.exp(lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1)))
}
