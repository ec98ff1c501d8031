import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bettingE, changeDetector, eBenjaminiHochberg, mixtureLogE, observe, spentAlpha } from './e-process.ts'
import reference from './e-process.fixtures.json' with { type: 'json' }
import { relativeError, uniformColumn } from './fixtures.ts'

describe(`agrees with ${reference.source}`, () => {
  test.each(reference.cases)('$errors of $trials against $p0', ({ errors, trials, p0, value }) => {
    expect(relativeError(mixtureLogE(errors, trials, p0), value, 1)).toBeLessThan(1e-10)
  })
})

test('one more row multiplies the evidence by 1 on average where the rate is p0', () => {
  const rate = fc.double({ min: 0.01, max: 0.9, noNaN: true })
  fc.assert(
    fc.property(fc.nat(200), fc.nat(500), rate, (errors, right, p0) => {
      const trials = errors + right
      const now = mixtureLogE(errors, trials, p0)
      const step = (error: number): number => Math.exp(mixtureLogE(errors + error, trials + 1, p0) - now)
      expect(p0 * step(1) + (1 - p0) * step(0)).toBeCloseTo(1, 7)
      const bets = (error: number): number => bettingE(errors + error, trials + 1, p0) / bettingE(errors, trials, p0)
      if (bettingE(errors, trials, p0) > 1e-200 && Number.isFinite(bets(1))) {
        expect(p0 * bets(1) + (1 - p0) * bets(0)).toBeCloseTo(1, 7)
      }
    }),
  )
})

test('false alarms are rarer than promised however often one looks, and a doubled rate is found', () => {
  const firstAlarm = (rate: number, stream: number, rows: number): number => {
    let errors = 0
    return uniformColumn(rows, stream).findIndex((u, i) => {
      errors += u < rate ? 1 : 0
      return mixtureLogE(errors, i + 1, 0.1) >= Math.log(20)
    })
  }
  let falseAlarms = 0
  const delays: number[] = []
  for (let run = 0; run < 100; run++) {
    if (firstAlarm(0.1, 1000 + run, 1000) >= 0) falseAlarms++
    delays.push(firstAlarm(0.2, 2000 + run, 1000))
  }
  // at most 5 expected of 100
  expect(falseAlarms).toBeLessThanOrEqual(11)
  expect(delays.every((delay) => delay >= 0)).toBe(true)
  expect(delays.toSorted((a, b) => a - b)[50]).toBeLessThan(150)
})

test('betting stops early: about 21 rows at four times the rate', () => {
  const stops = Array.from({ length: 200 }, (_, run) => {
    let failures = 0
    return uniformColumn(400, 3000 + run).findIndex((u, i) => {
      failures += u < 0.2 ? 1 : 0
      return bettingE(failures, i + 1, 0.05) >= 20
    })
  }).toSorted((a, b) => a - b)
  expect(stops[100]! + 1).toBeGreaterThan(12)
  expect(stops[100]! + 1).toBeLessThan(32)
})

test('the detector forgets a long calm: a late change is found as fast as an early one', () => {
  const delayAfter = (calm: number): number => {
    const detector = changeDetector(0.05)
    const rows = uniformColumn(calm + 500, 77)
    for (let row = 0; row < calm; row++) observe(detector, rows[row]! < 0.02)
    for (let row = calm; row < rows.length; row++) {
      if (observe(detector, rows[row]! < 0.25) >= 1000) return row - calm
    }
    return Infinity
  }
  expect(delayAfter(0)).toBeLessThan(120)
  expect(delayAfter(20_000)).toBeLessThan(120)
})

test('the evidence of a detector at p0 grows by one a row on average, so alarms are as rare as promised', () => {
  let total = 0
  const runs = 2000
  for (let run = 0; run < runs; run++) {
    const detector = changeDetector(0.3)
    let last = 0
    for (const u of uniformColumn(10, 10_000 + run)) last = observe(detector, u < 0.3)
    total += last / runs
  }
  expect(total).toBeGreaterThan(6)
  expect(total).toBeLessThan(16)
  const all = changeDetector(0.3)
  for (let row = 0; row < 10_000; row++) expect(Number.isFinite(observe(all, true))).toBe(true)
})

test('e-BH by hand: 4 hypotheses at 0.05 need 80, 40, 26.7, 20', () => {
  expect([...eBenjaminiHochberg(Float64Array.of(90, 41, 1, 30), 0.05)]).toEqual([1, 1, 0, 1])
  expect([...eBenjaminiHochberg(Float64Array.of(79, 39, 1, 3), 0.05)]).toEqual([0, 0, 0, 0])
  expect([...eBenjaminiHochberg(Float64Array.of(NaN, 21), 0.05)]).toEqual([0, 1])
  expect([...eBenjaminiHochberg(new Float64Array(0), 0.05)]).toEqual([])
})

test('the spent levels add up to the level', () => {
  let total = 0
  for (let look = 1; look <= 100_000; look++) total += spentAlpha(0.05, look)
  expect(total).toBeCloseTo(0.05, 5)
  expect(total).toBeLessThan(0.05)
})

test('alternatives lie above the rate and below 1, also for high rates', () => {
  for (const p0 of [0.01, 0.4, 0.94, 0.95, 0.99]) {
    const { rates } = changeDetector(p0)
    expect(rates).toHaveLength(39)
    expect(rates.every((rate) => rate > p0 && rate < 1)).toBe(true)
  }
  expect(changeDetector(0.2).rates.at(-1)).toBeCloseTo(0.8, 12)
  expect(changeDetector(0.5).rates.at(-1)).toBe(0.95)
})

test('impossible rates', () => {
  expect(mixtureLogE(1, 5, 0)).toBe(Infinity)
  expect(mixtureLogE(0, 4, 0)).toBeCloseTo(-Math.log(5), 12)
  expect(mixtureLogE(3, 5, 1)).toBe(0)
})
