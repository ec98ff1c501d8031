import { expect, test } from 'vitest'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { scanOf } from '../../testing/scans.ts'
import format from './format.check.ts'

testCheck(format, [
  { when: 'nothing was found', given: { files: scanOf() }, expect: { 'model files': 'pass' } },
  {
    when: 'there is a note',
    given: { files: scanOf({ rule: 'format/lying-size', level: 'low' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'something deserves a look',
    given: { files: scanOf({ rule: 'format/lying-size', level: 'medium' }) },
    expect: { 'model files': 'warn' },
  },
  {
    when: 'something is grave',
    given: { files: scanOf({ rule: 'format/lying-size', level: 'critical' }) },
    expect: { 'model files': 'fail' },
  },
  {
    when: 'another topic is grave',
    given: { files: scanOf({ rule: 'other/thing', level: 'critical' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'a team wants to fail on less',
    given: { files: scanOf({ rule: 'format/lying-size', level: 'low' }) },
    params: { warn: 'info', fail: 'low' },
    expect: { 'model files': 'fail' },
  },
])

test('a part that nobody could read is no pass, even where nothing was found', async () => {
  await expect(measure(format, { files: scanOf(undefined, 'the format is not known') })).rejects.toThrow(
    'the format is not known',
  )
})
