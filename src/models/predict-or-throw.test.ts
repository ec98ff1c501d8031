import { afterEach, expect, test } from 'vitest'
import type { Frame } from '../core/frame.ts'
import { categories, closeAll, fixtureFrame, frameOf, numbers, onnx, open } from './fixtures/fixture.ts'
import { type ModelOptions, type ModelSpec, predictOrThrow } from './open.ts'

afterEach(closeAll)

const matrix = fixtureFrame(['age', 'hours', 'weight'])
const two = fixtureFrame(['age'], 2)

test('gives the predictions of a model that answers everything', async () => {
  const model = await open(onnx('matrix-zipmap'), matrix)
  expect(await predictOrThrow(model, matrix, 'evaluation')).toEqual((await model.attempt(matrix)).predictions)
})

function predicts(answer: unknown): ModelSpec {
  return { kind: 'function', predict: () => answer as number[] }
}

const unseen = frameOf({
  age: numbers([30, 40]),
  'work-class': categories(['self', 'none']),
  City: categories(['Koper', 'Koper']),
})
const words = frameOf({ age: categories(['old', 'young']), hours: numbers([1, 2]), weight: numbers([1, 2]) })

test.each<[string, ModelSpec, Frame, Partial<ModelOptions>, string, string]>([
  ['logits', onnx('logits'), matrix, {}, 'PREDICTIONS_OUT_OF_RANGE', 'The output "logit" holds'],
  [
    'a row that raises',
    onnx('raises-on-unseen'),
    unseen,
    {},
    'MODEL_FAILED_ON_DATA',
    'failed on 1 of 2 rows of the evaluation data',
  ],
  [
    'rows that are refused',
    onnx('matrix-zipmap'),
    words,
    {},
    'MODEL_FAILED_ON_DATA',
    'column "age") cannot take "old"',
  ],
  ['rows left out', onnx('fewer-rows'), matrix, {}, 'PREDICTIONS_WRONG_LENGTH', 'rows of'],
  [
    'no number',
    predicts([0.5, Number.NaN]),
    two,
    {},
    'MODEL_FAILED_ON_DATA',
    'failed on 1 of 2 rows of the evaluation data: it answered NaN in row 2',
  ],
  [
    'an infinite value',
    predicts([1, Number.POSITIVE_INFINITY]),
    two,
    { task: 'regression', classes: [] },
    'MODEL_FAILED_ON_DATA',
    'it answered Infinity in row 2',
  ],
  [
    'a label that is no class',
    predicts({ labels: ['yes', 'perhaps'] }),
    two,
    {},
    'MODEL_FAILED_ON_DATA',
    'no class of no, yes, first in row 2',
  ],
  [
    'a function that answers too few rows',
    predicts([0.5]),
    two,
    {},
    'PREDICTIONS_WRONG_LENGTH',
    'answered 1 rows of 2',
  ],
  [
    'a function that answers nothing',
    predicts(undefined),
    two,
    {},
    'FUNCTION_FAILED',
    'answered undefined instead of scores',
  ],
  [
    'a function that fails on a row',
    {
      kind: 'function',
      predict: (asked: Frame) => {
        const column = asked.columns.get('age')
        if (column?.kind === 'number' && column.values.includes(2)) throw new Error('no such age.')
        return new Float64Array(asked.rowCount)
      },
    },
    frameOf({ age: numbers([1, 2, 3]) }),
    {},
    'FUNCTION_FAILED',
    'no such age, first in row 2 (1 row of the',
  ],
  [
    'a column too many',
    predicts([
      [1, 0, 0],
      [1, 0, 0],
    ]),
    two,
    {},
    'MODEL_CLASSES_MISMATCH',
    '3 classes',
  ],
])('throws at %s', async (_, spec, frame, options, code, message) => {
  const model = await open(spec, frame, options)
  await expect(predictOrThrow(model, frame, 'evaluation')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

test('a regression has no range', async () => {
  const model = await open(onnx('logits'), matrix, { task: 'regression', classes: [] })
  expect((await predictOrThrow(model, matrix, 'evaluation')).scores!.some((score) => score > 1)).toBe(true)
})
