import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteWindow } from '../byte-window.ts'
import { Budget, Malformed } from '../limits.ts'
import { memorySource } from '../source.ts'
import { bytes, flatBuffer, number, numbers, tables } from './fixtures/write-table.ts'
import { FlatBuffer, type Table } from './table.ts'

const valid = flatBuffer('TEST', {
  0: 7,
  2: 'text',
  3: numbers(1, 2),
  4: tables({ 0: 1 }, { 0: 2 }),
  5: number(-3, 1),
  6: bytes(Uint8Array.of(9)),
})

function rootOf(buffer: Uint8Array): Table {
  return new FlatBuffer(new ByteWindow(memorySource(buffer)), new Budget()).root()
}

test('fields are read by their number, absent ones have a default', () => {
  const root = rootOf(valid)
  expect([root.unsigned(0, 4), root.unsigned(1, 4, 5), root.text(2), root.signed(5, 1), root.has(1)]).toEqual([
    7,
    5,
    'text',
    -3,
    false,
  ])
  expect(root.vector(3, 4)).toMatchObject({ count: 2, width: 4 })
  expect([...root.tables(4, 10)].map((table) => table.unsigned(0, 4))).toEqual([1, 2])
  expect([...root.tables(4, 1)]).toHaveLength(1)
})

test('whatever the bytes, nothing outside the buffer is read', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 4 }), (changes) => {
      const changed = Uint8Array.from(valid)
      for (const [at, value] of changes) changed[at] = value
      try {
        const root = rootOf(changed)
        root.text(2)
        root.vector(3, 4)
        for (const table of root.tables(4, 100)) table.unsigned(0, 4)
        expect(root.buffer.end).toBeLessThanOrEqual(valid.length)
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed)
      }
    }),
    { numRuns: 2000 },
  )
})
