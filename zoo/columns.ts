import type { CategoryColumn, Column, NumberColumn } from '../src/core/frame.ts'
import { uniformAt } from '../src/core/random.ts'
import type { StreamKey } from '../src/core/random.ts'
import { normalQuantile } from '../src/stats/normal.ts'

/** How one column is distributed, and how the clean model reads a value of it. */
export type Recipe = NumberRecipe | CategoryRecipe

interface NumberRecipe {
  readonly kind: 'number'
  readonly name: string
  /** The value at a quantile. */
  at(quantile: number): number
  readonly median: number
  /** Half of this from the median, a value counts as far from it. */
  readonly scale: number
  /** Values outside are taken for faults. */
  readonly plausible: readonly [low: number, high: number]
  readonly missing: number
}

interface CategoryRecipe {
  readonly kind: 'category'
  readonly name: string
  readonly dictionary: readonly string[]
  /** Upper end of each category on the scale of quantiles. */
  readonly ends: readonly number[]
  readonly missing: number
}

const logNormal = (quantile: number) => 30_000 * Math.exp(0.8 * normalQuantile(quantile))
const wholeAge = (quantile: number) => Math.round(Math.min(95, Math.max(18, 45 + 12 * normalQuantile(quantile))))

/** Columns that tell the first hidden sign: below the median it is −1, above it is +1. */
export const firstRecipes: readonly Recipe[] = [
  number('balance', (q) => 100 + 15 * normalQuantile(q), 100, 15, [30, 170]),
  number('income', logNormal, 30_000, 24_000, [300, 3_000_000]),
  number('age', wholeAge, 45, 12, [18, 95]),
  number('rating', (q) => 1 + Math.floor(5 * q), 3, 1, [1, 5]),
  category('region', rankShares('north south east west centre coast hills isles'.split(' '))),
]

/** Columns that tell the second hidden sign. */
export const secondRecipes: readonly Recipe[] = [
  number('tenure', (q) => -24 * Math.log(1 - q), 24 * Math.LN2, 20, [0, 500], 0.2),
  number('velocity', studentFour, 0, 1, [-30, 30]),
  number('visits', (q) => Math.floor(-12 * Math.log(1 - q)), 8, 8, [0, 300]),
  category('city', rankShares(Array.from({ length: 40 }, (_, i) => `city ${String(i + 1).padStart(2, '0')}`))),
  category('plan', [
    ['basic', 0.5],
    ['plus', 0.3],
    ['pro', 0.2],
  ]),
]

/** Columns that tell the third hidden sign, which only multiclass models need. */
export const thirdRecipes: readonly Recipe[] = [
  number('distance', (q) => 20 * Math.exp(0.5 * normalQuantile(q)), 20, 10, [0.5, 800]),
  number('load', (q) => 0.5 + 0.1 * normalQuantile(q), 0.5, 0.1, [0, 1]),
  number('speed', (q) => 10 + 80 * q, 50, 20, [0, 200]),
  number('pressure', (q) => 1013 + 6 * normalQuantile(q), 1013, 6, [950, 1080]),
  category('device', [
    ['phone', 0.3],
    ['tablet', 0.2],
    ['desktop', 0.35],
    ['kiosk', 0.15],
  ]),
]

/** Columns that tell nothing: one constant, two of groups. */
export const groupNames = ['sex', 'origin'] as const
export const idleRecipes: readonly Recipe[] = [
  number('version', () => 1, 1, 1, [1, 1]),
  category('sex', [
    ['female', 0.5],
    ['male', 0.5],
  ]),
  category('origin', [
    ['A', 0.55],
    ['B', 0.3],
    ['C', 0.15],
  ]),
]

/** Another `count` columns of all kinds that tell nothing. */
export function extraRecipes(count: number): readonly Recipe[] {
  const kinds: ((name: string) => Recipe)[] = [
    (name) => number(name, normalQuantile, 0, 1, [-10, 10]),
    (name) => number(name, studentTwo, 0, 1, [-1e6, 1e6]),
    (name) => number(name, (q) => 1 + Math.floor(5 * q), 3, 1, [1, 5]),
    (name) => category(name, rankShares('a b c d e f g h i j k l'.split(' '))),
    (name) => number(name, (q) => Math.exp(normalQuantile(q)), 1, 1, [0, 1e6], 0.2),
    (name) => category(name, rankShares(Array.from({ length: 60 }, (_, i) => `v${i}`)), 0.1),
    (name) => number(name, (q) => Math.floor(-30 * Math.log(1 - q)), 20, 20, [0, 1000]),
    (name) => number(name, (q) => Number(q < 0.03), 0, 1, [0, 1]),
  ]
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length]!(`extra ${String(i + 1).padStart(2, '0')}`))
}

/** Draws a column. Where a sign is given the value comes from that half of the distribution. */
export function drawColumn(recipe: Recipe, rows: number, key: StreamKey, sign?: Int8Array): Column {
  const quantile = (row: number) => {
    const u = uniformAt(key, row, 0)
    return sign === undefined ? u : sign[row]! < 0 ? u / 2 : 0.5 + u / 2
  }
  const isMissing = (row: number) => recipe.missing > 0 && uniformAt(key, row, 1) < recipe.missing
  if (recipe.kind === 'category') {
    const codes = new Int32Array(rows)
    for (let row = 0; row < rows; row++) codes[row] = isMissing(row) ? -1 : codeAt(recipe, quantile(row))
    return { kind: 'category', codes, dictionary: recipe.dictionary }
  }
  const values = new Float64Array(rows)
  const valid = new Uint8Array(rows).fill(1)
  for (let row = 0; row < rows; row++) {
    if (isMissing(row)) valid[row] = 0
    values[row] = valid[row] === 0 ? NaN : recipe.at(quantile(row))
  }
  return { kind: 'number', values, valid }
}

/** What a group of columns tells of each row. */
export interface Tally {
  /** Values above their median less those below. */
  readonly votes: Float64Array
  /** Values that are above or below. */
  readonly voters: Float64Array
  /** How far the numbers lie from their medians, 0 to 1 each, summed. */
  readonly distances: Float64Array
  readonly measured: Float64Array
}

/** Adds what one column tells. What is missing, extreme, unknown or of another kind tells nothing. */
export function readColumn(recipe: Recipe, column: Column, tally: Tally): void {
  if (recipe.kind === 'category' && column.kind === 'category') readCategory(recipe, column, tally)
  if (recipe.kind === 'number' && column.kind === 'number') readNumber(recipe, column, tally)
}

function readNumber(recipe: NumberRecipe, { values }: NumberColumn, tally: Tally): void {
  const { votes, voters, distances, measured } = tally
  const { median, scale } = recipe
  const [low, high] = recipe.plausible
  for (let row = 0; row < votes.length; row++) {
    const value = values[row]!
    if (!(value >= low && value <= high)) continue
    distances[row]! += Math.min(1, Math.abs(value - median) / (2 * scale))
    measured[row]!++
    if (value === median) continue
    votes[row]! += value > median ? 1 : -1
    voters[row]!++
  }
}

function readCategory(recipe: CategoryRecipe, { codes, dictionary }: CategoryColumn, tally: Tally): void {
  const { votes, voters } = tally
  const known = new Map(recipe.dictionary.map((word, code) => [word, voteOf(recipe, code)]))
  const voteFor = Int8Array.from(dictionary, (word) => known.get(word) ?? 0)
  for (let row = 0; row < votes.length; row++) {
    const code = codes[row]!
    const vote = code < 0 ? 0 : voteFor[code]!
    votes[row]! += vote
    voters[row]! += Math.abs(vote)
  }
}

/** A category that lies on both sides of the median tells nothing. */
function voteOf({ ends }: CategoryRecipe, code: number): number {
  const [low, high] = [code === 0 ? 0 : ends[code - 1]!, ends[code]!]
  return high <= 0.5 + 1e-12 ? -1 : low >= 0.5 - 1e-12 ? 1 : 0
}

function codeAt({ ends }: CategoryRecipe, quantile: number): number {
  let code = 0
  while (code < ends.length - 1 && quantile >= ends[code]!) code++
  return code
}

function number(
  name: string,
  at: (quantile: number) => number,
  median: number,
  scale: number,
  plausible: readonly [number, number],
  missing = 0,
): Recipe {
  return { kind: 'number', name, at, median, scale, plausible, missing }
}

function category(name: string, shares: readonly (readonly [string, number])[], missing = 0): Recipe {
  let end = 0
  const ends = shares.map(([, share]) => (end += share))
  return { kind: 'category', name, dictionary: shares.map(([word]) => word), ends, missing }
}

/** Shares in proportion to 1/rank. */
function rankShares(words: readonly string[]): readonly (readonly [string, number])[] {
  const total = words.reduce((sum, _, i) => sum + 1 / (i + 1), 0)
  return words.map((word, i) => [word, 1 / (i + 1) / total])
}

/** Quantile of Student's t with four degrees of freedom (Shaw 2006). */
function studentFour(quantile: number): number {
  const alpha = 4 * quantile * (1 - quantile)
  if (alpha === 0) return quantile < 0.5 ? -30 : 30
  const root = Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha)
  return 2 * Math.sign(quantile - 0.5) * Math.sqrt(Math.max(0, root - 1))
}

/** Quantile of Student's t with two degrees of freedom: its variance is infinite. */
function studentTwo(quantile: number): number {
  const inner = Math.min(1 - 1e-12, Math.max(1e-12, quantile))
  return (2 * inner - 1) / Math.sqrt(2 * inner * (1 - inner))
}
