import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codePointOrder } from './code-point-order.ts'

test('orders as the bytes of UTF-8 do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(codePointOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
  // U+1F600 is after U+FF5E, although its first UTF-16 unit is before.
  expect(['\u{1f600}', '\uff5e', 'z'].toSorted(codePointOrder)).toEqual(['z', '\uff5e', '\u{1f600}'])
})
