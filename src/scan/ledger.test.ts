import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteLedger } from './ledger.ts'

const use = fc.constantFrom('parsed' as const, 'data' as const, 'member' as const, 'opaque' as const)
const claims = fc.array(
  fc.record({ use, offset: fc.integer({ min: -5, max: 60 }), length: fc.integer({ min: -3, max: 30 }) }),
)

test('the uses add up to the size, and of two claims to a byte the first holds', () => {
  fc.assert(
    fc.property(fc.nat(50), claims, (size, list) => {
      const ledger = new ByteLedger(size)
      const expected: (string | undefined)[] = Array.from({ length: size })
      for (const claim of list) {
        ledger.add(claim.use, claim.offset, claim.length)
        for (let at = Math.max(0, claim.offset); at < Math.min(size, claim.offset + claim.length); at++) {
          expected[at] ??= claim.use
        }
      }
      const rest = ledger.rest().flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index))
      expect(rest).toEqual(expected.flatMap((one, index) => (one === undefined ? [index] : [])))
      ledger.close()
      const { parsed, data, member, opaque } = ledger.coverage()
      expect(parsed + data + member + opaque).toBe(size)
      expect(parsed).toBe(expected.filter((one) => one === 'parsed').length)
      expect(opaque).toBe(expected.filter((one) => one === 'opaque' || one === undefined).length)
    }),
  )
})

test('claims in order make one span, so a million of them cost nothing', () => {
  const ledger = new ByteLedger(1_000_000)
  for (let at = 0; at < 1_000_000; at++) ledger.add('parsed', at, 1)
  expect(ledger.rest()).toEqual([])
  expect(ledger.coverage()).toEqual({ size: 1_000_000, parsed: 1_000_000, data: 0, member: 0, opaque: 0 })
})
