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
