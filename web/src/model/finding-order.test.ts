import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finding } from '../../fixtures/sample-finding.ts'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { compareFindings, compareText, excessOf } from './finding-order.ts'
import { statusOf } from './status.ts'

const limits = { warn: 0.1, fail: 0.2, worse: 'higher' } as const

test('sorts by status, then severity, then cost, then distance past the limit', () => {
  const ranked = (subject: string, verdict: 'fail' | 'warn', details: Parameters<typeof finding>[4]) =>
    finding('drift/feature', subject, verdict, '', { limits, ...details })
  const impact = (estimate: number) => ({ impact: { estimate, interval: null } })
  const sorted = [
    ranked('warning', 'warn', { severity: 'blocker', ...impact(1) }),
    ranked('minor', 'fail', { severity: 'minor', ...impact(1) }),
    ranked('cheap', 'fail', { severity: 'major', ...impact(0.01), estimate: 9 }),
    ranked('free, past', 'fail', { severity: 'major', estimate: 0.5 }),
    ranked('free, just past', 'fail', { severity: 'major', estimate: 0.3 }),
    ranked('dear', 'fail', { severity: 'major', ...impact(0.2) }),
    ranked('informs', 'fail', { severity: 'major', ...impact(0.9), gating: false }),
    ranked('blocker', 'fail', { severity: 'blocker' }),
  ]
    .map((each) => ({ finding: each, status: statusOf(each) }))
    .toSorted(compareFindings)
  expect(sorted.map((each) => each.finding.subject)).toEqual([
    'blocker',
    'dear',
    'cheap',
    'free, past',
    'free, just past',
    'informs',
    'minor',
    'warning',
  ])
})

test('distance past the limit follows the direction that is worse, in steps from warn to fail', () => {
  expect(excessOf(finding('drift/feature', 'x', 'fail', '', { estimate: 0.4, limits }))).toBeCloseTo(2)
  const lower = { warn: 0.9, fail: 0.8, worse: 'lower' } as const
  expect(excessOf(finding('drift/feature', 'x', 'fail', '', { estimate: 0.5, limits: lower }))).toBeCloseTo(3)
  expect(excessOf(finding('drift/feature', 'x', 'fail', '', { estimate: null, limits }))).toBeNull()
})

test('the order does not depend on the order of the report', () => {
  const all = sampleReport().findings.map((each) => ({ finding: each, status: statusOf(each) }))
  const sorted = all.toSorted(compareFindings)
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(shuffled.toSorted(compareFindings)).toEqual(sorted)
    }),
    { numRuns: 20 },
  )
})

test('numbers within names count as numbers', () => {
  expect(['bin 10', 'bin 2', 'Bin 1'].toSorted(compareText)).toEqual(['Bin 1', 'bin 2', 'bin 10'])
})
