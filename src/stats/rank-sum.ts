/**
 * Exact two-sided p of Mann and Whitney's u for samples of n and m rows without ties, by counting the arrangements
 * that give each u (Mann & Whitney 1947). Memory grows with n m.
 */
export function exactRankSumP(n: number, m: number, u: number): number {
  // arrangements with each u are the coefficients of the Gaussian binomial Π (1 − x^(m+i)) / (1 − x^i), i = 1..n
  const small = Math.min(n, m)
  const large = Math.max(n, m)
  const counts = new Float64Array(n * m + 1)
  counts[0] = 1
  for (let i = 1; i <= small; i++) {
    for (let k = n * m; k >= large + i; k--) counts[k]! -= counts[k - large - i]!
    for (let k = i; k <= n * m; k++) counts[k]! += counts[k - i]!
  }
  const least = Math.min(u, n * m - u)
  let tail = 0
  let all = 0
  for (let k = 0; k < counts.length; k++) {
    all += counts[k]!
    if (k <= least) tail += counts[k]!
  }
  return Math.min(1, (2 * tail) / all)
}
