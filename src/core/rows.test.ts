import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyRow, rowsWhere } from './rows.ts'

test('every row, once, in order', () => {
  fc.assert(
    fc.property(fc.nat(500), (count) => {
      expect([...everyRow(count)]).toEqual([...Array(count).keys()])
    }),
  )
})

test('the rows for which it holds, as a filter gives them', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (holds) => {
      const wanted = [...holds.keys()].filter((row) => holds[row])
      expect([...rowsWhere(holds.length, (row) => holds[row]!)]).toEqual(wanted)
    }),
  )
})
