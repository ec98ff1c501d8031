import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnOf, isMissing } from '../core/frame.ts'
import { anyFrame, snapshot } from '../testing/frames.ts'
import { blank, blankWhere } from './blank.ts'

test('blanks one column, shares the others and leaves the original alone', () => {
  fc.assert(
    fc.property(anyFrame(), fc.nat(), (frame, pick) => {
      const names = [...frame.columns.keys()]
      const name = names[pick % names.length]!
      const before = snapshot(frame)

      const after = blank(frame, name)

      expect(snapshot(frame), 'the original is untouched').toEqual(before)
      expect([...after.columns.keys()], 'same columns, same order').toEqual(names)
      expect(after.rowCount).toBe(frame.rowCount)
      for (const other of names) {
        if (other !== name) expect(columnOf(after, other), 'shared, not copied').toBe(columnOf(frame, other))
      }
      const blanked = columnOf(after, name)
      expect(blanked.kind, 'the model still gets the input it declared').toBe(columnOf(frame, name).kind)
      for (let row = 0; row < frame.rowCount; row++) {
        expect(isMissing(blanked, row)).toBe(true)
        if (blanked.kind === 'number') expect(blanked.values[row], 'no stale number behind').toBeNaN()
      }
    }),
  )
})

test('loses the rows that were named and no others', () => {
  fc.assert(
    fc.property(anyFrame(), fc.integer({ min: 1, max: 5 }), (frame, every) => {
      for (const column of frame.columns.values()) {
        const after = blankWhere(column, (row) => row % every === 0)
        for (let row = 0; row < frame.rowCount; row++) {
          expect(isMissing(after, row)).toBe(row % every === 0 || isMissing(column, row))
        }
        expect(
          blankWhere(column, () => false),
          'losing nothing changes nothing',
        ).toEqual(column)
      }
    }),
  )
})
