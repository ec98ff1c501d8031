import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hypergeometricMass } from './distributions.ts'
import { fisherExact } from './fisher-exact.ts'
import { relativeError } from './fixtures.ts'
import reference from './proportion.fixtures.json' with { type: 'json' }

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.fisher)('$table', ({ table, p }) => {
    const [a, b, c, d] = table as [number, number, number, number]
    expect(relativeError(fisherExact(a, b, c, d), p)).toBeLessThan(1e-10)
  })
})

test('is the sum over all tables that are no likelier', () => {
  const count = fc.nat(25)
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const observed = hypergeometricMass(a, a + b, c + d, a + c)
      let p = 0
      for (let k = 0; k <= a + b; k++) {
        const mass = hypergeometricMass(k, a + b, c + d, a + c)
        if (mass <= observed * (1 + 1e-14)) p += mass
      }
      expect(relativeError(fisherExact(a, b, c, d), Math.min(1, p))).toBeLessThan(1e-9)
    }),
  )
})
