import { chiSquareSurvival } from './distributions.ts'
import { exactChiSquareP } from './exact-chi-square.ts'
import { twoSampleSurvival } from './kolmogorov.ts'
import { exactRankSumP } from './rank-sum.ts'
import { normalSurvival } from './normal.ts'

export interface KolmogorovSmirnov {
  /** The largest gap between the two empirical distribution functions. */
  readonly statistic: number
  readonly p: number
  /** The area between them, in the units of the values: Wasserstein's distance of order 1. */
  readonly wasserstein: number
}

/**
 * Two-sample Kolmogorov–Smirnov test and Wasserstein distance from one merge of two ascending arrays. All NaN when a
 * side is empty or holds NaN (which sorts to the end). Conservative with ties: take categories below about 20 values.
 */
export function kolmogorovSmirnov(sortedA: Float64Array, sortedB: Float64Array): KolmogorovSmirnov {
  const n = sortedA.length
  const m = sortedB.length
  if (isUnusable(sortedA) || isUnusable(sortedB)) return { statistic: NaN, p: NaN, wasserstein: NaN }
  let i = 0
  let j = 0
  let steps = 0
  let area = 0
  let lost = 0
  let gap = 0
  let previous = sortedA[0]! < sortedB[0]! ? sortedA[0]! : sortedB[0]!
  // at every distinct value x: area += |i/n − j/m| (x − previous); statistic = max |i/n − j/m|, both times n m
  while (i < n || j < m) {
    const x = j >= m || (i < n && sortedA[i]! < sortedB[j]!) ? sortedA[i]! : sortedB[j]!
    if (gap !== 0) {
      const slab = gap * (x - previous) - lost
      const next = area + slab
      lost = next - area - slab
      area = next
    }
    previous = x
    while (i < n && sortedA[i]! === x) i++
    while (j < m && sortedB[j]! === x) j++
    gap = Math.abs(i * m - j * n)
    if (gap > steps) steps = gap
  }
  return { statistic: steps / (n * m), p: twoSampleSurvival(n, m, steps), wasserstein: area / (n * m) }
}

/**
 * Energy distance √(2 ∫(F − G)²) between two ascending arrays, in the square root of the units of the values
 * (Székely & Rizzo 2013). NaN when a side is empty or holds NaN.
 */
export function energyDistance(sortedA: Float64Array, sortedB: Float64Array): number {
  const n = sortedA.length
  const m = sortedB.length
  if (isUnusable(sortedA) || isUnusable(sortedB)) return NaN
  let i = 0
  let j = 0
  let area = 0
  let gap = 0
  let previous = 0
  while (i < n || j < m) {
    const x = j >= m || (i < n && sortedA[i]! < sortedB[j]!) ? sortedA[i]! : sortedB[j]!
    if (gap !== 0) area += gap * gap * (x - previous)
    previous = x
    while (i < n && sortedA[i]! === x) i++
    while (j < m && sortedB[j]! === x) j++
    gap = i / n - j / m
  }
  return Math.sqrt(2 * area)
}

export interface MannWhitney {
  /** Pairs in which A is larger, ties counting half. */
  readonly u: number
  readonly p: number
  /** u over the number of pairs: the chance that a row of A exceeds one of B. */
  readonly auc: number
}

/**
 * Two-sided Mann–Whitney test from two ascending arrays: exact where a side has at most 8 rows, no value is tied and
 * there are at most 100,000 pairs; else normal with corrections for ties and continuity. All NaN when a side is empty
 * or holds NaN; p is 1 when all values are equal (Mann & Whitney 1947).
 */
export function mannWhitney(sortedA: Float64Array, sortedB: Float64Array): MannWhitney {
  const n = sortedA.length
  const m = sortedB.length
  if (isUnusable(sortedA) || isUnusable(sortedB)) return { u: NaN, p: NaN, auc: NaN }
  let i = 0
  let j = 0
  let twiceU = 0
  let ties = 0
  while (i < n || j < m) {
    const x = j >= m || (i < n && sortedA[i]! < sortedB[j]!) ? sortedA[i]! : sortedB[j]!
    const startA = i
    const startB = j
    while (i < n && sortedA[i]! === x) i++
    while (j < m && sortedB[j]! === x) j++
    twiceU += (i - startA) * (startB + j)
    const tied = i - startA + j - startB
    ties += tied * tied * tied - tied
  }
  const u = twiceU / 2
  const auc = u / (n * m)
  if (ties === 0 && Math.min(n, m) <= 8 && n * m <= 100_000) return { u, p: exactRankSumP(n, m, u), auc }
  const all = n + m
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))))
  const z = (Math.max(u, n * m - u) - (n * m) / 2 - 0.5) / spread
  return { u, p: spread > 0 ? Math.min(1, 2 * normalSurvival(z)) : 1, auc }
}

/** Counts per category, the same categories in the same order on both sides. */
export type Counts = ArrayLike<number>

export interface ChiSquare {
  readonly statistic: number
  readonly df: number
  readonly p: number
  /** True when p is exact, given the totals, because there are fewer than 40 rows. */
  readonly exact: boolean
}

/**
 * Pearson's test that two samples share one distribution over categories, neither side taken as known.
 *
 * Categories with an expected count below 5 are pooled, with the rarest of the others where the pool stays below 5.
 * Below 40 rows nothing is pooled and p is exact: the share of all tables with these totals whose statistic is as
 * large. p is 1 where fewer than two categories are left, and NaN when a side is empty.
 */
export function chiSquareTest(countsA: Counts, countsB: Counts): ChiSquare {
  const cells = occupied(countsA, countsB)
  const { totalA, totalB } = cells
  if (totalA === 0 || totalB === 0) return { statistic: NaN, df: NaN, p: NaN, exact: false }
  if (totalA + totalB < 40) {
    const statistic = pearson(cells)
    return { statistic, df: cells.a.length - 1, p: exactChiSquareP(cells.a, cells.b), exact: true }
  }
  const pooled = poolRare(cells)
  const statistic = pearson(pooled)
  const df = pooled.a.length - 1
  return { statistic, df, p: chiSquareSurvival(statistic, df), exact: false }
}

/**
 * Cramér's V of two samples over categories, corrected for bias so that it is near 0 for equal distributions at any
 * sample size (Bergsma 2013). 0 when all rows are in one category, NaN when a side is empty.
 */
export function cramersV(countsA: Counts, countsB: Counts): number {
  const cells = occupied(countsA, countsB)
  if (cells.totalA === 0 || cells.totalB === 0) return NaN
  return correctedV(pearson(cells), cells.totalA + cells.totalB, 2, cells.a.length)
}

/** Pearson's chi-square of a contingency table of any size, rows first; empty rows and columns are left out. */
export function chiSquareTable(table: readonly Counts[]): ChiSquare {
  const { statistic, rows, columns } = tableStatistic(table)
  const df = (rows - 1) * (columns - 1)
  return { statistic, df, p: chiSquareSurvival(statistic, df), exact: false }
}

/** Cramér's V of a contingency table, corrected for bias (Bergsma 2013); 0 with a single row or column, NaN if empty. */
export function cramersVTable(table: readonly Counts[]): number {
  const { statistic, total, rows, columns } = tableStatistic(table)
  return correctedV(statistic, total, rows, columns)
}

/**
 * Population stability index Σ (a − b) ln(a / b) with ½ added to every cell, and its p: over 1/n + 1/m it is
 * chi-square with cells − 1 degrees of freedom when nothing has moved (Yurdakul 2018). Cells empty on both sides are
 * left out; NaN when a side is empty.
 */
export function psi(countsA: Counts, countsB: Counts): { readonly psi: number; readonly p: number } {
  const { a, b, totalA, totalB } = occupied(countsA, countsB)
  if (totalA === 0 || totalB === 0) return { psi: NaN, p: NaN }
  let index = 0
  for (let i = 0; i < a.length; i++) {
    const shareA = (a[i]! + 0.5) / (totalA + a.length / 2)
    const shareB = (b[i]! + 0.5) / (totalB + a.length / 2)
    index += (shareA - shareB) * Math.log(shareA / shareB)
  }
  return { psi: index, p: chiSquareSurvival(index / (1 / totalA + 1 / totalB), a.length - 1) }
}

/** Jensen–Shannon distance in base 2, so between 0 and 1 (Endres & Schindelin 2003). NaN when a side is empty. */
export function jensenShannon(countsA: Counts, countsB: Counts): number {
  const { a, b, totalA, totalB } = occupied(countsA, countsB)
  if (totalA === 0 || totalB === 0) return NaN
  let divergence = 0
  for (let i = 0; i < a.length; i++) {
    const shareA = a[i]! / totalA
    const shareB = b[i]! / totalB
    const middle = (shareA + shareB) / 2
    if (shareA > 0) divergence += shareA * Math.log2(shareA / middle)
    if (shareB > 0) divergence += shareB * Math.log2(shareB / middle)
  }
  return Math.sqrt(Math.max(0, divergence / 2))
}

/**
 * Kullback–Leibler divergence Σ a ln(a / b) of A from B in nats, with ½ added to every cell so that it is finite.
 * Cells empty on both sides are left out; NaN when a side is empty.
 */
export function kullbackLeibler(countsA: Counts, countsB: Counts): number {
  const { a, b, totalA, totalB } = occupied(countsA, countsB)
  if (totalA === 0 || totalB === 0) return NaN
  let divergence = 0
  for (let i = 0; i < a.length; i++) {
    const shareA = (a[i]! + 0.5) / (totalA + a.length / 2)
    const shareB = (b[i]! + 0.5) / (totalB + a.length / 2)
    divergence += shareA * Math.log(shareA / shareB)
  }
  return divergence
}

/** Hellinger distance √(½ Σ (√a − √b)²) between 0 and 1. NaN when a side is empty. */
export function hellinger(countsA: Counts, countsB: Counts): number {
  const { a, b, totalA, totalB } = occupied(countsA, countsB)
  if (totalA === 0 || totalB === 0) return NaN
  let squares = 0
  for (let i = 0; i < a.length; i++) squares += (Math.sqrt(a[i]! / totalA) - Math.sqrt(b[i]! / totalB)) ** 2
  return Math.sqrt(squares / 2)
}

/** The largest absolute difference between the shares of a category, between 0 and 1. NaN when a side is empty. */
export function largestShareChange(countsA: Counts, countsB: Counts): number {
  const { a, b, totalA, totalB } = occupied(countsA, countsB)
  if (totalA === 0 || totalB === 0) return NaN
  let largest = 0
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! / totalA - b[i]! / totalB))
  return largest
}

function isUnusable(sorted: Float64Array): boolean {
  return sorted.length === 0 || Number.isNaN(sorted.at(-1)!)
}

interface Cells {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly totalA: number
  readonly totalB: number
}

/** The cells that hold anything. A side that is shorter holds nothing in the rest. */
function occupied(countsA: Counts, countsB: Counts): Cells {
  const a: number[] = []
  const b: number[] = []
  let totalA = 0
  let totalB = 0
  for (let i = 0; i < Math.max(countsA.length, countsB.length); i++) {
    const inA = countsA[i] ?? 0
    const inB = countsB[i] ?? 0
    if (inA + inB === 0) continue
    a.push(inA)
    b.push(inB)
    totalA += inA
    totalB += inB
  }
  return { a, b, totalA, totalB }
}

function pearson({ a, b, totalA, totalB }: Cells): number {
  const total = totalA + totalB
  let statistic = 0
  for (let i = 0; i < a.length; i++) {
    // both rows at once: the gaps from the expected counts are equal and opposite
    const inCell = a[i]! + b[i]!
    const gap = a[i]! - (inCell * totalA) / total
    statistic += (gap * gap * total) / inCell
  }
  return (statistic * total) / totalA / totalB
}

function poolRare({ a, b, totalA, totalB }: Cells): Cells {
  const enough = (5 * (totalA + totalB)) / Math.min(totalA, totalB)
  const rarestFirst = a.map((_, i) => i).sort((i, j) => a[i]! + b[i]! - a[j]! - b[j]! || i - j)
  let pooledA = 0
  let pooledB = 0
  let pooled = 0
  for (const i of rarestFirst) {
    const isLarge = a[i]! + b[i]! >= enough
    if (isLarge && (pooled === 0 || pooledA + pooledB >= enough)) break
    pooledA += a[i]!
    pooledB += b[i]!
    pooled++
  }
  const kept = rarestFirst.slice(pooled)
  const pool = pooled > 0
  return {
    a: [...kept.map((i) => a[i]!), ...(pool ? [pooledA] : [])],
    b: [...kept.map((i) => b[i]!), ...(pool ? [pooledB] : [])],
    totalA,
    totalB,
  }
}

function tableStatistic(table: readonly Counts[]) {
  const width = table.reduce((widest, row) => Math.max(widest, row.length), 0)
  const rowTotals = new Float64Array(table.length)
  const columnTotals = new Float64Array(width)
  let total = 0
  for (let row = 0; row < table.length; row++) {
    for (let column = 0; column < width; column++) {
      const count = table[row]![column] ?? 0
      rowTotals[row]! += count
      columnTotals[column]! += count
      total += count
    }
  }
  let statistic = 0
  for (let row = 0; row < table.length; row++) {
    for (let column = 0; column < width; column++) {
      const expected = (rowTotals[row]! / total) * columnTotals[column]!
      if (expected > 0) statistic += ((table[row]![column] ?? 0) - expected) ** 2 / expected
    }
  }
  const filled = (totals: Float64Array): number => totals.filter((count) => count > 0).length
  return { statistic: total > 0 ? statistic : NaN, total, rows: filled(rowTotals), columns: filled(columnTotals) }
}

function correctedV(statistic: number, total: number, rows: number, columns: number): number {
  if (total === 0) return NaN
  if (rows < 2 || columns < 2) return 0
  const phi = Math.max(0, statistic / total - ((rows - 1) * (columns - 1)) / (total - 1))
  const fewer = Math.min(rows - (rows - 1) ** 2 / (total - 1), columns - (columns - 1) ** 2 / (total - 1))
  // where nearly every row is a category of its own the correction leaves 0 over 0: nothing can be shown
  return phi < 1e-14 || fewer - 1 < 1e-9 ? 0 : Math.min(1, Math.sqrt(phi / (fewer - 1)))
}
