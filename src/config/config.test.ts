import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { afterAll, describe, expect, test } from 'vitest'
import { defineCheck } from '../core/check.ts'
import { parseConfig, settleChecks } from './config.ts'
import { matchesGlob } from './glob.ts'
import { loadConfig } from './load.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const minimal = { task: 'binary', data: { evaluation: 'test.csv' } }

const drift = defineCheck({
  id: 'drift/feature',
  title: 'T',
  protectsAgainst: 'P',
  remediation: [],
  references: [],
  modality: ['tabular'],
  task: ['binary'],
  needs: [],
  params: z.object({ warn: z.number().default(0.1), fail: z.number().default(0.2) }),
  async *run() {},
  judge: () => ({ rule: 'inform' }),
  explain: () => '',
})
const overlap = { ...drift, id: 'leakage/overlap' as const, params: z.object({ near: z.number().default(1) }) }

async function written(name: string, text: string) {
  const file = join(folder, name)
  writeFileSync(file, text)
  return loadConfig(file)
}

test('every default is filled in and paths are relative to the file', async () => {
  const config = await written(
    'a.yaml',
    'task: binary\nmodel: { onnx: model.onnx }\ndata: { evaluation: data/test.csv }\n',
  )
  expect(config).toMatchObject({
    model: { onnx: join(folder, 'model.onnx') },
    data: { evaluation: join(folder, 'data/test.csv'), protected: [] },
    gate: { blockOn: 'major', allowErrors: false, inconclusive: 'allow' },
    seed: 0,
    threshold: 0.5,
  })
})

describe('mistakes are named with their place', () => {
  test.each([
    [
      'an unknown key',
      'task: binary\ndata:\n  evaluation: a.csv\n  lable: x\n',
      'CONFIG_UNKNOWN_KEY',
      /"lable" in .*:4/,
      /"label"/,
    ],
    [
      'an unknown key at the top',
      'task: binary\ndata: { evaluation: a.csv }\nmodle: x\n',
      'CONFIG_UNKNOWN_KEY',
      /"modle"/,
      /"model"/,
    ],
    ['a wrong value', 'task: binray\ndata: { evaluation: a.csv }\n', 'CONFIG_INVALID', /:1 \(task\)/, /./],
    [
      'two models',
      'task: binary\nmodel: { onnx: a, module: b }\ndata: { evaluation: a.csv }\n',
      'CONFIG_INVALID',
      /exactly one/,
      /./,
    ],
    ['broken YAML', 'task: [binary\n', 'CONFIG_UNREADABLE', /line/, /./],
    ['an empty file', '', 'CONFIG_UNREADABLE', /no settings/, /./],
  ])('%s', async (_case, text, code, message, hint) => {
    await expect(written('bad.yaml', text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })

  test('a missing file', async () => {
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'CONFIG_NOT_FOUND' })
  })
})

test('a module with a default export is a configuration too', async () => {
  const config = await written(
    'airworthy.config.mjs',
    `export default { task: 'regression', data: { evaluation: 'a.csv' } }`,
  )
  expect(config.task).toBe('regression')
})

test('settings of a check: the exact id wins over a glob, and a glob skips parameters a check does not have', () => {
  const config = parseConfig(
    { ...minimal, checks: { '**': { warn: 0.3, severity: 'minor' }, 'drift/feature': { fail: 0.9 } } },
    'x',
  )
  expect(settleChecks([overlap, drift], config)).toMatchObject([
    {
      check: { id: 'drift/feature' },
      params: { warn: 0.3, fail: 0.9 },
      severity: 'minor',
      severityIsFixed: true,
      leftOut: null,
    },
    { check: { id: 'leakage/overlap' }, params: { near: 1 }, severity: 'minor' },
  ])
})

test('a check is left out by false, by only and by skip, each with its reason', () => {
  const reasons = (extra: object) =>
    settleChecks([drift, overlap], parseConfig({ ...minimal, ...extra }, 'x')).map(({ leftOut }) => leftOut)
  expect(reasons({ checks: { drift: false } })).toEqual(['switched off in the configuration', null])
  expect(reasons({ only: ['leakage/*'] })).toEqual(['not among the checks asked for', null])
  expect(reasons({ skip: ['*/overlap'] })).toEqual([null, 'left out on request'])
})

test('checks and parameters that do not exist are named with the nearest', () => {
  const settle = (extra: object) => () => settleChecks([drift], parseConfig({ ...minimal, ...extra }, 'x'))
  expect(settle({ checks: { 'drift/featur': false } })).toThrow(
    expect.objectContaining({ code: 'CONFIG_UNKNOWN_CHECK', hint: expect.stringContaining('drift/feature') }),
  )
  expect(settle({ checks: { 'drift/feature': { fial: 1 } } })).toThrow(
    expect.objectContaining({ code: 'CONFIG_UNKNOWN_KEY', hint: expect.stringContaining('fail') }),
  )
  expect(settle({ only: ['drfit'] })).toThrow(expect.objectContaining({ code: 'CONFIG_UNKNOWN_CHECK' }))
})

test('globs match ids', () => {
  expect(matchesGlob('drift/feature', 'drift')).toBe(true)
  expect(matchesGlob('drift/feature', 'drift/*')).toBe(true)
  expect(matchesGlob('drift/feature', '*/feature')).toBe(true)
  expect(matchesGlob('drift/feature', '*')).toBe(true)
  expect(matchesGlob('drift/feature', 'drift/feat')).toBe(false)
  expect(matchesGlob('drift/feature', 'd.ift/feature')).toBe(false)
})

describe('settings that cannot be right together', () => {
  const data = { evaluation: 'test.csv', label: 'y' }
  test.each<[string, object, RegExp]>([
    ['predictions of no column', { model: { predictions: {} } }, /model\.predictions.*name at least one column/],
    [
      'outputs of a module',
      { task: 'binary', model: { module: 'predict.js', output: { apply: 'softmax' } }, data },
      /model\.output.*only an ONNX model/,
    ],
    [
      'inputs of a column of predictions',
      { task: 'binary', model: { predictions: { score: 'p' }, inputs: { x: 'age' } }, data },
      /model\.inputs.*only an ONNX model/,
    ],
    [
      'a positive class under regression',
      { task: 'regression', data: { ...data, positive: 1 } },
      /data\.positive.*regression/,
    ],
    [
      'probabilities of a regression',
      { task: 'regression', model: { onnx: 'm.onnx', output: { apply: 'sigmoid' } } },
      /model\.output\.apply.*no probabilities/,
    ],
    [
      'a regression without its scores',
      { task: 'regression', model: { onnx: 'm.onnx', output: { scores: false } } },
      /model\.output\.scores.*all there is/,
    ],
    [
      'classes that are told twice',
      { model: { onnx: 'm.onnx', output: { scores: { no: 'a', yes: 'b' } }, classes: ['no', 'yes'] } },
      /model\.classes.*leave one out/,
    ],
    ['classes for a regression', { task: 'regression', model: { predictions: { label: 'p' } } }, /as score/],
    ['one score for several classes', { task: 'multiclass', model: { predictions: { score: 'p' } } }, /scores: \{/],
    ['a label that is ignored', { data: { ...data, ignore: ['y'] } }, /\(data\.ignore\): "y" is data\.label/],
    [
      'a label that names the row',
      { data: { ...data, id: 'y' } },
      /"y" is data\.label already, so it cannot be id too/,
    ],
    ['a label that is predicted', { model: { predictions: { score: 'y' } } }, /"y" is data\.label/],
    [
      'a protected column that is ignored',
      { data: { ...data, protected: ['sex'], ignore: ['sex'] } },
      /"sex" is data\.ignore/,
    ],
    ['a protected label', { data: { ...data, protected: ['y'] } }, /cannot be protected/],
    ['another role', { data: { ...data, columns: { y: { role: 'id' } } } }, /data\.columns\.y\.role/],
  ])('%s', (_what, settings, says) => {
    const mistaken = () => parseConfig({ ...minimal, data, ...settings }, '/app/airworthy.yaml')
    expect(mistaken).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(says) }))
  })

  test('what agrees may be said twice', () => {
    const columns = { y: { role: 'label' as const }, age: { kind: 'number' as const } }
    const twice = { ...data, columns, protected: ['age'], ignore: ['a', 'a'] }
    expect(parseConfig({ ...minimal, data: twice }, 'airworthy.yaml').data.label).toBe('y')
  })
})

test('a limit that warns beyond the one that fails is refused; the default order tells which way that is', () => {
  const config = (settings: object) => parseConfig({ ...minimal, checks: { 'drift/feature': settings } }, 'a.yaml')
  expect(() => settleChecks([drift], config({ warn: 0.5 }))).toThrow(/warn 0\.5 lies beyond fail 0\.2/)
  expect(settleChecks([drift], config({ warn: 0.5, fail: 0.6 }))[0]!.params).toEqual({ warn: 0.5, fail: 0.6 })
  expect(settleChecks([drift], config({ fail: 0.05 }))[0]!.params).toEqual({ warn: 0.1, fail: 0.05 })
})

test('a parameter that no check of a glob has is refused, one that some have is not', () => {
  const config = (settings: object) => parseConfig({ ...minimal, checks: { '*': settings } }, 'a.yaml')
  const unknown = { code: 'CONFIG_UNKNOWN_KEY', message: expect.stringMatching(/"fial" in checks\.\*/) }
  expect(() => settleChecks([drift, overlap], config({ fial: 1 }))).toThrow(
    expect.objectContaining({ ...unknown, hint: 'Did you mean "fail"?' }),
  )
  expect(settleChecks([drift, overlap], config({ near: 3 }))[1]!.params).toEqual({ near: 3 })
})

test('true has a check all the same', () => {
  const config = parseConfig({ ...minimal, checks: { '*': false, 'drift/feature': true } }, 'a.yaml')
  expect(settleChecks([drift, overlap], config).map(({ leftOut }) => leftOut === null)).toEqual([true, false])
})

test('names and values may be numbers, as YAML reads them', () => {
  const data = { evaluation: 'test.csv', label: 14, missing: [-999, 'NA'], protected: [9] }
  const config = parseConfig({ ...minimal, data, model: { onnx: 'm.onnx', classes: [0, true] } }, 'a.yaml')
  expect(config.data).toMatchObject({ label: '14', missing: ['-999', 'NA'], protected: ['9'] })
  expect(config.model?.classes).toEqual(['0', 'true'])
})

test('a key that nobody knows is told before the one that is missing for it', async () => {
  const file = written('typo.yaml', 'task: binary\ndata:\n  evaluaton: a.csv\n')
  await expect(file).rejects.toMatchObject({ code: 'CONFIG_UNKNOWN_KEY', hint: 'Did you mean "evaluation"?' })
})

test.each([
  ['protected: sex', /a list, as in \[a, b\], is wanted, and this is a text/],
  ['columns: { age: number }', /a group of settings.* is wanted, and this is a text/],
])('%s is told in the words of YAML', async (setting, says) => {
  const file = written('kinds.yaml', `task: binary\ndata:\n  evaluation: a.csv\n  ${setting}\n`)
  await expect(file).rejects.toThrow(says)
})

test('data or a model in place of a configuration is recognised', async () => {
  await expect(written('data.csv', 'a,b\n1,2\n')).rejects.toThrow(/it is a model or data/)
})

test('settings may be merged from an anchor', async () => {
  const text =
    'task: binary\ndata: { evaluation: a.csv }\nchecks:\n  drift/feature: &limits { fail: 0.4 }\n  drift/prediction: { <<: *limits }\n'
  expect((await written('merged.yaml', text)).checks['drift/prediction']).toEqual({ fail: 0.4 })
})
