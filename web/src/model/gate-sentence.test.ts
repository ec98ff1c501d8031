import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { gateSummary } from './gate-sentence.ts'

const { gate, counts } = sampleReport()
const reason = (cause: (typeof gate.reasons)[number]['cause']) => ({ check: 'a/b', subject: null, cause, reason: 'r' })
const shut = (...causes: (typeof gate.reasons)[number]['cause'][]) => ({
  gate: { ...gate, reasons: causes.map(reason) },
  counts,
})

test('failed: what failed first, what could not run apart from it', () => {
  const summary = gateSummary(shut('could not run', 'failed', 'failed'))
  expect(summary).toMatchObject({
    tone: 'fail',
    headline: 'Gate failed',
    sentence: '2 findings of 1 check failed (4 more failed and do not block) and 1 check could not run.',
  })
  expect(summary.groups.map((group) => [group.title, group.reasons.length])).toEqual([
    ['Requirements not met', 2],
    ['Could not run', 1],
  ])
})

test('could not run is not failed', () => {
  expect(gateSummary(shut('could not run'))).toMatchObject({
    tone: 'errored',
    headline: 'Gate not passed',
    sentence: '1 check could not run; nothing that could be judged failed.',
  })
})

test('every cause has its words', () => {
  expect(gateSummary(shut('required but skipped', 'inconclusive', 'failed')).sentence).toBe(
    '1 finding of 1 check failed (5 more failed and do not block), 1 required check was skipped and 1 finding could not be decided on this many rows.',
  )
})

test('a gate that is shut without a reason is still shut', () => {
  expect(gateSummary(shut())).toMatchObject({ tone: 'fail', headline: 'Gate failed' })
})

const open = { ...gate, passed: true, reasons: [] }

test('passed: says what there is all the same', () => {
  const some = {
    checks: { planned: 9, judged: 6, skipped: 2, errored: 1 },
    findings: { pass: 5, warn: 3, fail: 1, inconclusive: 2 },
  }
  expect(gateSummary({ gate: open, counts: some })).toMatchObject({
    tone: 'pass',
    headline: 'Gate passed',
    sentence:
      'Nothing of severity major or above failed (also: 1 failed finding below it, 3 warnings, 2 inconclusive findings, 1 check that could not run and 2 skipped checks).',
  })
})

test('passed and clean', () => {
  const clean = {
    checks: { planned: 3, judged: 3, skipped: 0, errored: 0 },
    findings: { pass: 5, warn: 0, fail: 0, inconclusive: 0 },
  }
  expect(gateSummary({ gate: open, counts: clean }).sentence).toBe('Nothing of severity major or above failed.')
})

test('a gate that passed because nothing was judged does not look passed', () => {
  const none = {
    checks: { planned: 3, judged: 0, skipped: 3, errored: 0 },
    findings: { pass: 0, warn: 0, fail: 0, inconclusive: 0 },
  }
  expect(gateSummary({ gate: open, counts: none })).toMatchObject({
    tone: 'inconclusive',
    sentence: 'But no check was judged.',
  })
})

test('a gate that was not passed because every check was skipped says so', () => {
  const none = {
    checks: { planned: 3, judged: 0, skipped: 3, errored: 0 },
    findings: { pass: 0, warn: 0, fail: 0, inconclusive: 0 },
  }
  const reason = { check: 'subset/named', subject: null, cause: 'nothing judged' as const, reason: 'no column' }
  const shut = { ...open, passed: false, exitCode: 3 as const, reasons: [reason] }
  expect(gateSummary({ gate: shut, counts: none }).sentence).toBe('1 check was skipped, and nothing was judged.')
})

test('a gate that passed and saw little does not look passed either', () => {
  const few = {
    checks: { planned: 38, judged: 2, skipped: 36, errored: 0 },
    findings: { pass: 4, warn: 0, fail: 0, inconclusive: 0 },
  }
  expect(gateSummary({ gate: open, counts: few })).toMatchObject({
    tone: 'inconclusive',
    headline: 'Gate passed, little was tested',
    sentence:
      'Only 2 of 38 checks could be judged. Nothing of severity major or above failed (also: 36 skipped checks).',
  })
})
