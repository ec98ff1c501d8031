import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aligned, count, duration, moment, number, percent, plural, probability, signed } from './format.ts'

test('numbers keep the digits that matter', () => {
  expect([0, 0.12345, 1.5, 12.345, 1234.5, -0.25, 1e9, 4e-9].map((value) => number(value))).toEqual([
    '0',
    '0.123',
    '1.5',
    '12.3',
    '1,235',
    '−0.25',
    '1.0e+9',
    '4.0e−9',
  ])
  expect(number(0.12345, 5)).toBe('0.12345')
  expect([null, undefined, Number.NaN].map((value) => number(value))).toEqual(['–', '–', '–'])
  expect(number(Number.NEGATIVE_INFINITY)).toBe('−∞')
})

test('a number is within its last digit of what was given', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 99, noNaN: true }), (value) => {
      expect(Math.abs(Number(number(value)) / value - 1)).toBeLessThanOrEqual(0.00501)
    }),
  )
})

test('shares are percents, and a small one is not nothing', () => {
  expect([0, 0.0004, 0.034, 0.25, 1, -0.0004].map((share) => percent(share))).toEqual(
    ['0 %', '<0.1 %', '3.4 %', '25 %', '100 %', '>−0.1 %'].map((text) => text.replace(' ', '\u00a0')),
  )
  expect(percent(null)).toBe('–')
})

test('columns of numbers line up', () => {
  expect([0.5, -0.12345, 12.5, null].map(aligned)).toEqual(['0.5000', '−0.1235', '12.5', '–'])
  expect([0.5, -0.5, null].map(signed)).toEqual(['+0.5000', '−0.5000', '–'])
})

test('counts, plurals, p values, times', () => {
  expect(count(1234567)).toBe('1,234,567')
  expect(plural(1, 'row')).toBe('1 row')
  expect(plural(2000, 'row')).toBe('2,000 rows')
  expect([0.00001, 0.0213, 1, null].map(probability)).toEqual(['<0.001', '0.021', '1.000', '–'])
  expect([0.42, 12, 2345, 185_000].map(duration)).toEqual(['0.42 ms', '12 ms', '2.35 s', '3 min 5 s'])
  expect(moment('2026-03-02T09:30:11.000Z')).toBe('2026-03-02 09:30 UTC')
  expect(moment('yesterday')).toBe('yesterday')
})
