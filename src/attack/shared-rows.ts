import { columnOf, takeRows, withColumn } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import type { Tries } from './tries.ts'

/** From so many columns on, more goes into copying and sending those that stay as they are than into the answers. */
const manyColumns = 64

/**
 * Tries of a number as rows of one frame in which every row of the attacked one stands equally often, whatever the
 * feature: its other columns are then made and sent once for all features. Rows that have fewer tries keep their own
 * value, which asks nothing. Null where the tries do not nearly fill it.
 */
export function askAmongAll(
  frame: Frame,
  feature: string,
  tries: Tries,
  indices: Int32Array,
  mostRows: number,
): { readonly frame: Frame; readonly places: Int32Array } | null {
  const [own, tried] = [columnOf(frame, feature), tries.column]
  const isNumber = (own.kind === 'number' || own.kind === 'time') && (tried.kind === 'number' || tried.kind === 'time')
  if (frame.columns.size < manyColumns || !isNumber) return null
  const { turns, perRow } = turnsOf(frame.rowCount, tries.rows, indices)
  const rowCount = perRow * frame.rowCount
  if (rowCount > mostRows || 2 * indices.length < rowCount) return null

  const places = indices.map((index, i) => turns[i]! * frame.rowCount + tries.rows[index]!)
  const values = new Float64Array(rowCount)
  const valid = new Uint8Array(rowCount)
  for (let turn = 0; turn < perRow; turn++) {
    values.set(own.values, turn * frame.rowCount)
    valid.set(own.valid, turn * frame.rowCount)
  }
  for (let i = 0; i < places.length; i++) {
    values[places[i]!] = tried.values[indices[i]!]!
    valid[places[i]!] = tried.valid[indices[i]!]!
  }
  return { frame: withColumn(repeated(frame, perRow), feature, { kind: own.kind, values, valid }), places }
}

/** Which of its row's tries each of those is, and how many a row has at most. */
function turnsOf(rowCount: number, rows: Int32Array, indices: Int32Array) {
  const counts = new Int32Array(rowCount)
  const turns = indices.map((index) => counts[rows[index]!]!++)
  return { turns, perRow: counts.reduce((most, count) => Math.max(most, count), 0) }
}

const repeats = new WeakMap<Frame, Map<number, Frame>>()

/** All rows, and all of them again, so many times. Made once, so that its columns are the same for all who ask. */
function repeated(frame: Frame, times: number): Frame {
  const known = repeats.get(frame) ?? new Map<number, Frame>()
  repeats.set(frame, known)
  const made =
    known.get(times) ??
    takeRows(
      frame,
      Int32Array.from({ length: times * frame.rowCount }, (_, i) => i % frame.rowCount),
    )
  known.set(times, made)
  return made
}
