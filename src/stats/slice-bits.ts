/** Rows of one predicate. */
export interface PredicateRows {
  readonly feature: number
  readonly code: number
  readonly size: number
  readonly errorSum: number
  readonly worstRow: number
}

/**
 * One bit per row and predicate. Rows that cost something come first, from a word of their own, so that errors are
 * counted without looking at the other rows, and no row twice.
 */
export interface BitTable {
  readonly predicates: readonly PredicateRows[]
  /** `bits[id * words + word]`. */
  readonly bits: Int32Array
  readonly words: number
  readonly errorWords: number
  readonly errorSum: number
  /** What each row costs by its bit, or undefined when every row that costs something costs 1. */
  readonly costs: Float64Array | undefined
}

export interface ErrorCount {
  readonly rows: number
  readonly errorSum: number
  readonly worstRow: number
}

/** The table of all predicates with at least `minSupport` rows, by feature and then by code, missing first. */
export function bitTable(
  codes: readonly Int32Array[],
  cardinalities: readonly number[],
  errors: Float64Array | Uint8Array,
  minSupport: number,
): BitTable {
  const rows = errors.length
  let costly = 0
  let isPlain = true
  let errorSum = 0
  for (let row = 0; row < rows; row++) {
    const error = errors[row]!
    if (!(error >= 0)) throw new RangeError(`errors must not be negative or NaN: ${error} in row ${row}`)
    errorSum += error
    if (error > 0) costly++
    if (error !== 0 && error !== 1) isPlain = false
  }
  const errorWords = Math.ceil(costly / 32)
  const words = errorWords + Math.ceil((rows - costly) / 32)
  const place = new Int32Array(rows)
  const costs = new Float64Array(errorWords * 32)
  let nextCostly = 0
  let nextFree = errorWords * 32
  for (let row = 0; row < rows; row++) {
    place[row] = errors[row]! > 0 ? nextCostly++ : nextFree++
    if (errors[row]! > 0) costs[place[row]!] = errors[row]!
  }

  const sums = codes.map((column, feature) => sumsByCode(column, cardinalities[feature]!, errors))
  const predicates = sums.flatMap((ofFeature, feature) =>
    ofFeature.flatMap((row, slot) => (row.size >= minSupport ? [{ ...row, feature, code: slot - 1 }] : [])),
  )
  const bits = new Int32Array(predicates.length * words)
  for (let feature = 0, id = 0; feature < codes.length; feature++) {
    const idOfCode = new Int32Array(cardinalities[feature]! + 1).fill(-1)
    for (; id < predicates.length && predicates[id]!.feature === feature; id++) idOfCode[predicates[id]!.code + 1] = id
    const column = codes[feature]!
    for (let row = 0; row < rows; row++) {
      const own = idOfCode[column[row]! + 1]!
      if (own >= 0) bits[own * words + (place[row]! >>> 5)]! |= 1 << (place[row]! & 31)
    }
  }
  return { predicates, bits, words, errorWords, errorSum, costs: isPlain ? undefined : costs }
}

/** The rows that meet all these predicates. */
export function intersect({ bits, words }: BitTable, ids: readonly number[], into: Int32Array): void {
  into.set(bits.subarray(ids[0]! * words, (ids[0]! + 1) * words))
  for (let i = 1; i < ids.length; i++) {
    const start = ids[i]! * words
    for (let word = 0; word < words; word++) into[word]! &= bits[start + word]!
  }
}

/** The costly rows among `base` that meet one more predicate. */
export function countErrors(table: BitTable, base: Int32Array, id: number): ErrorCount {
  const { bits, words, errorWords, costs } = table
  const start = id * words
  const rows = countCommon(base, bits, start, 0, errorWords)
  if (costs === undefined) return { rows, errorSum: rows, worstRow: 1 }
  let errorSum = 0
  let worstRow = 0
  for (let word = 0; word < errorWords; word++) {
    let left = base[word]! & bits[start + word]!
    while (left !== 0) {
      const cost = costs[word * 32 + 31 - Math.clz32(left & -left)]!
      errorSum += cost
      if (cost > worstRow) worstRow = cost
      left &= left - 1
    }
  }
  return { rows, errorSum, worstRow }
}

/** How many rows without cost among `base` meet one more predicate. */
export function countRest({ bits, words, errorWords }: BitTable, base: Int32Array, id: number): number {
  return countCommon(base, bits, id * words, errorWords, words)
}

/** Size, error sum and worst row for missing (slot 0) and each code (slot code + 1), summed in the order of rows. */
function sumsByCode(column: Int32Array, cardinality: number, errors: Float64Array | Uint8Array) {
  const sums = Array.from({ length: cardinality + 1 }, () => ({ size: 0, errorSum: 0, worstRow: 0 }))
  for (let row = 0; row < column.length; row++) {
    const sum = sums[column[row]! + 1]!
    sum.size++
    sum.errorSum += errors[row]!
    if (errors[row]! > sum.worstRow) sum.worstRow = errors[row]!
  }
  return sums
}

/**
 * Σ popcount(base[w] & bits[start + w]) over the words from `from` up to `to`. Eight words at a time go through
 * carry-save adders, which leaves one popcount of eights per eight words (Harley & Seal; Warren, Hacker's Delight 5-1).
 */
function countCommon(base: Int32Array, bits: Int32Array, start: number, from: number, to: number): number {
  let total = 0
  let ones = 0
  let twos = 0
  let fours = 0
  let word = from
  for (; word + 8 <= to; word += 8) {
    const at = start + word
    const a = base[word]! & bits[at]!
    const b = base[word + 1]! & bits[at + 1]!
    const c = base[word + 2]! & bits[at + 2]!
    const d = base[word + 3]! & bits[at + 3]!
    const e = base[word + 4]! & bits[at + 4]!
    const f = base[word + 5]! & bits[at + 5]!
    const g = base[word + 6]! & bits[at + 6]!
    const h = base[word + 7]! & bits[at + 7]!
    let half = ones ^ a
    const twosA = (ones & a) | (half & b)
    ones = half ^ b
    half = ones ^ c
    const twosB = (ones & c) | (half & d)
    ones = half ^ d
    half = twos ^ twosA
    const foursA = (twos & twosA) | (half & twosB)
    twos = half ^ twosB
    half = ones ^ e
    const twosC = (ones & e) | (half & f)
    ones = half ^ f
    half = ones ^ g
    const twosD = (ones & g) | (half & h)
    ones = half ^ h
    half = twos ^ twosC
    const foursB = (twos & twosC) | (half & twosD)
    twos = half ^ twosD
    half = fours ^ foursA
    const eights = (fours & foursA) | (half & foursB)
    fours = half ^ foursB
    total += popcount(eights)
  }
  total = 8 * total + 4 * popcount(fours) + 2 * popcount(twos) + popcount(ones)
  for (; word < to; word++) total += popcount(base[word]! & bits[start + word]!)
  return total
}

function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
