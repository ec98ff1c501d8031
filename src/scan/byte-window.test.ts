import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteWindow } from './byte-window.ts'
import { memorySource } from './source.ts'

test('gives the bytes of the source, in whatever order they are asked for', () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919) >> 3)
  const window = new ByteWindow(memorySource(bytes))
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 200_010 }), { maxLength: 50 }), (offsets) => {
      for (const offset of offsets) expect(window.at(offset)).toBe(bytes[offset] ?? -1)
    }),
  )
  expect([...window.bytes(65_530, 12)]).toEqual([...bytes.subarray(65_530, 65_542)])
})

test('integers are little-endian, exact up to 2^53, and infinite beyond or past the end', () => {
  const window = new ByteWindow(memorySource(Uint8Array.from([1, 2, 0, 0, 0, 0, 0, 0, 0xff])))
  expect(window.unsigned(0, 2)).toBe(513)
  expect(window.unsigned(0, 8)).toBe(513)
  expect(window.unsigned(1, 8)).toBe(Infinity)
  expect(window.unsigned(8, 2)).toBe(Infinity)
})

test('tells whether a text stands at a place', () => {
  const window = new ByteWindow(memorySource(Buffer.from('xTREE')))
  expect([window.has('TREE', 1), window.has('TREE', 2)]).toEqual([true, false])
})
