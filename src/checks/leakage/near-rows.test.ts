import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../../core/random.ts'
import { columnOf } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { nearRows } from './near-rows.ts'

const names = ['a', 'b', 'c']
const draw = (rows: number, from: string): Frame =>
  frameOf(
    Object.fromEntries(
      names.map((name) => {
        const key = streamKey(5, from, name)
        return [name, numbers(Array.from({ length: rows }, (_, row) => Math.round(40 * uniformAt(key, row, 0))))]
      }),
    ),
  )
const [asked, known] = [draw(100, 'asked'), draw(300, 'known')]
const rows = Int32Array.from({ length: 100 }, (_, row) => row)
const signal = new AbortController().signal

/** As the definition reads: every pair, and the first of the nearest. */
function slowly(columns: readonly string[], near: number) {
  const value = (frame: Frame, name: string, row: number) =>
    (columnOf(frame, name) as { values: Float64Array }).values[row]!
  const rangeOf = new Map(
    columns.map((name) => {
      const values = Array.from({ length: 300 }, (_, row) => value(known, name, row))
      return [name, Math.max(...values) - Math.min(...values)]
    }),
  )
  return [...rows].flatMap((row) => {
    const distances = Array.from({ length: 300 }, (_, other) =>
      columns.reduce(
        (sum, name) =>
          sum + Math.min(1, Math.abs(value(asked, name, row) - value(known, name, other)) / rangeOf.get(name)!),
        0,
      ),
    )
    const least = Math.min(...distances)
    const isNear = least > 1e-12 && least <= (1 - near) * columns.length + 1e-9
    return isNear ? [{ row, alike: 1 - least / columns.length }] : []
  })
}

test.each([[names], [['a', 'b']], [['a']]])('of %j the same are found as by looking at every pair', async (columns) => {
  const found = await nearRows(asked, known, columns, rows, { near: 0.97, leaveOneOut: false, signal })
  const expected = slowly(columns, 0.97)
  expect(found.map(({ row }) => row)).toEqual(expected.map(({ row }) => row))
  found.forEach(({ alike }, i) => expect(alike).toBeCloseTo(expected[i]!.alike, 9))
})

test('who stops the run is heard while rows are compared', async () => {
  const controller = new AbortController()
  setImmediate(() => controller.abort(new Error('stopped')))
  const finding = nearRows(asked, known, names, rows, { near: 0.9, leaveOneOut: false, signal: controller.signal })
  await expect(finding).rejects.toThrow('stopped')
})
