import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalAt, streamKey } from '../core/random.ts'
import { relativeError } from './fixtures.ts'
import reference from './multiple-testing.fixtures.json' with { type: 'json' }
import { benjaminiHochberg, benjaminiYekutieli, conditionalP, holm } from './multiple-testing.ts'
import { normalSurvival } from './normal.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$p', ({ p, holm: step, bh, by, conditional_holm: conditional }) => {
    const given = Float64Array.from(p)
    const asked = holm(given.map((value) => conditionalP(value, 0.9))).filter((value) => !Number.isNaN(value))
    expect(asked).toHaveLength(conditional.length)
    for (const [found, expected] of [
      [holm(given), step],
      [benjaminiHochberg(given), bh],
      [benjaminiYekutieli(given), by],
      [asked, conditional],
    ] as const) {
      expect(Math.max(0, ...expected.map((value, i) => relativeError(found[i]!, value)))).toBeLessThan(1e-12)
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

/** Error rate of the family over normal statistics of these means, that share a part of their noise or cancel out. */
function familyError(means: readonly number[], dependence: 'independent' | 'shared' | 'cancelling'): number {
  const families = 4000
  const alpha = 0.05
  const key = streamKey(7, dependence, String(means))
  let errors = 0
  for (let family = 0; family < families; family++) {
    const noise = means.map((_, i) => normalAt(key, family, i))
    const mean = noise.reduce((total, one) => total + one, 0) / noise.length
    const common = normalAt(key, family, means.length)
    const p = Float64Array.from(means, (center, i) => {
      if (dependence === 'shared') return normalSurvival(center + Math.sqrt(0.3) * noise[i]! + Math.sqrt(0.7) * common)
      if (dependence === 'cancelling') {
        return normalSurvival(center + (noise[i]! - mean) * Math.sqrt(means.length / (means.length - 1)))
      }
      return normalSurvival(center + noise[i]!)
    })
    if (holm(p.map((value) => conditionalP(value, 0.9))).some((value) => value <= alpha)) errors++
  }
  return errors / families
}

describe('among many questions, setting aside what is plainly short of its limit keeps the error rate of the family', () => {
  const atLimit = Array.from({ length: 20 }, () => 0)
  const half = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0 : -3))
  const mixed = Array.from({ length: 60 }, (_, i) => (i < 10 ? 0 : -(i % 5)))
  test.each(['independent', 'shared', 'cancelling'] as const)('%s', (dependence) => {
    for (const means of [atLimit, half, mixed]) {
      // three standard errors of 4,000 families above 5 %
      expect(familyError(means, dependence)).toBeLessThan(0.0604)
    }
  })

  test('and costs less than asking all', () => {
    const p = Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? 0.001 : 0.95))
    expect(holm(p)[0]).toBeCloseTo(0.1)
    expect(holm(p.map((value) => conditionalP(value, 0.9)))[0]).toBeCloseTo(0.001 / 0.9)
  })
})
