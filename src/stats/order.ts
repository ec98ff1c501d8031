import { everyRow } from '../core/rows.ts'

/**
 * The values in ascending order, NaN last, as a new array: what `toSorted` gives, two to five times as fast on long
 * columns.
 */
export function sortAscending(values: Float64Array): Float64Array<ArrayBuffer> {
  if (values.length < RADIX_FROM) return values.toSorted()
  const { low, high } = radixSort(values, undefined)
  const sorted = new Float64Array(values.length)
  const words = new Uint32Array(sorted.buffer)
  for (let i = 0; i < values.length; i++) {
    const isNegative = high[i]! < 0x80000000
    words[2 * i + LOW_WORD] = isNegative ? ~low[i]! : low[i]!
    words[2 * i + 1 - LOW_WORD] = isNegative ? ~high[i]! : high[i]! ^ 0x80000000
  }
  return sorted
}

/**
 * The row numbers in ascending order of their values, equal values in the order of their rows, NaN last. −0 and 0 are
 * equal.
 */
export function ascendingOrder(values: Float64Array): Int32Array {
  if (values.length < RADIX_FROM) return comparedOrder(values)
  return radixSort(values, everyRow(values.length)).order!
}

/** Ranks from 1, equal values sharing the mean of theirs; NaN keeps NaN and is given none. */
export function midranks(values: Float64Array): Float64Array {
  const order = ascendingOrder(values)
  const ranks = new Float64Array(values.length).fill(NaN)
  for (let start = 0; start < order.length;) {
    const value = values[order[start]!]!
    if (Number.isNaN(value)) break
    let end = start + 1
    while (end < order.length && values[order[end]!]! === value) end++
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}

const RADIX_FROM = 1024
const LOW_WORD = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1

function comparedOrder(values: Float64Array): Int32Array {
  const order = everyRow(values.length)
  return order.sort((i, j) => {
    const a = values[i]!
    const b = values[j]!
    if (a < b) return -1
    if (a > b) return 1
    if (a === b) return i - j
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j
  })
}

interface Words {
  low: Uint32Array
  high: Uint32Array
  order: Int32Array | undefined
}

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS
/** Where the six digits of a number stand: 11, 11 and 10 bits of each word. */
const SHIFTS = [0, 11, 22, 0, 11, 22] as const

/** Radix sort by six digits, the least significant first; digits that all numbers share are passed over. */
function radixSort(values: Float64Array, order: Int32Array | undefined): Words {
  const rows = values.length
  const from = sortableWords(values, order)
  const to: Words = {
    low: new Uint32Array(rows),
    high: new Uint32Array(rows),
    order: order === undefined ? undefined : new Int32Array(rows),
  }
  const starts = digitStarts(from)
  let [source, target] = [from, to]
  for (let digit = 0; digit < SHIFTS.length; digit++) {
    const own = starts[digit]!
    if (own === undefined) continue
    scatter(source, target, digit, own)
    ;[source, target] = [target, source]
  }
  return source
}

/** The bits of each number, changed so that they sort as unsigned integers: negatives inverted, the others above them. */
function sortableWords(values: Float64Array, order: Int32Array | undefined): Words {
  const rows = values.length
  const low = new Uint32Array(rows)
  const high = new Uint32Array(rows)
  const number = new Float64Array(1)
  const bits = new Uint32Array(number.buffer)
  for (let row = 0; row < rows; row++) {
    const value = values[row]!
    // one bit pattern for every NaN; where rows are told apart, −0 must be 0
    number[0] = value !== value ? NaN : order === undefined ? value : value + 0
    const lowWord = bits[LOW_WORD]!
    const highWord = bits[1 - LOW_WORD]!
    const isNegative = highWord >= 0x80000000
    low[row] = isNegative ? ~lowWord : lowWord
    high[row] = isNegative ? ~highWord : highWord ^ 0x80000000
  }
  return { low, high, order }
}

/** For each digit where its values begin in the sorted order, or undefined when all numbers have the same one. */
function digitStarts({ low, high }: Words): readonly (Int32Array | undefined)[] {
  const rows = low.length
  const counts = SHIFTS.map(() => new Int32Array(DIGITS))
  const [a, b, c, d, e, f] = counts as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array]
  for (let row = 0; row < rows; row++) {
    const lowWord = low[row]!
    const highWord = high[row]!
    a[lowWord & (DIGITS - 1)]!++
    b[(lowWord >>> DIGIT_BITS) & (DIGITS - 1)]!++
    c[lowWord >>> 22]!++
    d[highWord & (DIGITS - 1)]!++
    e[(highWord >>> DIGIT_BITS) & (DIGITS - 1)]!++
    f[highWord >>> 22]!++
  }
  return counts.map((count) => {
    let start = 0
    for (let digit = 0; digit < DIGITS; digit++) {
      if (count[digit] === rows) return undefined
      const next = start + count[digit]!
      count[digit] = start
      start = next
    }
    return count
  })
}

function scatter(source: Words, target: Words, digit: number, starts: Int32Array): void {
  const { low, high, order } = source
  const { low: lowTarget, high: highTarget, order: orderTarget } = target
  const word = digit < 3 ? low : high
  const shift = SHIFTS[digit]!
  for (let i = 0; i < low.length; i++) {
    const place = starts[(word[i]! >>> shift) & (DIGITS - 1)]!++
    lowTarget[place] = low[i]!
    highTarget[place] = high[i]!
    if (order !== undefined && orderTarget !== undefined) orderTarget[place] = order[i]!
  }
}
