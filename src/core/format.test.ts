import { expect, test } from 'vitest'
import { number } from './format.ts'

test.each([
  [0, '0'],
  [0.123456, '0.123'],
  [-4.5321, '−4.53'],
  [123.4, '123'],
  [553_671, '553,671'],
  [1_234_567, '1,230,000'],
  [-12_000_000, '−12,000,000'],
  [3.4e38, '3.4e38'],
  [0.0000123, '1.2e−5'],
  [Number.NaN, 'undefined'],
  [Infinity, '∞'],
])('%d reads %s', (value, text) => {
  expect(number(value)).toBe(text)
})
