import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Finding, Report } from '../core/report.ts'
import { anyReport } from './fixtures/any-report.ts'
import { checkEntry, finding, sampleOf, sampleReport } from './fixtures/sample-report.ts'
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
          notifications: z.array(descriptor),
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
              level: z.literal('error'),
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
        z
          .strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0).optional(),
            kind: z.enum(['pass', 'fail', 'open', 'notApplicable']),
            level: z.enum(['none', 'note', 'warning', 'error']),
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
          })
          .refine(({ kind, level }) => (kind === 'fail') === (level !== 'none'), 'only a fail has a level'),
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
    const { kind, level } = runOf({ ...sampleReport, findings: [finding('a/b', given)] }).results[0]!
    return `${kind} ${level}`
  }
  expect(nature({ verdict: 'fail', severity: 'blocker' })).toBe('fail error')
  expect(nature({ verdict: 'fail', severity: 'major' })).toBe('fail error')
  expect(nature({ verdict: 'fail', severity: 'minor' })).toBe('fail warning')
  expect(nature({ verdict: 'fail', gating: false })).toBe('fail error')
  expect(nature({ verdict: 'warn', severity: 'blocker' })).toBe('fail note')
  expect(nature({ verdict: 'inconclusive' })).toBe('open none')
  expect(nature({ outcome: 'skipped', verdict: null })).toBe('notApplicable none')
  expect(nature({})).toBe('pass none')
})

test('what broke is a notification, and the run did not succeed', () => {
  const { invocations, results } = runOf(sampleOf('adversarial/search', 'performance/metric'))
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['performance/metric', 'performance/metric'])
  expect(invocations[0].executionSuccessful).toBe(false)
  expect(invocations[0].toolExecutionNotifications).toMatchObject([
    { descriptor: { id: 'could-not-run' }, associatedRule: { id: 'adversarial/search', index: 1 } },
  ])
  const whole = sampleOf('performance/metric')
  expect(runOf(whole).invocations[0].executionSuccessful).toBe(true)
  const unfinished = { ...whole, gate: { ...whole.gate, exitCode: 3 as const } }
  expect(runOf(unfinished).invocations[0].executionSuccessful).toBe(false)
})

test('what shuts the gate without a fail is a notification too', () => {
  const { invocations } = runOf(sampleOf('drift/label', 'fairness/rate-gap'))
  expect(
    invocations[0].toolExecutionNotifications.map((one) => `${one.descriptor.id} ${one.associatedRule.id}`),
  ).toEqual(['gate fairness/rate-gap', 'gate drift/label'])
  expect(invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 })
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
    runOf({ ...sampleReport, findings: [finding(...given)] }).results[0]!.partialFingerprints['airworthySubject/v1']
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
      const judged = findings.filter((one) => stateOf(one) !== 'errored')
      const broken = findings.length - judged.length
      expect(results.map(({ ruleId, properties }) => `${ruleId} ${properties.verdict}`)).toEqual(
        judged.map((one) => `${one.check} ${stateOf(one)}`),
      )
      results.forEach(({ kind, level, ruleId, ruleIndex }, i) => {
        if (stateOf(judged[i]!) === 'fail') expect(`${kind} ${level}`).toMatch(/^fail (error|warning)$/)
        expect(kind === 'pass').toBe(stateOf(judged[i]!) === 'pass')
        expect(tool.driver.rules[ruleIndex!]!.id).toBe(ruleId)
      })
      const notes = invocations[0].toolExecutionNotifications.filter(({ descriptor: { id } }) => id === 'could-not-run')
      expect(notes).toHaveLength(broken)
      if (broken > 0) expect(invocations[0].executionSuccessful).toBe(false)
      expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['airworthySubject/v1'])).size).toBe(
        results.length,
      )
    }),
  )
})

function runOf(report: Report): z.output<typeof sarif>['runs'][0] {
  return sarif.parse(JSON.parse(sarifReport(report))).runs[0]
}
