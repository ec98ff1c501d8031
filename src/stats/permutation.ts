import { integerAt } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { everyRow } from '../core/rows.ts'

export interface PermutationTest {
  readonly statistic: number
  readonly p: number
}

/**
 * Permutation test that two groups are exchangeable: `statistic` is given row numbers, the first n of them being group
 * A, and is larger the more the groups differ. p = (1 + exceedances) / (1 + permutations), so never 0 (Phipson & Smyth
 * 2010). NaN when the statistic is.
 */
export function permutationTest(
  statistic: (rows: Int32Array) => number,
  n: number,
  m: number,
  permutations: number,
  key: StreamKey,
): PermutationTest {
  const identity = everyRow(n + m)
  const observed = statistic(identity)
  if (Number.isNaN(observed)) return { statistic: NaN, p: NaN }
  // equal statistics summed in another order differ by rounding
  const bar = observed - 1e-12 * Math.abs(observed)
  const rows = new Int32Array(n + m)
  let exceedances = 0
  for (let permutation = 0; permutation < permutations; permutation++) {
    rows.set(identity)
    for (let row = 0; row < n; row++) {
      const pick = row + integerAt(key, row, permutation, n + m - row)
      const kept = rows[row]!
      rows[row] = rows[pick]!
      rows[pick] = kept
    }
    if (statistic(rows) >= bar) exceedances++
  }
  return { statistic: observed, p: (1 + exceedances) / (1 + permutations) }
}
