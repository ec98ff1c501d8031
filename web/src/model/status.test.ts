import { expect, test } from 'vitest'
import { compareStatus, statusOf, statuses, tallyOf, worstOf } from './status.ts'

test('only a judged pass is a pass', () => {
  for (const outcome of ['judged', 'skipped', 'errored'] as const) {
    for (const verdict of ['pass', 'warn', 'fail', 'inconclusive', null] as const) {
      const isPass = statusOf({ outcome, verdict }) === 'pass'
      expect(isPass).toBe(outcome === 'judged' && verdict === 'pass')
    }
  }
})

test('skipped and errored keep their names whatever the verdict', () => {
  expect(statusOf({ outcome: 'skipped', verdict: 'pass' })).toBe('skipped')
  expect(statusOf({ outcome: 'errored', verdict: null })).toBe('errored')
})

test('the worst comes first', () => {
  expect(['pass', 'skipped', 'fail', 'inconclusive', 'warn', 'errored'].toSorted(compareStatus as never)).toEqual(
    statuses,
  )
  expect(worstOf(['pass', 'skipped', 'warn'], 'pass')).toBe('warn')
  expect(worstOf([], 'inconclusive')).toBe('inconclusive')
})

test('counts each status', () => {
  expect(tallyOf(['pass', 'fail', 'pass'])).toEqual({
    fail: 1,
    errored: 0,
    warn: 0,
    inconclusive: 0,
    skipped: 0,
    pass: 2,
  })
})
