import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { airworthy, start } from './airworthy.ts'
import { config, prepare, testMistakes } from './mistake.ts'

describe('on the command line', () => {
  testMistakes({
    'a configuration that is not there': {
      args: ['test', 'none.yaml'],
      code: 'CONFIG_NOT_FOUND',
      says: /none\.yaml/,
      hint: /airworthy init/,
    },
    'only checks that do not exist': {
      args: ['test', '--only', 'drfit'],
      code: 'CONFIG_UNKNOWN_CHECK',
      says: /"drfit"/,
      hint: /drift/,
    },
    'skipped checks that do not exist': {
      args: ['test', '--skip', 'drift/featur'],
      code: 'CONFIG_UNKNOWN_CHECK',
      says: /"drift\/featur"/,
      hint: /drift\/feature/,
    },
    'an output of unknown ending': {
      args: ['test', '-o', 'report.docx'],
      code: 'OUTPUT_FORMAT_UNKNOWN',
      says: /report\.docx/,
      hint: /\.json/,
    },
    'an output in a folder that is not there': {
      args: ['test', '-o', 'none/report.json'],
      code: 'OUTPUT_UNWRITABLE',
      says: /none\/report\.json/,
      hint: /folder/,
    },
    'an output below a file': {
      args: ['test', '-o', 'evaluation.csv/report.json'],
      code: 'OUTPUT_UNWRITABLE',
      says: /evaluation\.csv\/report\.json/,
      hint: /folder/,
    },
    'an output where nothing can be made': {
      args: ['test', '-o', '/proc/report.json'],
      code: 'OUTPUT_UNWRITABLE',
      says: /\/proc\/report\.json/,
      hint: /folder/,
    },
    'an output that is a folder': {
      folders: ['folder.json'],
      args: ['test', '-o', 'folder.json'],
      code: 'OUTPUT_UNWRITABLE',
      says: /folder\.json/,
      hint: /folder/,
    },
    'a check that does not exist': {
      args: ['checks', 'drift/featrue'],
      code: 'CONFIG_UNKNOWN_CHECK',
      says: /drift\/featrue/,
      hint: /drift\/feature/,
    },
    'judging where nothing was run': {
      args: ['judge', 'latest'],
      code: 'RUN_NOT_FOUND',
      says: /"latest"/,
      hint: /No run/,
    },
    'resuming where nothing was run': {
      args: ['test', '--resume', '20200101T000000-abcdef'],
      code: 'RUN_NOT_FOUND',
      says: /20200101T000000-abcdef/,
      hint: /No run/,
    },
    'resuming with other checks': {
      args: ['test', '--resume', 'latest', '--only', 'drift'],
      code: 'OPTION_INVALID',
      says: /--resume: .*--only/,
      hint: /airworthy test --help/,
    },
    'resuming with another seed': {
      args: ['test', '--resume', 'latest', '--seed', '3'],
      code: 'OPTION_INVALID',
      says: /--resume: .*--seed/,
      hint: /airworthy test --help/,
    },
  })
})

describe('in the configuration', () => {
  testMistakes({
    'a column left out of a check that is not there, with a model that runs by then': {
      files: { 'predict.js': 'export default ({ rowCount }) => new Float64Array(rowCount).fill(0.5)' },
      config: { ...config, model: { module: 'predict.js' }, checks: { 'abnormal/null': { exclude: ['agee'] } } },
      code: 'DATA_NO_COLUMN',
      says: /"agee"/,
      hint: /age/,
    },
    'invalid YAML': {
      config: 'task: binary\ndata: [evaluation\n',
      code: 'CONFIG_UNREADABLE',
      says: /airworthy\.yaml.*line/,
      hint: /place named/,
    },
    'an empty file': { config: '', code: 'CONFIG_UNREADABLE', says: /no settings/, hint: /./ },
    'an unknown key': {
      config: 'task: binary\ndata:\n  evaluation: evaluation.csv\n  lable: outcome\n',
      code: 'CONFIG_UNKNOWN_KEY',
      says: /"lable" in .*airworthy\.yaml:4/,
      hint: /"label"/,
    },
    'a wrong value': {
      config: 'task: binary\ndata:\n  evaluation: evaluation.csv\nthreshold: 2\n',
      code: 'CONFIG_INVALID',
      says: /airworthy\.yaml:4 \(threshold\)/,
      hint: /./,
    },
    'nothing to test': {
      config: 'task: binary\n',
      code: 'CONFIG_INVALID',
      says: /\(data\): this is missing/,
      hint: /./,
    },
    'an unknown check': {
      config: { ...config, checks: { 'drift/features': { fail: 0.3 } } },
      code: 'CONFIG_UNKNOWN_CHECK',
      says: /"drift\/features"/,
      hint: /drift\/feature/,
    },
    'an unknown parameter': {
      config: { ...config, checks: { 'drift/feature': { fial: 0.3 } } },
      code: 'CONFIG_UNKNOWN_KEY',
      says: /"fial" in .*drift\/feature/,
      hint: /"fail"/,
    },
    'a parameter out of its range': {
      config: { ...config, checks: { 'drift/feature': { fail: 3 } } },
      code: 'CONFIG_INVALID',
      says: /drift\/feature.*fail/,
      hint: /./,
    },
    'a required check that does not exist': {
      config: { ...config, gate: { required: ['fairnes'] } },
      code: 'CONFIG_UNKNOWN_CHECK',
      says: /"fairnes"/,
      hint: /fairness/,
    },
    'a plugin that is not there': {
      config: { ...config, plugins: ['none.ts'] },
      code: 'PLUGIN_FAILED',
      says: /none\.ts/,
      hint: /defineCheck/,
    },
    'a plugin without a check': {
      config: { ...config, plugins: ['plugin.ts'] },
      files: { 'plugin.ts': 'export const answer = 42\n' },
      code: 'PLUGIN_FAILED',
      says: /plugin\.ts.*no check/,
      hint: /defineCheck/,
    },
  })
})

test('a run store that cannot be made', async () => {
  const here = prepare()
  const { exitCode, stderr } = await start(here, ['test'], { AIRWORTHY_HOME: 'evaluation.csv/store' }).ended
  expect(stderr).toMatch(/STORE_UNUSABLE {2}.*evaluation\.csv\/store/)
  expect(stderr).toMatch(/→ .*AIRWORTHY_HOME/)
  expect(exitCode).toBe(2)
})

test.each([
  [['tset'], /unknown command 'tset'[^]*Did you mean "test"/],
  [['test', '--worker', '2'], /unknown option '--worker'[^]*--workers/],
  [['test', '--workers', 'two'], /--workers.*whole number/],
  [['test', '--seed', '-1'], /--seed.*whole number/],
  [['judge'], /missing required argument 'run'/],
])('%s is refused with what would be right', async (args, says) => {
  const here = prepare()
  const { exitCode, stdout, stderr } = await airworthy(here, ...args)
  expect(stderr).toMatch(says)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(existsSync(join(here, '.airworthy'))).toBe(false)
})
