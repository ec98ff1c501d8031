import { testCheck } from '../../testing/check-tester.ts'
import { scanOf } from '../../testing/scans.ts'
import configCode from './config-code.check.ts'

testCheck(configCode, [
  { when: 'nothing was found', given: { files: scanOf() }, expect: { 'model files': 'pass' } },
  {
    when: 'there is a note',
    given: { files: scanOf({ rule: 'config-code/runs-code', level: 'low' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'something deserves a look',
    given: { files: scanOf({ rule: 'config-code/runs-code', level: 'medium' }) },
    expect: { 'model files': 'warn' },
  },
  {
    when: 'something is grave',
    given: { files: scanOf({ rule: 'config-code/runs-code', level: 'critical' }) },
    expect: { 'model files': 'fail' },
  },
  {
    when: 'another topic is grave',
    given: { files: scanOf({ rule: 'other/thing', level: 'critical' }) },
    expect: { 'model files': 'pass' },
  },
  {
    when: 'a team wants to fail on less',
    given: { files: scanOf({ rule: 'config-code/runs-code', level: 'low' }) },
    params: { warn: 'info', fail: 'low' },
    expect: { 'model files': 'fail' },
  },
])
