import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Finding, Report } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { checkEntry, finding, sampleOf, sampleReport } from './fixtures/sample-report.ts'
import type { State } from './order.ts'
import { stateOf, worstFirst } from './order.ts'
import { sarifReport } from './sarif.ts'

/** A message without a placeholder and without a link, as none of ours has arguments. */
const message = z.strictObject({
  text: z
    .string()
    .min(1)
    .refine((text) => !/[{}]/.test(text.replaceAll('{{', '').replaceAll('}}', '')), 'placeholder')
    .refine((text) => !/\]\(/.test(text), 'link'),
  markdown: z.string().optional(),
})
const uri = z.string().regex(/^[\w.!~*'()%-]+$/)
const descriptor = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: message,
  fullDescription: message.optional(),
  help: message.optional(),
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level: z.enum(['note', 'warning', 'error']) }).optional(),
  properties: z.looseObject({ tags: z.array(z.string()).max(20) }).optional(),
})
const associatedRule = z.strictObject({ id: z.string(), index: z.int().min(0).optional() })

/** The rules of the official schema for the part of SARIF 2.1.0 that is used, and those its text adds. */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string(),
          semanticVersion: z.string(),
          rules: z.array(descriptor),
          // GitHub refuses one without a full description or help.
          notifications: z.array(descriptor.extend({ fullDescription: message, help: message })),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          exitCode: z.int(),
          exitCodeDescription: z.string(),
          toolExecutionNotifications: z.array(
            z.strictObject({
              descriptor: z.strictObject({ id: z.string() }),
              level: z.enum(['note', 'error']),
              message,
              associatedRule,
              properties: z.looseObject({}).optional(),
            }),
          ),
        }),
      ]),
      artifacts: z.array(
        z.strictObject({
          location: z.strictObject({ uri }),
          roles: z.tuple([z.literal('analysisTarget')]).optional(),
          hashes: z.strictObject({ 'sha-256': z.string().length(64) }).optional(),
        }),
      ),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0).optional(),
          // GitHub does not read it, and would take a pass for a problem.
          kind: z.literal('fail'),
          level: z.enum(['note', 'warning', 'error']),
          message,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri, index: z.literal(0) }),
                region: z.strictObject({ startLine: z.literal(1) }),
              }),
              logicalLocations: z.tuple([
                z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.string() }),
              ]),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.looseObject({ verdict: z.string() }),
        }),
      ),
      properties: z.looseObject({}),
    }),
  ]),
})

test('is written as before', async () => {
  const sample = sampleOf('drift/feature', 'adversarial/search')
  const findings = sample.findings.filter((one) => ['fail', 'errored'].includes(stateOf(one)))
  await expect(sarifReport({ ...sample, findings })).toMatchFileSnapshot('fixtures/golden/report.sarif.json')
})

test('each state is what the standard calls it', () => {
  const nature = (given: Partial<Finding>) => {
    const report = { ...sampleReport, findings: [finding('a/b', given)], gate: { ...sampleReport.gate, reasons: [] } }
    const { results, invocations } = runOf(report)
    return [
      ...results.map(({ kind, level }) => `result ${kind} ${level}`),
      ...invocations[0].toolExecutionNotifications.map(({ descriptor, level }) => `${descriptor.id} ${level}`),
    ].join()
  }
  expect(nature({ verdict: 'fail', severity: 'blocker' })).toBe('result fail error')
  expect(nature({ verdict: 'fail', severity: 'major' })).toBe('result fail error')
  expect(nature({ verdict: 'fail', severity: 'minor' })).toBe('result fail warning')
  expect(nature({ verdict: 'fail', gating: false })).toBe('result fail error')
  expect(nature({ verdict: 'warn', severity: 'blocker' })).toBe('result fail note')
  expect(nature({ outcome: 'errored', verdict: null })).toBe('could-not-run error')
  expect(nature({ verdict: 'inconclusive' })).toBe('inconclusive note')
  expect(nature({ outcome: 'skipped', verdict: null })).toBe('skipped note')
  expect(nature({})).toBe('')
})

test('what broke is a notification, and the run did not succeed', () => {
  const { invocations, results } = runOf(sampleOf('adversarial/search', 'performance/metric'))
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['gate'])
  expect(invocations[0].executionSuccessful).toBe(false)
  expect(invocations[0].toolExecutionNotifications).toMatchObject([
    { descriptor: { id: 'could-not-run' }, associatedRule: { id: 'adversarial/search', index: 1 } },
  ])
  const whole = sampleOf('performance/metric')
  expect(runOf(whole).invocations[0].executionSuccessful).toBe(true)
  const unfinished = { ...whole, gate: { ...whole.gate, exitCode: 3 as const } }
  expect(runOf(unfinished).invocations[0].executionSuccessful).toBe(false)
})

test('what shuts the gate without a fail is a notification, and a problem for readers that show no notifications', () => {
  const { invocations, results, tool } = runOf(sampleOf('drift/label', 'fairness/rate-gap'))
  expect(
    invocations[0].toolExecutionNotifications
      .filter(({ level }) => level === 'error')
      .map((one) => `${one.descriptor.id} ${one.associatedRule.id}`),
  ).toEqual(['gate fairness/rate-gap', 'gate drift/label'])
  expect(invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 })
  const shut = results.filter(({ ruleId }) => ruleId === 'gate')
  expect(shut.map(({ level, message: { text } }) => `${level} ${text.split(';')[0]}`)).toEqual([
    'error fairness/rate-gap: required but skipped',
    'error drift/label: inconclusive',
  ])
  expect(tool.driver.rules[shut[0]!.ruleIndex!]).toMatchObject({ id: 'gate', defaultConfiguration: { level: 'error' } })
})

test('a fail that shuts the gate is an error, whatever its severity', () => {
  const fail = finding('a/b', { subject: 'age', verdict: 'fail', severity: 'minor' })
  const levels = (reasons: Report['gate']['reasons']) =>
    runOf({ ...sampleReport, findings: [fail], gate: { ...sampleReport.gate, reasons } }).results.map(
      ({ level }) => level,
    )
  expect(levels([])).toEqual(['warning'])
  expect(levels([{ check: 'a/b', subject: 'age', cause: 'failed', reason: '' }])).toEqual(['error'])
})

test('a rule tells what it protects against and what to do, and links only to the web', () => {
  const check = checkEntry('drift/feature', {
    remediation: ['Do <b>this</b>', 'Then {that}'],
    references: [
      { title: 'No', url: 'javascript:alert(1)' },
      { title: 'Yes [1]', url: 'https://example.org/a' },
    ],
  })
  const [rule] = runOf({ ...sampleReport, checks: [check] }).tool.driver.rules
  expect(rule).toMatchObject({
    id: 'drift/feature',
    fullDescription: { text: check.protectsAgainst },
    helpUri: 'https://example.org/a',
    properties: { standards: check.standards, tags: ['operational', 'drift', ...check.standards] },
  })
  expect(rule!.help!.markdown).toBe(
    '1. Do \\<b\\>this\\</b\\>\n2. Then {{that}}\n\n- [Yes \\[1\\]](https://example.org/a)',
  )
})

test('a fingerprint depends on the check and the subject only', () => {
  const print = (...given: Parameters<typeof finding>) =>
    runOf({ ...sampleReport, findings: [finding(given[0], { verdict: 'warn', ...given[1] })] }).results.at(-1)!
      .partialFingerprints['airworthySubject/v1']
  expect(print('a/b', { subject: 'age' })).toBe('deb3ccb7cc9ca931189051ab9db5137b')
  expect(print('a/b', { subject: 'age', verdict: 'fail', reason: 'other', estimate: 3 })).toBe(print('a/b'))
  const others = [print('a/b'), print('a/b', { subject: 'sex' }), print('a/b', { subject: null }), print('a/c')]
  expect(new Set(others).size).toBe(4)
})

test('any report keeps the rules of the standard, and shows no fail or error as passed', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const { results, invocations, tool } = runOf(report)
      const findings = worstFirst(report.findings)
      const having = (...wanted: readonly State[]) => findings.filter((one) => wanted.includes(stateOf(one)))
      const shut = report.gate.reasons.filter(({ cause }) => cause !== 'failed')
      expect(results.map(({ ruleId, properties }) => `${ruleId} ${properties.verdict}`)).toEqual([
        ...shut.map(() => 'gate fail'),
        ...having('fail', 'warn').map((one) => `${one.check} ${stateOf(one)}`),
      ])
      for (const { level, ruleId, ruleIndex, properties } of results) {
        expect(tool.driver.rules[ruleIndex!]!.id).toBe(ruleId)
        if (properties.verdict === 'fail') expect(level).toMatch(/^(error|warning)$/)
      }
      const notes = invocations[0].toolExecutionNotifications
      const noted = (id: string) => notes.filter(({ descriptor }) => descriptor.id === id)
      expect(noted('could-not-run')).toHaveLength(having('errored').length)
      if (having('errored').length > 0) expect(invocations[0].executionSuccessful).toBe(false)
      // Nothing is lost: what is no result and no pass is a notification.
      expect(noted('inconclusive')).toHaveLength(having('inconclusive').length)
      expect(noted('skipped')).toHaveLength(having('skipped').length)
      expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['airworthySubject/v1'])).size).toBe(
        results.length,
      )
    }),
  )
})

function runOf(report: Report): z.output<typeof sarif>['runs'][0] {
  return sarif.parse(JSON.parse(sarifReport(report))).runs[0]
}
