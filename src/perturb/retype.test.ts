import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMissing, valueAt } from '../core/frame.ts'
import type { Column } from '../core/frame.ts'
import { anyFrame, categories, numbers, snapshot, texts } from '../testing/frames.ts'
import { retype, stringified } from './retype.ts'
import { valueTypeOf, valueTypes } from './value-type.ts'

test('writes a value of the type wherever one stood, and leaves the original alone', () => {
  fc.assert(
    fc.property(anyFrame(), fc.constantFrom(...valueTypes), (frame, type) => {
      const before = snapshot(frame)
      for (const column of frame.columns.values()) {
        const after = retype(column, type)
        if (after === null) continue
        for (let row = 0; row < frame.rowCount; row++) {
          expect(isMissing(after, row)).toBe(isMissing(column, row))
          const value = valueAt(after, row)
          // From 2^52 on every number is whole
          if (value !== null && Math.abs(Number(value)) < 2 ** 52) expect(type).toBe(typeOfNumber(Number(value)))
          else if (typeof value === 'string' && Number.isNaN(Number(value))) expect(valueTypeOf(value)).toBe(type)
        }
      }
      expect(snapshot(frame)).toEqual(before)
    }),
  )
})

const written = (column: Column | null) =>
  column === null ? null : Array.from({ length: 3 }, (_, row) => valueAt(column, row))

test('a column never gets the type that it has', () => {
  const kinds: readonly [Column, readonly (typeof valueTypes)[number][]][] = [
    [numbers([1, 2, null]), ['int']],
    [numbers([1, 2.5, null]), ['int', 'float']],
    [categories(['1', '2', null]), ['int']],
    [categories(['Rome', 'Oslo', null]), ['string']],
    [categories(['Rome', '12', null]), ['string']],
    [texts(['a@b.co', null, 'c@d.co']), ['email']],
    [{ kind: 'time', values: Float64Array.of(0, 1, NaN), valid: Uint8Array.of(1, 1, 0) }, ['date']],
  ]
  for (const [column, own] of kinds) {
    expect(valueTypes.filter((type) => retype(column, type) === null)).toEqual(own)
  }
})

test('what a type looks like in each kind of column', () => {
  expect(written(retype(numbers([3, null, 5]), 'float'))).toEqual([3.5, null, 5.5])
  expect(written(retype(numbers([3, null, 5]), 'bool'))).toEqual(['true', null, 'true'])
  expect(written(retype(categories(['Rome', null, 'Oslo']), 'int'))).toEqual([1, null, 0])
  expect(retype(texts(['long text', null, 'b']), 'url')?.kind).toBe('text')
  expect(retype(texts(['long text', null, 'b']), 'int')?.kind).toBe('number')
})

test('numbers written as strings read back as the same numbers', () => {
  const cells = fc.array(fc.option(fc.double()), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(cells, (values) => {
      const column = stringified(numbers(values))
      const back = values.map((_, row) => {
        const text = valueAt(column, row)
        return text === null ? null : Number(text) + 0
      })
      expect(back).toEqual(values.map((value) => (value === null ? null : value + 0)))
    }),
  )
})

function typeOfNumber(value: number): string {
  return Number.isInteger(value) ? 'int' : 'float'
}
