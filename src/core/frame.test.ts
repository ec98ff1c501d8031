import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFrame, categories, frameOf, numbers, snapshot, texts } from '../testing/frames.ts'
import { columnOf, isMissing, sliceRows, takeRows, valueAt } from './frame.ts'

test('takes rows by number, in the order given, whatever the kind of column', () => {
  const frame = frameOf({
    age: numbers([20, null, 40]),
    city: categories(['Rome', null, 'Oslo']),
    note: texts(['a', null, 'c']),
  })
  const taken = takeRows(frame, Int32Array.of(2, 1, 1, 2))
  expect(taken.rowCount).toBe(4)
  expect(columnOf(taken, 'age')).toEqual(numbers([40, null, null, 40]))
  expect(columnOf(taken, 'note')).toEqual(texts(['c', null, null, 'c']))
  expect(columnOf(taken, 'city')).toMatchObject({ codes: Int32Array.of(0, -1, -1, 0), dictionary: ['Oslo', 'Rome'] })
})

test('every row in its own order is the same frame', () => {
  fc.assert(
    fc.property(anyFrame(), (frame) => {
      const all = Int32Array.from({ length: frame.rowCount }, (_, row) => row)
      expect(snapshot(takeRows(frame, all))).toEqual(snapshot(frame))
    }),
  )
})

test('slices put one after the other give the whole', () => {
  fc.assert(
    fc.property(anyFrame(), fc.nat(20), (frame, cut) => {
      const at = Math.min(cut, frame.rowCount)
      const parts = [sliceRows(frame, 0, at), sliceRows(frame, at, frame.rowCount)]
      for (const [name, column] of frame.columns) {
        const values = parts.flatMap((part) =>
          Array.from({ length: part.rowCount }, (_, row) => valueAt(columnOf(part, name), row)),
        )
        expect(values).toEqual(Array.from({ length: frame.rowCount }, (_, row) => valueAt(column, row)))
      }
    }),
  )
})

test('a missing number is never readable as a number', () => {
  fc.assert(
    fc.property(anyFrame(), (frame) => {
      for (const column of frame.columns.values()) {
        if (column.kind !== 'number') continue
        for (let row = 0; row < frame.rowCount; row++) if (isMissing(column, row)) expect(column.values[row]).toBeNaN()
      }
    }),
  )
})
