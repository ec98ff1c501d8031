import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { xgboostLegacyFile } from './fixtures/xgboost-legacy-file.ts'
import { xgboostLegacyReader } from './xgboost-legacy.ts'

const readers = [xgboostLegacyReader]

describe('an XGBoost model in the old binary form', () => {
  test('is clean', async () => {
    const scan = await scanBytes(xgboostLegacyFile(), { readers })
    expectClean(scan)
    expect(scan.facts).toContainEqual({ kind: 'property', name: 'objective', value: 'reg:squarederror' })
  })

  test.each([
    ['more trees than bytes', { trees: 2_000_000 }],
    ['fewer trees than none', { trees: -1 }],
    ['more nodes than bytes', { nodes: 100_000_000 }],
    ['no nodes', { nodes: 0 }],
    ['a child that is not there', { left: 7 }],
    ['a way back', { left: 2 }],
    ['more attributes than bytes', { attributes: 2 ** 50 }],
  ])('with %s is told', async (_what, change) => {
    expect(rulesOf(await scanBytes(xgboostLegacyFile(change), { readers }))).toContain('format/lying-size')
  })

  test('that is cut off is told', async () => {
    expect(rulesOf(await scanBytes(xgboostLegacyFile().subarray(0, 400), { readers }))).toEqual(['format/lying-size'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(xgboostLegacyFile(), { readers }, 200)
  })
})
