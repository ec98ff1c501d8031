import type { StreamKey } from '../core/random.ts'
import { ascendingOrder } from './order.ts'
import { permutationTest } from './permutation.ts'
import type { PermutationTest } from './permutation.ts'

export interface PermutationOptions {
  readonly key: StreamKey
  readonly permutations?: number
}

/** Wasserstein's distance of order 1 between two samples, with a permutation p; NaN when a side is empty or holds NaN. */
export function wassersteinTest(a: Float64Array, b: Float64Array, options: PermutationOptions): PermutationTest {
  return pooledTest(a, b, Math.abs, (area) => area, options)
}

/** Energy distance √(2 ∫(F − G)²) between two samples, with a permutation p; NaN when a side is empty or holds NaN. */
export function energyTest(a: Float64Array, b: Float64Array, options: PermutationOptions): PermutationTest {
  return pooledTest(
    a,
    b,
    (gap) => gap * gap,
    (area) => Math.sqrt(2 * area),
    options,
  )
}

/** The pooled values are sorted once; each permutation is one walk over them. */
function pooledTest(
  a: Float64Array,
  b: Float64Array,
  ofGap: (gap: number) => number,
  ofArea: (area: number) => number,
  { key, permutations = 999 }: PermutationOptions,
): PermutationTest {
  const n = a.length
  const m = b.length
  const values = new Float64Array(n + m)
  values.set(a)
  values.set(b, n)
  const order = ascendingOrder(values)
  if (n === 0 || m === 0 || Number.isNaN(values[order.at(-1)!]!)) return { statistic: NaN, p: NaN }
  const inA = new Uint8Array(n + m)
  const statistic = (rows: Int32Array): number => {
    inA.fill(0)
    for (let i = 0; i < n; i++) inA[rows[i]!] = 1
    let area = 0
    let countA = 0
    for (let i = 0; i + 1 < order.length; i++) {
      countA += inA[order[i]!]!
      const step = values[order[i + 1]!]! - values[order[i]!]!
      if (step > 0) area += ofGap(countA / n - (i + 1 - countA) / m) * step
    }
    return ofArea(area)
  }
  return permutationTest(statistic, n, m, permutations, key)
}
