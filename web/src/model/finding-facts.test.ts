import { expect, test } from 'vitest'
import { finding } from '../../fixtures/sample-finding.ts'
import { coverageText, factsOf } from './finding-facts.ts'

test('tells only what a finding has', () => {
  expect(factsOf(finding('leakage/time', null, null, '', { outcome: 'skipped' }))).toEqual([])
  const errored = factsOf(
    finding('operations/restart', null, null, '', { outcome: 'errored', errorCode: 'MODEL_TIMED_OUT' }),
  )
  expect(errored).toEqual([{ title: 'Error code', text: 'MODEL_TIMED_OUT' }])
})

test('an inconclusive finding tells the rows that it would take', () => {
  const facts = factsOf(
    finding('drift/feature', 'age', 'inconclusive', '', { rowsNeeded: 5200, p: 0.2, adjustedP: 0.8, q: 0.4 }),
  )
  expect(facts).toContainEqual({ title: 'To decide it', text: 'about 5,200 rows' })
  expect(facts).toContainEqual({ title: 'p after Holm', text: '0.800' })
})

test('what was counted has no interval', () => {
  const counted = { estimate: 3, interval: { low: 3, high: 3, level: 0.95 } }
  expect(factsOf(finding('drift/feature', 'age', 'pass', '', counted)).map((fact) => fact.title)).toEqual(['Estimate'])
})

test('a sample is named as one', () => {
  expect(coverageText({ rows: 10, of: 10 })).toBe('all 10 rows')
  expect(coverageText({ rows: 2500, of: 10_000 })).toBe('2,500 of 10,000 rows (25\u00a0%)')
})
