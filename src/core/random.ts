import { everyRow, rowsWhere } from './rows.ts'

/**
 * Counter-based randomness: a draw is a pure function of (seed, labels, row, draw), so a row gives the same numbers
 * alone, in any batch and on any worker. There is no generator state to share or to lose.
 */
export interface StreamKey {
  readonly high: number
  readonly low: number
}

/** The stream of a run's seed and the labels under it: the check, the feature, the variant. */
export function streamKey(seed: number, ...labels: readonly string[]): StreamKey {
  let high = mix(seed | 0, 0x9e3779b9)
  let low = mix(Math.floor(seed / 4294967296) | 0, 0x85ebca6b) ^ mix(high, 1)
  for (const label of labels) {
    for (let i = 0; i < label.length; i++) {
      high = mix(high ^ label.charCodeAt(i), 0x9e3779b9)
      low = mix(low + label.charCodeAt(i), 0xc2b2ae35)
    }
    // A separator, so that ('a', 'bc') and ('ab', 'c') are different streams.
    high = mix(high, 0x27d4eb2f)
    low = mix(low ^ high, 0x165667b1)
  }
  return { high, low }
}

/** A stream below another one. */
export function subStream(key: StreamKey, label: string): StreamKey {
  return streamKey((key.high >>> 0) * 2097152 + ((key.low >>> 0) & 0x1fffff), label, String(key.low >>> 21))
}

/** 32 random bits, signed, for a row and a draw. */
export function bitsAt(key: StreamKey, row: number, draw: number): number {
  return mix(mix(key.low ^ Math.imul(row, 0x9e3779b1), key.high) ^ Math.imul(draw + 1, 0x85ebca77), key.low)
}

/** A number in [0, 1) with 53 random bits. */
export function uniformAt(key: StreamKey, row: number, draw: number): number {
  const first = bitsAt(key, row, 2 * draw) >>> 5
  const second = bitsAt(key, row, 2 * draw + 1) >>> 6
  return (first * 67108864 + second) / 9007199254740992
}

/** An integer in [0, below). */
export function integerAt(key: StreamKey, row: number, draw: number, below: number): number {
  return Math.floor(uniformAt(key, row, draw) * below)
}

/** A standard normal number (Box and Muller 1958). */
export function normalAt(key: StreamKey, row: number, draw: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(key, row, 2 * draw)))
  return radius * Math.cos(2 * Math.PI * uniformAt(key, row, 2 * draw + 1))
}

/**
 * `limit` of the rows 0..rowCount-1 in ascending order, or all of them. Those with the smallest hashes are taken,
 * so a row's fate does not depend on the shard that holds it.
 */
export function sampleRows(rowCount: number, limit: number, key: StreamKey): Int32Array {
  if (rowCount <= limit) return everyRow(rowCount)
  const hashes = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) hashes[row] = uniformAt(key, row, 0)
  const threshold = hashes.toSorted()[limit - 1]!
  return rowsWhere(rowCount, (row) => hashes[row]! <= threshold).subarray(0, limit)
}

/** The row numbers 0..count-1 in random order (Fisher and Yates). */
export function shuffledRows(count: number, key: StreamKey): Int32Array {
  const rows = everyRow(count)
  for (let last = count - 1; last > 0; last--) {
    const pick = integerAt(key, last, 0, last + 1)
    const kept = rows[last]!
    rows[last] = rows[pick]!
    rows[pick] = kept
  }
  return rows
}

/** The finaliser of MurmurHash3 (Appleby), keyed. */
function mix(value: number, key: number): number {
  let hash = (value ^ key) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) + key) | 0
}
