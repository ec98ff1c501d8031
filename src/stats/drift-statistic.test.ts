import { expect, test } from 'vitest'
import { normalAt, streamKey } from '../core/random.ts'
import { categories, numbers, texts } from '../testing/frames.ts'
import { driftBy, driftStatistics } from './drift-statistic.ts'
import type { DriftStatistic } from './drift-statistic.ts'

const city = (rome: number, oslo: number) => categories([...Array(rome).fill('Rome'), ...Array(oslo).fill('Oslo')])
const normal = (draw: string, mean: number, rows = 2000) =>
  numbers(Array.from({ length: rows }, (_, row) => mean + normalAt(streamKey(8, draw), row, 0)))

// By hand: shares 0.5 and 0.5 became 0.8 and 0.2; PSI and KL add ½ to every cell.
test.each([
  ['psi', ((80.5 - 50.5) / 101) * Math.log(80.5 / 50.5) + ((20.5 - 50.5) / 101) * Math.log(20.5 / 50.5)],
  ['kl', (80.5 / 101) * Math.log(80.5 / 50.5) + (20.5 / 101) * Math.log(20.5 / 50.5)],
  [
    'js',
    Math.sqrt(
      (0.8 * Math.log2(0.8 / 0.65) +
        0.2 * Math.log2(0.2 / 0.35) +
        0.5 * Math.log2(0.5 / 0.65) +
        0.5 * Math.log2(0.5 / 0.35)) /
        2,
    ),
  ],
  ['hellinger', Math.sqrt(((Math.sqrt(0.5) - Math.sqrt(0.8)) ** 2 + (Math.sqrt(0.5) - Math.sqrt(0.2)) ** 2) / 2)],
] as const)('%s of two shares', (statistic, effect) => {
  const drift = driftBy(statistic, city(50, 50), city(80, 20))!
  expect(drift).toMatchObject({ measure: statistic, kind: 'category' })
  expect(drift.effect).toBeCloseTo(effect, 12)
  expect(drift.p).toBeLessThan(0.001)
})

test('of numbers PSI looks at ten bins of the reference', () => {
  // A shift of half a standard deviation is a PSI of 0.25 without bins: (μ₁ − μ₀)²
  expect(driftBy('psi', normal('a', 0, 20_000), normal('b', 0.5, 20_000))!.effect).toBeCloseTo(0.245, 1)
  expect(driftBy('ks', normal('a', 0), normal('b', 0.5))).toMatchObject({ measure: 'ks' })
  expect(driftBy('wasserstein', normal('a', 0), normal('b', 0.5))!.effect).toBeCloseTo(0.5, 1)
})

test.each(driftStatistics)(
  '%s is small and not significant where nothing moved, and below what it can detect',
  (name) => {
    const still = driftBy(name, normal('a', 0), normal('c', 0))!
    expect(still.effect).toBeLessThan(0.1)
    expect(still.p).toBeGreaterThan(0.05)
    expect(driftBy(name, normal('a', 0), normal('b', 1))!.effect).toBeGreaterThan(still.detectable)
  },
)

test.each<DriftStatistic>(['ks', 'wasserstein'])('%s leaves categories to Cramér’s V', (name) => {
  expect(driftBy(name, city(50, 50), city(80, 20))).toEqual(driftBy('auto', city(50, 50), city(80, 20)))
})

test('texts have no drift, and neither has what never arrives', () => {
  expect(driftBy('psi', texts(['a']), texts(['b']))).toBeNull()
  expect(driftBy('psi', numbers([null]), numbers([1]))).toBeNull()
})
