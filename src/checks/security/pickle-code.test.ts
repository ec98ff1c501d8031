import { expect, test } from 'vitest'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { scanOf } from '../../testing/scans.ts'
import pickleCode from './pickle-code.check.ts'

testCheck(pickleCode, [
  { when: 'nothing was found', given: { files: scanOf() }, expect: { 'model files': 'pass' } },
  {
    when: 'there is a note',
    given: { files: scanOf({ rule: 'pickle-code/dangerous-call', level: 'low' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'something deserves a look',
    given: { files: scanOf({ rule: 'pickle-code/dangerous-call', level: 'medium' }) },
    expect: { 'model files': 'warn' },
  },
  {
    when: 'something is grave',
    given: { files: scanOf({ rule: 'pickle-code/dangerous-call', level: 'critical' }) },
    expect: { 'model files': 'fail' },
  },
  {
    when: 'another topic is grave',
    given: { files: scanOf({ rule: 'other/thing', level: 'critical' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'a team wants to fail on less',
    given: { files: scanOf({ rule: 'pickle-code/dangerous-call', level: 'low' }) },
    params: { warn: 'info', fail: 'low' },
    expect: { 'model files': 'fail' },
  },
])

test('the number of a level comes with its scale', async () => {
  const [measured] = await measure(pickleCode, {
    files: scanOf({ rule: 'pickle-code/dangerous-call', level: 'critical' }),
  })
  expect(pickleCode.quantity!(measured!)).toMatch(/5 critical/)
})
