import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import type { SourceScan } from '../scan-source.ts'
import { xgboostModel } from './fixtures/boosted.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { ubj } from './fixtures/ubj.ts'
import { xgboostJsonReader, xgboostUbjReader } from './xgboost.ts'

const readers = [xgboostJsonReader, xgboostUbjReader]
const json = (model: object): Uint8Array => Buffer.from(JSON.stringify(model))
const scan = (bytes: Uint8Array): Promise<SourceScan> => scanBytes(bytes, { readers, name: 'model' })

describe.each([
  ['JSON', json],
  ['UBJSON', ubj],
] as const)('an XGBoost model in %s', (_format, write) => {
  test('is clean, and tells who wrote it', async () => {
    const result = await scan(write(xgboostModel()))
    expectClean(result)
    expect(result.facts).toContainEqual({ kind: 'producer', name: 'xgboost', version: '3.2.0' })
    expect(result.facts).toContainEqual({ kind: 'property', name: 'num_feature', value: '2' })
  })

  test('is clean as a booster in a pickle keeps it, and without trees', async () => {
    expectClean(await scan(write({ Config: { learner: {}, version: [3] }, Model: xgboostModel() })))
    expectClean(await scan(write({ learner: { attributes: {}, gradient_booster: { model: { weights: [1] } } } })))
  })

  test('is clean with several outputs, whose leaves number their weights', async () => {
    const tree = {
      right_children: [2, 0, 1],
      leaf_weights: [1, 2, 3, 4],
      tree_param: { num_nodes: '3', size_leaf_vector: '2' },
    }
    expectClean(await scan(write(xgboostModel(tree))))
    expect(rulesOf(await scan(write(xgboostModel({ ...tree, leaf_weights: [1, 2] }))))).toEqual(['format/lying-size'])
  })

  test.each([
    ['a child that is not there', { left_children: [7, -1, -1] }],
    ['a way back', { left_children: [2, 1, -1], right_children: [1, 2, -1] }],
    ['a feature that is not there', { split_indices: [2, 0, 0] }],
    ['fewer nodes than it says', { tree_param: { num_nodes: '9' } }],
    ['categories that are not there', { categories_nodes: [0], categories_segments: [5], categories_sizes: [1] }],
    ['lists of categories that differ', { categories_nodes: [0] }],
    [
      'categories of a node that is not there',
      { categories_nodes: [9], categories_segments: [0], categories_sizes: [0] },
    ],
  ])('with a tree with %s is told', async (_what, tree) => {
    expect(rulesOf(await scan(write(xgboostModel(tree))))).toEqual(['format/lying-size'])
  })

  test('with fewer trees than it says is told', async () => {
    expect(rulesOf(await scan(write(xgboostModel({}, '5'))))).toEqual(['format/lying-size'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(write(xgboostModel()), { readers }, 30)
  })
})

test('a key that stands twice is told', async () => {
  const text = JSON.stringify(xgboostModel()).replace('"attributes"', '"attributes":{},"attributes"')
  expect(rulesOf(await scan(Buffer.from(text)))).toEqual(['format/duplicate-key'])
})

test('other JSON is left alone', async () => {
  expect((await scan(Buffer.from('{"learner":"a person"}'))).format).toBe('unknown')
})
