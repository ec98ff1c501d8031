import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './fixtures.ts'
import reference from './multiple-testing.fixtures.json' with { type: 'json' }
import { benjaminiHochberg, benjaminiYekutieli, holm } from './multiple-testing.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$p', ({ p, holm: step, bh, by }) => {
    const given = Float64Array.from(p)
    for (const [found, expected] of [
      [holm(given), step],
      [benjaminiHochberg(given), bh],
      [benjaminiYekutieli(given), by],
    ] as const) {
      expect(Math.max(...expected.map((value, i) => relativeError(found[i]!, value)))).toBeLessThan(1e-12)
    }
  })
})

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })

test('adjusting only raises, keeps the order, and holds more back the stricter the promise', () => {
  fc.assert(
    fc.property(pValues, (values) => {
      const p = Float64Array.from(values)
      const found = { bh: benjaminiHochberg(p), by: benjaminiYekutieli(p), holm: holm(p) }
      for (let i = 0; i < p.length; i++) {
        expect(p[i]! <= found.bh[i]! * (1 + 1e-12) && found.bh[i]! <= found.by[i]!).toBe(true)
        expect(found.bh[i]! <= found.holm[i]! * (1 + 1e-12) && found.holm[i]! <= 1).toBe(true)
        for (let j = 0; j < p.length; j++) {
          if (p[i]! <= p[j]!) expect(found.holm[i]! <= found.holm[j]! && found.bh[i]! <= found.bh[j]!).toBe(true)
        }
      }
    }),
  )
})

test('a test that could not be made counts for none of the others', () => {
  const p = Float64Array.of(0.01, NaN, 0.04)
  for (const adjust of [holm, benjaminiHochberg, benjaminiYekutieli]) {
    const alone = adjust(Float64Array.of(0.01, 0.04))
    expect([...adjust(p)]).toEqual([alone[0], NaN, alone[1]])
    expect(adjust(new Float64Array(0))).toHaveLength(0)
  }
})
