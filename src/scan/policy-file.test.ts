import { expect, test } from 'vitest'
import type { ScanFinding } from '../core/scan-report.ts'
import { applyPolicy, noPolicy } from './policy.ts'
import { parsePolicyFile } from './policy-file.ts'

const finding = (rule: string, path: string, subject = 's'): ScanFinding => ({
  ...{ rule, path, subject, level: 'medium', member: [], offset: null, length: null, detail: 'd', call: null },
})

test('what is accepted is listed, and a level of the team holds', () => {
  const policy = parsePolicyFile(`
levels: { archive/bomb: low }
accept:
  - { rule: pickle-code/unvetted-class, path: 'models/**', subject: 'ours.*', reason: reviewed }
`)
  const all = [
    finding('pickle-code/unvetted-class', 'models/a/b.pkl', 'ours.Model'),
    finding('pickle-code/unvetted-class', 'models/a/b.pkl', 'theirs.Model'),
    finding('pickle-code/unvetted-class', 'other/b.pkl', 'ours.Model'),
    finding('archive/bomb', 'models/x.zip'),
  ]
  const { findings, accepted } = applyPolicy(all, policy)
  expect(accepted).toEqual([all[0]])
  expect(findings).toEqual([all[1], all[2], { ...all[3], level: 'low' }])
  expect(applyPolicy(all, noPolicy)).toEqual({ findings: all, accepted: [] })
})

test.each([
  ['*.pkl', 'a.pkl', true],
  ['*.pkl', 'x/a.pkl', false],
  ['**/*.pkl', 'x/y/a.pkl', true],
  ['**/*.pkl', 'a.pkl', true],
  ['x/**', 'x/y/z', true],
  ['x/*', 'x/y/z', false],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
])('%s matches %s: %s', (path, text, matches) => {
  const policy = parsePolicyFile(JSON.stringify({ accept: [{ rule: 'archive/bomb', path, reason: 'r' }] }))
  expect(applyPolicy([finding('archive/bomb', text)], policy).accepted.length === 1).toBe(matches)
})

test('a mistake is named with its place', () => {
  expect(() => parsePolicyFile('accept: [{ rule: no/rule, reason: x }]')).toThrow(
    /accept\.0\.rule: there is no such rule/,
  )
  expect(() => parsePolicyFile('fail_on: high')).toThrow(/fail_on/)
  expect(() => parsePolicyFile('accept: [{ rule: archive/bomb }]')).toThrow(/accept\.0\.reason/)
})
