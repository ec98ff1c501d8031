import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { catboostReader } from './catboost.ts'
import { catboostModel } from './fixtures/boosted.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'

const readers = [catboostReader]

/** The model with four bytes changed. */
function changed(at: number, value: number): Uint8Array {
  const bytes = Buffer.from(catboostModel())
  bytes.writeUInt32LE(value, at)
  return bytes
}

describe('a CatBoost model', () => {
  test('is clean', async () => {
    const scan = await scanBytes(catboostModel(), { readers })
    expectClean(scan)
    expect(scan.facts).toContainEqual({ kind: 'property', name: 'FormatVersion', value: 'FlabuffersModel_v1' })
  })

  test.each([
    ['a core longer than the file', changed(4, 4000), 'format/lying-size'],
    ['a root outside the core', changed(8, 4000), 'format/malformed'],
    ['a table outside the core', changed(20, 0x7fffffff), 'format/malformed'],
    ['a text outside the core', changed(28, 4000), 'format/malformed'],
    ['bytes after the core', catboostModel(new Uint8Array(8).fill(1)), 'format/lying-size'],
  ])('with %s is told', async (_what, bytes, rule) => {
    expect(rulesOf(await scanBytes(bytes, { readers }))).toEqual([rule])
  })

  test('that is a pickle as well is told', async () => {
    // `CB` is the opcode of 66 bytes, behind which the pickle goes on.
    const bytes = catboostModel(undefined, Buffer.from('cos\nsystem\n(Vecho canary\ntR.'))
    const { findings } = await scanBytes(bytes, { readers, name: 'model.pkl' })
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['pickle-code/dormant', 'high']])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(catboostModel(), { readers }, 8)
  })
})
