import { columnOf } from '../../core/frame.ts'
import type { Column, Frame } from '../../core/frame.ts'
import { ascendingOrder } from '../../stats/order.ts'

/** Pairs of rows by which columns are put in order. */
const pairsTried = 256
/** Rows that are asked before other work gets its turn. */
const rowsAtOnce = 16

export interface NearRow {
  readonly row: number
  readonly matches: number
  /** Gower's similarity. */
  readonly alike: number
}

export interface NearRowsOptions {
  /** How alike a pair has to be. */
  readonly near: number
  /** A row is no neighbour of its own: both frames are the same. */
  readonly leaveOneOut: boolean
  readonly signal: AbortSignal
}

/**
 * Of those asked rows the ones that have a nearly equal row among the known but none that is equal. Pairs are compared
 * by Gower's similarity (1971): one less the mean distance of their values, numbers and times over the range of the
 * known, categories and texts 0 or 1. Two missing values are equal.
 */
export async function nearRows(
  asked: Frame,
  known: Frame,
  columns: readonly string[],
  rows: Int32Array,
  { near, leaveOneOut, signal }: NearRowsOptions,
): Promise<NearRow[]> {
  const allowed = (1 - near) * columns.length + 1e-9
  // Of a large frame this takes long, and who stops the run must be heard meanwhile.
  const pause = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }
  const sides: Side[] = []
  for (const name of columns) {
    await pause()
    sides.push(comparable(columnOf(asked, name), columnOf(known, name)))
  }
  const [first, second = nothing, ...others] = sides.toSorted((a, b) => apart(b, allowed) - apart(a, allowed))
  const index = indexOf(first!, second)
  const found: NearRow[] = []
  for (const [i, row] of rows.entries()) {
    if (i % rowsAtOnce === 0) await pause()
    const { matches, distance } = nearest(index, others, row, allowed, leaveOneOut ? row : -1)
    if (matches >= 0 && distance > 0) found.push({ row, matches, alike: 1 - distance / columns.length })
  }
  return found
}

/** The known rows in the order of one column, so that only those close in it are looked at. */
interface Index {
  readonly side: Side
  readonly order: Int32Array
  readonly sorted: Float64Array
  /** The column that tells apart next best, in the same order: most rows are left without a look anywhere else. */
  readonly second: Side
  readonly beside: Float64Array
}

function indexOf(side: Side, second: Side): Index {
  const order = ascendingOrder(side.known)
  const inOrder = ({ known }: Side) => Float64Array.from(order, (row) => known[row] ?? 0)
  return { side, order, sorted: inOrder(side), second, beside: inOrder(second) }
}

/** In place of a second column where there is but one. */
const nothing: Side = { asked: new Float64Array(), known: new Float64Array() }

/** The known row that is least far from `row`, the first of those; −1 where all are farther than allowed. */
function nearest(
  { side, order, sorted, second, beside }: Index,
  others: readonly Side[],
  row: number,
  allowed: number,
  own: number,
) {
  const value = side.asked[row]!
  const valueBeside = second.asked[row] ?? 0
  // A distance of a whole one is that of all values far away.
  const isAnywhere = allowed >= 1
  let matches = -1
  let distance = allowed
  // argmin over other of Σ min(1, |asked − known|), left as soon as a sum is too large
  for (let i = isAnywhere ? 0 : firstFrom(sorted, value - allowed); i < sorted.length; i++) {
    const apart = Math.abs(value - sorted[i]!)
    if (!isAnywhere && apart > allowed && sorted[i]! > value) break
    const ofTwo = Math.min(1, apart) + Math.min(1, Math.abs(valueBeside - beside[i]!))
    if (ofTwo > distance) continue
    const other = order[i]!
    if (other === own) continue
    const sum = rest(others, row, other, ofTwo, distance)
    if (sum > distance || (sum === distance && matches >= 0 && other > matches)) continue
    matches = other
    distance = sum
  }
  return { matches, distance }
}

/** The first place of an ascending array whose value is not below. */
function firstFrom(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function rest(sides: readonly Side[], row: number, other: number, from: number, most: number): number {
  let sum = from
  for (let i = 0; i < sides.length && sum <= most; i++) sum += distanceOf(sides[i]!, row, other)
  return sum
}

/** One column of both frames as numbers whose difference, 1 at most, is the distance of the values. */
interface Side {
  readonly asked: Float64Array
  readonly known: Float64Array
}

/** As far from any number as can be, and equal to itself. */
const missing = -1e300

function distanceOf({ asked, known }: Side, row: number, other: number): number {
  return Math.min(1, Math.abs(asked[row]! - known[other]!))
}

function comparable(asked: Column, known: Column): Side {
  if ((known.kind === 'number' || known.kind === 'time') && asked.kind === known.kind) {
    let [low, high] = [Infinity, -Infinity]
    for (const value of known.values) {
      if (value < low) low = value
      if (value > high) high = value
    }
    // Any other value than the only one known is as far as can be.
    const range = high > low && high - low < Infinity ? high - low : 1e-300
    const scaled = (values: Float64Array) =>
      values.map((value) => (Number.isNaN(value) ? missing : Math.max(-1e200, Math.min(1e200, value / range))))
    return { asked: scaled(asked.values), known: scaled(known.values) }
  }
  const codes = new Map<string | number | null, number>()
  const codeOf = (value: string | number | null) => {
    let code = codes.get(value)
    if (code === undefined) codes.set(value, (code = codes.size))
    return code
  }
  const codesOf = (column: Column) => {
    if (column.kind !== 'category')
      return Float64Array.from(column.values, (value: string | number | null) => codeOf(value))
    const byEntry = column.dictionary.map(codeOf)
    const absent = codeOf(null)
    const coded = new Float64Array(column.codes.length)
    for (let row = 0; row < coded.length; row++) coded[row] = byEntry[column.codes[row]!] ?? absent
    return coded
  }
  return { known: codesOf(known), asked: codesOf(asked) }
}

/** How soon this column tells rows apart: the mean distance of some pairs, as a share of what is allowed. */
function apart(side: Side, allowed: number): number {
  let sum = 0
  for (let i = 0; i < pairsTried; i++) {
    const [row, other] = [(i * 7919) % side.asked.length, (i * 104_729 + 1) % side.known.length]
    sum += Math.min(1, distanceOf(side, row, other) / allowed)
  }
  return sum
}
