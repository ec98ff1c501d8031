import { expect, test } from 'vitest'
import { coverageText, estimateText, limitText, reasonText, sentences } from './phrases.ts'

test('a number is told with its interval, and not at all when there is none', () => {
  const interval = { low: 0.25, high: null, level: 0.95 }
  expect(estimateText({ estimate: 0.3125, interval })).toBe('0.313 (0.25 to unknown)')
  expect(estimateText({ estimate: 0, interval: null })).toBe('0')
  expect(estimateText({ estimate: null, interval })).toBe('')
})

test('limits are told with the side that is worse', () => {
  expect(limitText({ limits: { warn: 0.1, fail: 0.2, worse: 'higher' } })).toBe('fails over 0.2, warns over 0.1')
  expect(limitText({ limits: { warn: 0.9, fail: 0.8, worse: 'lower' } })).toBe('fails under 0.8, warns under 0.9')
  expect(limitText({ limits: { warn: 0, fail: 0, worse: 'higher' } })).toBe('fails over 0')
  expect(limitText({ limits: null })).toBe('')
})

test('the rows that are needed are told once', () => {
  expect(reasonText({ reason: 'too few', rowsNeeded: 5200 })).toBe('too few; about 5,200 rows would settle it')
  expect(reasonText({ reason: 'too few; about 5,200 rows would tell', rowsNeeded: 5200 })).toBe(
    'too few; about 5,200 rows would tell',
  )
  expect(reasonText({ reason: 'too few', rowsNeeded: null })).toBe('too few')
})

test('rows that were left out are counted', () => {
  expect(coverageText({ rows: 1, of: 1 })).toBe('all 1 row')
  expect(coverageText({ rows: 10_000, of: 32_561 })).toBe('10,000 of 32,561 rows (31 %)')
  expect(sentences('a', '', 'b')).toBe('a; b')
})
