import { setImmediate as pause } from 'node:timers/promises'
import type { Column, Frame } from '../core/frame.ts'
import type { ColumnProfile, Profile } from '../core/profile.ts'
import { codePointOrder } from './code-point-order.ts'
import { countDistinct } from './count-distinct.ts'

/** The profile of a frame that holds every row. */
export async function profileFrame(frame: Frame, signal: AbortSignal): Promise<Profile> {
  const columns: ColumnProfile[] = []
  for (const [name, column] of frame.columns) {
    columns.push(profileColumn(name, column))
    // A large column takes this thread for a while, and whoever stops it wants to be heard.
    await pause()
    signal.throwIfAborted()
  }
  return { rows: frame.rowCount, columns }
}

const mostTop = 50

export function profileColumn(name: string, column: Column): ColumnProfile {
  switch (column.kind) {
    case 'number':
    case 'time':
      return profileNumbers(name, column.values, column.valid)
    case 'category':
      return profileCodes(name, column.codes, column.dictionary)
    case 'text': {
      const present = column.values.filter((value) => value !== null)
      const missing = column.values.length - present.length
      return { ...emptyProfile(name, column.values.length), missing, distinct: new Set(present).size }
    }
  }
}

function profileNumbers(name: string, values: Float64Array, valid: Uint8Array): ColumnProfile {
  let missing = 0
  for (let i = 0; i < valid.length; i++) if (valid[i] === 0) missing++
  return { ...emptyProfile(name, values.length), missing, distinct: countDistinct(values), ...summarise(values) }
}

const nothingFinite = { min: null, max: null, mean: null, standardDeviation: null }

/** Of the finite numbers; the spread in a second pass, because a difference of sums loses digits. */
function summarise(values: Float64Array): Pick<ColumnProfile, 'min' | 'max' | 'mean' | 'standardDeviation'> {
  let min = Infinity
  let max = -Infinity
  let count = 0
  for (let i = 0; i < values.length; i++) {
    // −0 is 0: which of the two an extreme is would depend on the order of the rows.
    const value = values[i]! + 0
    if (!Number.isFinite(value)) continue
    count++
    if (value < min) min = value
    if (value > max) max = value
  }
  if (count === 0) return nothingFinite
  if (min === max) return { min, max, mean: min, standardDeviation: 0 }
  // A power of two, so that sums and squares of very large or very small numbers stay in range without rounding.
  const scale = 2 ** -Math.max(-1000, Math.floor(Math.log2(Math.max(Math.abs(min), Math.abs(max)))))
  let sum = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) sum += values[i]! * scale
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) squares += (values[i]! * scale - mean) ** 2
  return { min, max, mean: mean / scale, standardDeviation: Math.sqrt(squares / (count - 1)) / scale }
}

function profileCodes(name: string, codes: Int32Array, dictionary: readonly string[]): ColumnProfile {
  const counts = new Float64Array(dictionary.length)
  let missing = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code === -1) missing++
    else counts[code]!++
  }
  const listed = dictionary.map((value, code) => [value, counts[code]!] as const).filter(([, count]) => count > 0)
  return { ...emptyProfile(name, codes.length), missing, distinct: listed.length, top: topValues(listed) }
}

/** The most frequent values first, equals by code point. */
export function topValues(counts: Iterable<readonly [value: string, count: number]>): ColumnProfile['top'] {
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || codePointOrder(a, b))
    .slice(0, mostTop)
    .map(([value, count]) => ({ value, count }))
}

export function emptyProfile(name: string, rows: number): ColumnProfile {
  return { name, rows, missing: 0, distinct: 0, distinctIsEstimate: false, ...nothingFinite, top: [] }
}
