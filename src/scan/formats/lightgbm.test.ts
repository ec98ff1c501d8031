import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { lightgbmModel } from './fixtures/boosted.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { lightgbmReader } from './lightgbm.ts'

const readers = [lightgbmReader]

describe('a LightGBM model', () => {
  test('is clean', async () => {
    const scan = await scanBytes(lightgbmModel(), { readers })
    expectClean(scan)
    expect(scan.facts).toContainEqual({ kind: 'property', name: 'objective', value: 'regression' })
  })

  test('may have a tree that is one leaf, and lines that end as on Windows', async () => {
    const none = { split_feature: '', threshold: '', decision_type: '', left_child: '', right_child: '' }
    expectClean(await scanBytes(lightgbmModel({ ...none, num_leaves: '1', leaf_value: '0.5' }), { readers }))
    const text = Buffer.from(lightgbmModel()).toString().replaceAll('\n', '\r\n')
    expectClean(await scanBytes(Buffer.from(text), { readers }))
  })

  test.each([
    ['a child that is not there', { left_child: '5 -1' }],
    ['a leaf that is not there', { right_child: '-2 -9' }],
    ['a way back', { left_child: '0 -1' }],
    ['one leaf twice', { right_child: '-2 -1' }],
    ['too few values', { threshold: '0.5' }],
    ['too few leaves', { leaf_value: '0.1' }],
    ['a count that is no count', { num_leaves: '99999999999999999999' }],
    ['a feature that is not there', { split_feature: '0 2' }],
    ['categories that are not there', { threshold: '0.5 3' }],
    ['other trees than it says', { tree_sizes: '200 200' }],
  ])('with %s is told', async (_what, changes) => {
    expect(rulesOf(await scanBytes(lightgbmModel(changes), { readers }))).toEqual(['format/lying-size'])
  })

  test('with a line twice, or cut off, is told', async () => {
    const text = Buffer.from(lightgbmModel()).toString()
    const twice = text.replace('num_leaves=3', 'num_leaves=3\nnum_leaves=3')
    expect(rulesOf(await scanBytes(Buffer.from(twice), { readers }))).toEqual(['format/duplicate-key'])
    expect(rulesOf(await scanBytes(Buffer.from(text.slice(0, 200)), { readers }))).toEqual(['format/malformed'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(lightgbmModel(), { readers }, 40)
  })
})
