import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniformColumn } from './fixtures.ts'
import { ascendingOrder, midranks, sortAscending } from './order.ts'

const nasty = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 1.7976931348623157e308),
  fc.integer({ min: -3, max: 3 }),
)

test('orders any numbers, short columns as long ones, equal values by row, NaN last', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 300), (values, copies) => {
      const column = Float64Array.from({ length: values.length * copies }, (_, i) => values[i % values.length]!)
      const order = ascendingOrder(column)
      expect(new Set(order).size).toBe(column.length)
      for (let i = 1; i < order.length; i++) {
        const before = column[order[i - 1]!]!
        const after = column[order[i]!]!
        const equal = before === after || (Number.isNaN(before) && Number.isNaN(after))
        expect(equal ? order[i - 1]! < order[i]! : before < after || Number.isNaN(after)).toBe(true)
      }
    }),
  )
})

test('sorts as the language does, short columns as long ones, and leaves the original alone', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 300), (values, copies) => {
      const column = Float64Array.from({ length: values.length * copies }, (_, i) => values[i % values.length]!)
      const before = column.slice()
      expect(sortAscending(column)).toEqual(column.toSorted())
      expect(column).toEqual(before)
    }),
    { numRuns: 50 },
  )
})

test('agrees with a plain sort on many rows', () => {
  const column = uniformColumn(100_000, 9).map((u) => Math.log(u + 1e-9))
  const plain = column.toSorted()
  expect(Float64Array.from(ascendingOrder(column), (row) => column[row]!)).toEqual(plain)
  expect(sortAscending(column)).toEqual(plain)
})

test('midranks share the places of equal values', () => {
  expect([...midranks(Float64Array.of(3, 1, 3, -0, NaN, 0))]).toEqual([4.5, 3, 4.5, 1.5, NaN, 1.5])
})
