import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding, Report } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { checkEntry, finding, sampleReport, sampleTimings } from './fixtures/sample-report.ts'
import { countStates, groupByRisk, states, stateOf } from './order.ts'
import type { Paint } from './paint.ts'
import { terminalSummary } from './terminal.ts'
import { widthOf } from './text-width.ts'

const outputs = ['airworthy-report.html', 'build/results.junit.xml']
const symbols = { fail: '✗', errored: '‼', warn: '!', inconclusive: '?', skipped: '–', pass: '✓' }

test.each([
  [80, 24],
  [100, 40],
])('is drawn as before on %i × %i', async (width, height) => {
  const text = terminalSummary(sampleReport, { width, height, outputs, timings: sampleTimings })
  expect(text.split('\n').length).toBeLessThan(height)
  await expect(`${text}\n`).toMatchFileSnapshot(`fixtures/golden/terminal-${width}x${height}.txt`)
})

test('paint changes colours only', () => {
  const coloured: Paint = {
    red: (text) => `\u001b[31m${text}\u001b[39m`,
    yellow: (text) => `\u001b[33m${text}\u001b[39m`,
    green: (text) => `\u001b[32m${text}\u001b[39m`,
    cyan: (text) => `\u001b[36m${text}\u001b[39m`,
    bold: (text) => `\u001b[1m${text}\u001b[22m`,
    dim: (text) => `\u001b[2m${text}\u001b[22m`,
  }
  const text = terminalSummary(sampleReport, { paint: coloured, outputs })
  expect(text).toContain('\u001b[31m✗\u001b[39m')
  // oxlint-disable-next-line no-control-regex -- the codes begin with one
  expect(text.replace(/\u001b\[\d+m/g, '')).toBe(terminalSummary(sampleReport, { outputs }))
})

test('checks that passed or were skipped for the very same reason share a line, others never', () => {
  const skipped = { outcome: 'skipped', verdict: null, reason: 'not among the checks asked for' } as const
  const report = withFindings([
    finding('drift/feature', skipped),
    finding('drift/label', skipped),
    finding('drift/prediction', { ...skipped, reason: 'there is no reference' }),
    finding('privacy/leak', { reason: 'all is well' }),
    finding('privacy/theft', { reason: 'all is well' }),
    finding('operations/latency', { volatile: true, reason: 'see the timings' }),
    finding('operations/throughput', { volatile: true, reason: 'see the timings' }),
    finding('fairness/gap', { verdict: 'fail', reason: 'all is not well' }),
    finding('fairness/proxy', { verdict: 'fail', reason: 'all is not well' }),
  ])
  const text = terminalSummary(report, { width: 100, height: Infinity })
  const lines = text.split('\n').filter((line) => line.includes('/'))
  expect(lines.map((line) => line.trim().replaceAll(/ {2,}/g, ' · '))).toEqual(
    expect.arrayContaining([
      '– drift/feature and 1 more · not among the checks asked for',
      '– drift/prediction · there is no reference',
      '✓ privacy/leak and 1 more · all is well',
      '✓ operations/latency · see the timings',
      '✓ operations/throughput · see the timings',
      '✗ fairness/gap · all is not well',
      '✗ fairness/proxy · all is not well',
    ]),
  )
  expect(text).not.toContain('drift/label')
})

test('ASCII is enough', () => {
  const report = withFindings([
    finding('drift/feature', { verdict: 'fail', reason: 'moved from −1 to ≥ 2 … × 3 and much more than a line holds' }),
    finding('drift/label', { verdict: 'warn' }),
    finding('fairness/gap', { outcome: 'skipped', verdict: null }),
    finding('privacy/leak', { outcome: 'errored', verdict: null }),
    finding('label/noise', { verdict: 'inconclusive' }),
    finding('label/other', {}),
  ])
  const text = terminalSummary(report, { width: 72, ascii: true })
  expect(text).toMatch(/^[\n\u0020-\u007e]*$/)
  expect(text).toContain('x drift/feature  moved from -1 to >= 2 ... x 3')
  for (const symbol of ['E ', '! ', '? ', '- ', '+ ']) expect(text).toContain(symbol)
})

test('the last line says what the gate did, and names apart what could not run', () => {
  const last = (gate: Partial<Report['gate']>, width = 100, findings: readonly Finding[] = []) =>
    terminalSummary({ ...withFindings(findings), gate: { ...sampleReport.gate, ...gate } }, { width })
      .split('\n')
      .at(-1)
  const reason = (check: string, cause: Report['gate']['reasons'][number]['cause']) => ({
    check,
    subject: null,
    cause,
    reason: '',
  })
  const reasons = [
    reason('a/b', 'failed'),
    reason('a/b', 'failed'),
    reason('c/d', 'failed'),
    reason('e/f', 'could not run'),
  ]

  expect(last({ reasons })).toBe('✗ Gate failed · 2 checks failed: a/b, c/d · 1 could not run: e/f')
  expect(last({ reasons }, 48)).toBe('✗ Gate failed: 2 checks failed, 1 could not run')
  expect(last({ reasons: reasons.slice(3), exitCode: 3 })).toBe('‼ Gate not decided · 1 could not run: e/f')
  const fails = ['c/d', 'a/b', 'g/h'].map((id, i) =>
    finding(id, { subject: null, verdict: 'fail', severity: (['blocker', 'major', 'minor'] as const)[i]! }),
  )
  expect(last({ reasons: reasons.slice(1, 3) }, 100, fails), 'the worst in front').toBe(
    '✗ Gate failed · 2 checks failed: c/d, a/b · 1 failed without blocking',
  )
  const passed: Partial<Report['gate']> = { passed: true, exitCode: 0, reasons: [] }
  expect(last(passed)).toBe('✓ Gate passed (blocks on major and above)')
  expect(
    last(passed, 100, [finding('drift/a', { verdict: 'fail' }), finding('drift/b', { verdict: 'inconclusive' })]),
  ).toBe('✓ Gate passed (blocks on major and above); not blocking: 1 failed, 1 inconclusive')
})

test('a run that judged nothing does not pass in silence', () => {
  const counts = { ...sampleReport.counts, checks: { planned: 0, judged: 0, skipped: 0, errored: 0 } }
  const gate: Report['gate'] = { passed: true, blockOn: 'major', exitCode: 0, reasons: [] }
  const text = terminalSummary({ ...withFindings([]), counts, gate })
  expect(text.split('\n').at(-1)).toBe('✓ Gate passed (blocks on major and above), but nothing was judged')

  const skipped = finding('subset/named', { outcome: 'skipped', verdict: null, subject: null, reason: 'no column' })
  const reasons = [{ check: skipped.check, subject: null, cause: 'nothing judged', reason: 'no column' } as const]
  const shut = { ...withFindings([skipped]), counts, gate: { ...gate, passed: false, exitCode: 3 as const, reasons } }
  expect(terminalSummary(shut).split('\n').at(-1)).toMatch(
    /^. Gate not decided . nothing was judged . 1 skipped: subset\/named$/,
  )
})

test('a gate that few checks stand behind says so', () => {
  const counts = { ...sampleReport.counts, checks: { planned: 24, judged: 1, skipped: 23, errored: 0 } }
  const gate: Report['gate'] = { passed: true, blockOn: 'major', exitCode: 0, reasons: [] }
  const text = terminalSummary({ ...withFindings([finding('cleanliness/duplicates')]), counts, gate })
  expect(text.split('\n').at(-1)).toBe('✓ Gate passed (blocks on major and above); 1 of 24 checks judged')
})

test('many fails do not hide what broke, nor the other risks', () => {
  const fails = Array.from({ length: 40 }, (_, i) => finding(`drift/f${i}`, { verdict: 'fail' }))
  const broken = finding('operations/latency', { outcome: 'errored', verdict: null, reason: 'It broke.' })
  const unfair = finding('fairness/gap', { verdict: 'fail', severity: 'minor', reason: 'It is unfair.' })
  const text = terminalSummary(withFindings([...fails, broken, unfair]))
  expect(text).toContain('It broke.')
  expect(text).toContain('It is unfair.')
  const shown = text.match(/✗ drift\/f/g)!.length
  expect(text).toContain(`and not shown here: ✗ ${40 - shown} failed`)
})

test('a time is told, though the report has none', () => {
  const tall = { width: 100, height: 40 }
  expect(terminalSummary(sampleReport, { ...tall, timings: sampleTimings })).toContain('within 4.1 ms')
  expect(terminalSummary(sampleReport, tall)).toContain('the times lie beside the report')
})

test('any report fits the screen, counts every check in its state and ends with the gate', () => {
  fc.assert(
    fc.property(
      anyReport,
      fc.integer({ min: 60, max: 120 }),
      fc.integer({ min: 14, max: 60 }),
      (report, width, height) => {
        const lines = terminalSummary(report, { width, height, outputs }).split('\n')
        expect(lines.length).toBeLessThan(height)
        for (const line of lines.slice(0, -1)) expect(widthOf(line), line).toBeLessThanOrEqual(width)
        expect(lines.at(-1)).toMatch(report.gate.passed ? /^✓ Gate passed/ : /^[✗‼] Gate (failed|not decided)/)

        const counts = countStates(
          groupByRisk(report).flatMap(({ families }) =>
            families.flatMap(({ checks }) => checks.map(({ state }) => state)),
          ),
        )
        const heads = lines.filter((line) => /^(OPERATIONAL|SECURITY|ETHICAL) /.test(line)).join('\n')
        for (const state of states) {
          const found = [...heads.matchAll(new RegExp(`\\${symbols[state]} (\\d+)`, 'g'))].map((match) =>
            Number(match[1]),
          )
          expect(
            found.reduce((sum, one) => sum + one, 0),
            state,
          ).toBe(counts[state])
        }
        for (const line of lines) {
          const id = /^ +✓ (\w+\/\w+)/.exec(line)?.[1]
          const bad = report.findings.filter((one) => one.check === id && stateOf(one) !== 'pass')
          if (id !== undefined) expect(bad, 'a check that passed').toEqual([])
        }
      },
    ),
  )
})

test('without an end to the screen everything is shown', () => {
  const text = terminalSummary(sampleReport, { width: 100, height: Infinity })
  for (const { id } of sampleReport.checks) expect(text).toContain(id)
})

function withFindings(findings: readonly Finding[]): Report {
  const ids = [...new Set(findings.map(({ check }) => check))]
  return { ...sampleReport, checks: ids.map((id) => checkEntry(id)), findings: [...findings] }
}
