import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyReport } from './fixtures/any-report.ts'
import { checkEntry, finding, sampleReport } from './fixtures/sample-report.ts'
import { blockingCause, countStates, groupByRisk, states, stateOf, worstFirst, worstOf } from './order.ts'

test('a judgement without a verdict is not a pass', () => {
  expect(stateOf({ outcome: 'judged', verdict: null })).toBe('inconclusive')
  expect(stateOf({ outcome: 'errored', verdict: 'pass' })).toBe('errored')
  expect(worstOf([])).toBe('inconclusive')
})

test('fails come by gating, severity, impact and distance past the limit', () => {
  const higher = { warn: 0.1, fail: 0.2, worse: 'higher' } as const
  const lower = { warn: 0.9, fail: 0.8, worse: 'lower' } as const
  const fail = { verdict: 'fail' } as const
  const impact = (estimate: number) => ({ estimate, interval: null })
  const sorted = [
    finding('drift/a', { ...fail, subject: 'blocker', severity: 'blocker' }),
    finding('drift/a', { ...fail, subject: 'large impact', severity: 'major', impact: impact(0.3) }),
    finding('drift/a', { ...fail, subject: 'small impact', severity: 'major', impact: impact(0.1) }),
    finding('drift/a', { ...fail, subject: 'y, far above', severity: 'major', limits: higher, estimate: 0.6 }),
    finding('drift/a', { ...fail, subject: 'x, far below', severity: 'major', limits: lower, estimate: 0.2 }),
    finding('drift/a', { ...fail, subject: 'w, just below', severity: 'major', limits: lower, estimate: 0.79 }),
    finding('drift/a', { ...fail, subject: 'v, unknown', severity: 'major' }),
    finding('drift/a', { ...fail, subject: 'informs', severity: 'blocker', gating: false }),
    finding('drift/a', { subject: null, outcome: 'errored', verdict: null }),
    finding('drift/a', { verdict: 'warn' }),
    finding('drift/a', { verdict: 'inconclusive' }),
    finding('drift/a', { outcome: 'skipped', verdict: null }),
    finding('drift/a', { subject: 'a' }),
    finding('drift/a', { subject: 'b' }),
    finding('drift/b', { subject: 'a' }),
  ]
  expect(worstFirst(sorted.toReversed())).toEqual(sorted)
})

test('every finding stands once, below its check, and the worst is in front on each level', () => {
  fc.assert(
    fc.property(anyReport, fc.infiniteStream(fc.nat()), (report, keys) => {
      const groups = groupByRisk(report)
      const shuffled = report.findings
        .map((one) => ({ one, key: keys.next().value }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one)
      expect(groupByRisk({ ...report, findings: shuffled }), 'whatever the order of the findings').toEqual(groups)

      const checks = groups.flatMap(({ families }) => families.flatMap((family) => family.checks))
      expect(checks.flatMap(({ findings }) => findings)).toHaveLength(report.findings.length)
      for (const check of checks) {
        expect(check.findings.every((one) => one.check === check.id)).toBe(true)
        expect(check.state).toBe(worstOf(check.findings.map(stateOf)))
        expectRising(check.findings.map(stateOf))
      }
      for (const { families } of groups) {
        expectRising(families.map((family) => family.checks[0]!.state))
        for (const family of families) expectRising(family.checks.map(({ state }) => state))
      }
      expectRising(groups.map(({ families }) => families[0]!.checks[0]!.state))
    }),
  )
})

test('a check that disagrees with its findings is as bad as the worse of the two', () => {
  const check = checkEntry('drift/a', { verdict: 'fail' })
  const groups = (entry: typeof check, verdict: 'pass' | 'fail') =>
    groupByRisk({ ...sampleReport, checks: [entry], findings: [finding('drift/a', { verdict })] })
  expect(groups(check, 'pass')[0]!.families[0]!.checks[0]!.state).toBe('fail')
  expect(groups({ ...check, verdict: 'pass' }, 'fail')[0]!.families[0]!.checks[0]!.state).toBe('fail')
})

test('a finding blocks when the gate names it, or its whole check for what became of it', () => {
  const [failed, other] = [finding('a/b', { verdict: 'fail' }), finding('a/b', { subject: 'sex' })]
  const reason = { check: 'a/b', subject: null, cause: 'failed', reason: '' } as const
  const gated = (subject: string | null) => ({
    ...sampleReport,
    gate: { ...sampleReport.gate, reasons: [{ ...reason, subject }] },
  })
  expect(blockingCause(gated('age'), failed)).toBe('failed')
  expect(blockingCause(gated('age'), other)).toBeUndefined()
  expect(blockingCause(gated('age'), { ...failed, subject: 'sex' })).toBeUndefined()
  expect(blockingCause(gated(null), failed)).toBe('failed')
  expect(blockingCause(gated(null), other)).toBeUndefined()
  expect(blockingCause(gated('age'), finding('a/c', { verdict: 'fail' }))).toBeUndefined()
})

test('counts states', () => {
  expect(countStates(['fail', 'pass', 'fail'])).toEqual({ ...countStates([]), fail: 2, pass: 1 })
})

function expectRising(some: readonly (typeof states)[number][]): void {
  const ranks = some.map((state) => states.indexOf(state))
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
}
