import { afterEach, expect, test } from 'vitest'
import { AirworthyError } from '../core/errors.ts'
import type { Frame } from '../core/frame.ts'
import { rowOutcome } from '../core/predictions.ts'
import {
  binary,
  categories,
  closeAll,
  expected,
  features,
  fixtureFrame,
  fixturePath,
  frameOf,
  numbers,
  onnx,
  open,
  regression,
} from './fixtures/fixture.ts'
import { openOnnx } from './open-onnx.ts'
import type { ModelOptions, OnnxSpec } from './open.ts'

afterEach(closeAll)

const matrix = fixtureFrame(['age', 'hours', 'weight'])
const zeroOne = { task: 'binary', classes: ['0', '1'] } as const

async function scoresOf(spec: OnnxSpec, frame: Frame, options: Partial<ModelOptions> = {}): Promise<Float64Array> {
  const model = await open(spec, frame, options)
  const { predictions, outcomes } = await model.attempt(frame)
  expect(outcomes.every((outcome) => outcome === rowOutcome.answered)).toBe(true)
  return predictions.scores!
}

/** What Python stored for an output, one column of it or all. */
function stored(model: string, output: string, column?: number): readonly number[] {
  const rows = expected.answers[model]![output]! as readonly (number | readonly number[])[]
  return rows.flatMap((row) => (typeof row === 'number' ? row : column === undefined ? row : row[column]!))
}

function expectClose(actual: Float64Array, wanted: readonly number[]): void {
  expect(actual.length).toBe(wanted.length)
  wanted.forEach((value, i) =>
    expect(Math.abs(actual[i]! - value), `number ${i}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value))),
  )
}

test('a matrix input and a ZipMap with string labels', async () => {
  const model = await open(onnx('matrix-zipmap'), matrix)
  const { predictions } = await model.attempt(matrix)
  expectClose(predictions.scores!, stored('matrix-zipmap', 'output_probability', 1))
  const labels = expected.answers['matrix-zipmap']!['output_label']!
  expect([...predictions.decisions].map((code) => binary.classes[code])).toEqual(labels)
  expect(model.counters.labelDisagreements).toBe(0)
  expect(model.description).toMatchObject({
    kind: 'onnx',
    hasScores: true,
    inputs: [{ name: 'X', type: 'float32', shape: [null, 3], columns: ['age', 'hours', 'weight'] }],
    decisions: [
      'input "X" takes the 3 features in the order of the source',
      'the maps of the output "output_probability" are read as the matrix "probabilities"',
      'scores come from the output "probabilities"',
      'labels come from the output "output_label"',
    ],
  })
})

test('the positive class decides which column of a ZipMap is read', async () => {
  const scores = await scoresOf(onnx('matrix-zipmap'), matrix, { classes: ['yes', 'no'] })
  expectClose(scores, stored('matrix-zipmap', 'output_probability', 0))
})

test('two columns of probabilities beside an int64 label', async () => {
  const scores = await scoresOf(onnx('matrix-two-columns'), matrix, zeroOne)
  expectClose(scores, stored('matrix-two-columns', 'probabilities', 1))
})

test('classes that the model numbers are taken in the order of the label', async () => {
  const model = await open(onnx('matrix-two-columns'), matrix)
  expectClose((await model.attempt(matrix)).predictions.scores!, stored('matrix-two-columns', 'probabilities', 1))
  expect(model.description.decisions).toContain('the model numbers its classes: 0 is "no", 1 is "yes"')
  expect(model.counters.labelDisagreements).toBe(0)
})

test('model.classes tells the order of the columns', async () => {
  const scores = await scoresOf(onnx('matrix-two-columns', { classes: ['yes', 'no'] }), matrix)
  expectClose(scores, stored('matrix-two-columns', 'probabilities', 0))
})

test('one column is the probability of the positive class', async () => {
  expectClose(await scoresOf(onnx('matrix-one-column'), matrix), stored('matrix-one-column', 'score'))
})

test('one column is the second class of the model, and of its complement where that is the negative one', async () => {
  const scores = await scoresOf(onnx('matrix-one-column', { classes: ['yes', 'no'] }), matrix)
  expectClose(
    scores,
    stored('matrix-one-column', 'score').map((score) => 1 - score),
  )
})

test('the threshold decides, and labels that differ are counted', async () => {
  const model = await open(onnx('matrix-zipmap'), matrix, { threshold: 0.9 })
  const { predictions } = await model.attempt(matrix)
  expect([...predictions.decisions]).toEqual([...predictions.scores!].map((score) => (score >= 0.9 ? 1 : 0)))
  const between = predictions.scores!.filter((score) => score > 0.5 && score < 0.9).length
  expect(between).toBeGreaterThan(0)
  expect(model.counters.labelDisagreements).toBe(between)
})

test('an input per column, of strings too, by names that are nearly those of the columns', async () => {
  const frame = fixtureFrame(['age', 'work-class', 'City', 'weight'])
  const model = await open(onnx('columns-strings'), frame)
  expectClose((await model.attempt(frame)).predictions.scores!, stored('columns-strings', 'output_probability', 1))
  expect(model.description.inputs.map(({ columns }) => columns)).toEqual([['age'], ['work-class'], ['City']])
  expect(model.description.decisions.slice(0, 3)).toEqual([
    'input "work_class" takes the column "work-class"',
    'input "city" takes the column "City"',
    'the model has no input for "weight"',
  ])
})

test('text columns go into string inputs like categories', async () => {
  const frame = fixtureFrame(['age', 'work-class', 'City'])
  const texts = new Map(frame.columns).set('City', { kind: 'text', values: expected.data['City'] as readonly string[] })
  const scores = await scoresOf(onnx('columns-strings'), { rowCount: 60, columns: texts })
  expectClose(scores, stored('columns-strings', 'output_probability', 1))
})

test('a matrix of numbers and a matrix of strings', async () => {
  const frame = fixtureFrame(['age', 'hours', 'weight', 'work-class', 'City'])
  const scores = await scoresOf(onnx('two-matrices'), frame, zeroOne)
  expectClose(scores, stored('two-matrices', 'probabilities', 1))
})

test('model.inputs names the columns of an input in their order', async () => {
  const shuffled = fixtureFrame(['weight', 'City', 'hours', 'work-class', 'age'])
  const inputs = { numbers: ['age', 'hours', 'weight'], texts: ['work-class', 'City'] }
  expectClose(
    await scoresOf(onnx('two-matrices', { inputs }), shuffled, zeroOne),
    stored('two-matrices', 'probabilities', 1),
  )
})

test.each([
  ['multiclass-strings', 'output_probability', ['low', 'middle', 'high']],
  ['multiclass-ints', 'probabilities', ['2', '0', '1']],
])('%s: columns come in the order of the classes asked for', async (name, output, classes) => {
  const model = await open(onnx(name), matrix, { task: 'multiclass', classes })
  const { predictions } = await model.attempt(matrix)
  const keys = (expected.answers[name]!['keys'] ?? ['0', '1', '2']) as readonly string[]
  const wanted = (expected.answers[name]![output] as readonly (readonly number[])[]).flatMap((row) =>
    classes.map((label) => row[keys.indexOf(label)]!),
  )
  expectClose(predictions.scores!, wanted)
  const labels = (expected.answers[name]!['output_label'] ?? expected.answers[name]!['label'])!.map(String)
  expect([...predictions.decisions].map((code) => classes[code])).toEqual(labels)
})

test('a regression', async () => {
  const model = await open(onnx('regression'), matrix, regression)
  const { predictions } = await model.attempt(matrix)
  expectClose(predictions.scores!, stored('regression', 'variable'))
  expect(predictions.decisions).toHaveLength(0)
})

test('a model that gives labels only has decisions and no scores', async () => {
  const model = await open(onnx('label-only'), matrix)
  const { predictions } = await model.attempt(matrix)
  expect(predictions.scores).toBeNull()
  expect(model.description.hasScores).toBe(false)
  expect([...predictions.decisions].map((code) => binary.classes[code])).toEqual(
    expected.answers['label-only']!['output_label'],
  )
})

test('inputs of each shape and type', async () => {
  const frame = frameOf({
    whole: numbers([1, 2, 3]),
    exact: numbers([0.5, 0.25, 1e-3]),
    plain: numbers([10, 20, 30]),
    flag: categories(['True', 'False', 'True']),
    word: categories(['a', 'b', 'zzz']),
  })
  expectClose(await scoresOf(onnx('typed-inputs'), frame, regression), stored('typed-inputs', 'value'))
})

test('numbers go into a string input as their shortest text, missing ones as the marker of the column', async () => {
  const frame = frameOf({
    whole: numbers([0, 0, 0, 0]),
    exact: numbers([0, 0, 0, 0]),
    plain: numbers([0, 0, 0, 0]),
    flag: numbers([0, 0, 0, 0]),
    word: numbers([39, 39.5, 40, null]),
  })
  expect([...(await scoresOf(onnx('typed-inputs'), frame, regression))]).toEqual([39, 39.5, -1, 7])
  const marked = { ...regression, missingMarkers: new Map([['word', 'b']]) }
  expect([...(await scoresOf(onnx('typed-inputs'), frame, marked))]).toEqual([39, 39.5, -1, 2])
})

test('what an input cannot take is refused row by row, and the other rows are answered', async () => {
  const frame = frameOf({
    whole: numbers([1, 1.5, null, 1, 1]),
    exact: numbers([1, 1, 1, null, 1]),
    plain: categories(['10', '10', '10', '10', 'ten']),
    flag: numbers([1, 1, 1, 1, 1]),
    word: categories(['a', 'a', 'a', 'a', 'a']),
  })
  const model = await open(onnx('typed-inputs'), frame, regression)
  const { predictions, outcomes, messages } = await model.attempt(frame)
  const { answered, refused } = rowOutcome
  expect([...outcomes]).toEqual([answered, refused, refused, answered, refused])
  expect([...predictions.scores!]).toEqual([14, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  expect(messages).toEqual(['input "whole" (int64) cannot take 1.5', 'input "plain" (float32) cannot take "ten"'])
})

test('a frame that is refused whole costs no call', async () => {
  const frame = fixtureFrame(['age', 'work-class', 'City'])
  const model = await open(onnx('columns-strings'), frame)
  const { outcomes } = await model.attempt({
    ...frame,
    columns: new Map(frame.columns).set('age', categories(Array(60).fill('old'))),
  })
  expect(outcomes.every((outcome) => outcome === rowOutcome.refused)).toBe(true)
  expect(model.counters.calls).toBe(0)
})

test('a model of a fixed number of rows gets calls of that length', async () => {
  const frame = fixtureFrame(['age', 'hours', 'weight'], 11)
  const model = await open(onnx('fixed-batch'), frame)
  const { predictions } = await model.attempt(frame)
  expectClose(predictions.scores!.slice(0, 8), stored('fixed-batch', 'score'))
  expectClose(predictions.scores!.slice(8), stored('matrix-one-column', 'score').slice(8, 11))
  expect(model.counters.calls).toBe(2)
})

test('weights in a file beside an edited model', async () => {
  expectClose(await scoresOf(onnx('external-weights'), fixtureFrame(['City'])), stored('external-weights', 'score'))
})

test('logits become probabilities by what is told to be applied', async () => {
  const logits = stored('logits', 'logit')
  expectClose(
    await scoresOf(onnx('logits', { output: { apply: 'sigmoid' } }), matrix),
    logits.map((logit) => 1 / (1 + Math.exp(-logit))),
  )
  const positive = stored('matrix-two-columns', 'probabilities').filter((_, i) => i % 2 === 1)
  expectClose(
    await scoresOf(onnx('matrix-two-columns', { output: { apply: 'softmax' } }), matrix),
    positive.map((p) => Math.exp(p) / (Math.exp(p) + Math.exp(1 - p))),
  )
  await expect(scoresOf(onnx('logits', { output: { apply: 'softmax' } }), matrix)).rejects.toMatchObject({
    code: 'MODEL_OUTPUT_UNKNOWN',
  })
})

test('a model whose scores are left aside answers with labels', async () => {
  const model = await open(onnx('matrix-two-columns', { output: { scores: false } }), matrix)
  const { predictions } = await model.attempt(matrix)
  expect(predictions.scores).toBeNull()
  expect(model.description.hasScores).toBe(false)
  expect([...predictions.decisions]).toEqual(stored('matrix-two-columns', 'label'))
})

test('what is no probability is given back as it is', async () => {
  const scores = await scoresOf(onnx('logits'), matrix)
  expectClose(scores, stored('logits', 'logit'))
  expect(scores.some((score) => score > 1)).toBe(true)
})

const missingClass = { task: 'multiclass', classes: ['low', 'high', 'none'] } as const

test.each<[string, string, OnnxSpec, Frame, Partial<ModelOptions>, string[]]>([
  ['no file', 'MODEL_NOT_FOUND', onnx('nowhere'), matrix, {}, ['nowhere.onnx']],
  ['half a file', 'MODEL_CORRUPT', onnx('truncated'), matrix, {}, ['truncated.onnx']],
  ['random bytes', 'MODEL_CORRUPT', onnx('noise'), matrix, {}, []],
  ['no bytes', 'MODEL_CORRUPT', onnx('empty'), matrix, {}, ['no graph']],
  ['text', 'MODEL_CORRUPT', { kind: 'onnx', path: fixturePath('models.py') }, matrix, {}, []],
  [
    'an operator of their own',
    'MODEL_UNKNOWN_OPERATOR',
    onnx('custom-operator'),
    matrix,
    {},
    ['com.example:Frobnicate'],
  ],
  [
    'fewer columns than the matrix',
    'MODEL_INPUT_MISMATCH',
    onnx('matrix-zipmap'),
    fixtureFrame(['age', 'hours']),
    {},
    ['"X" (float32 [N, 3])', '2 columns for its 3: age, hours'],
  ],
  [
    'an input without a column',
    'MODEL_INPUT_MISMATCH',
    onnx('columns-strings'),
    fixtureFrame(['age', 'hours', 'City', 'weight']),
    {},
    ['"work_class"', 'no feature has that name'],
  ],
  [
    'text for a numeric input',
    'MODEL_INPUT_MISMATCH',
    onnx('matrix-zipmap'),
    matrix,
    { features: features(matrix, { hours: 'text' }) },
    ['the column "hours" is text'],
  ],
  [
    'a column that is none',
    'MODEL_INPUT_MISMATCH',
    onnx('matrix-zipmap', { inputs: { X: ['age', 'hour', 'weight'] } }),
    matrix,
    {},
    ['"hour"', 'Did you mean "hours"?'],
  ],
  [
    'an input that is none',
    'MODEL_INPUT_MISMATCH',
    onnx('matrix-zipmap', { inputs: { Y: ['age'] } }),
    matrix,
    {},
    ['"Y"', 'X'],
  ],
  ['other classes', 'MODEL_CLASSES_MISMATCH', onnx('multiclass-strings'), matrix, missingClass, ['3', 'low']],
  [
    'an output that is none',
    'MODEL_OUTPUT_UNKNOWN',
    onnx('matrix-zipmap', { output: { scores: 'probs' } }),
    matrix,
    {},
    ['probs'],
  ],
])('opening says what is wrong: %s', async (_, code, spec, frame, options, parts) => {
  const error = await open(spec, frame, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(AirworthyError)
  const { message, hint } = error as AirworthyError
  expect((error as AirworthyError).code, message).toBe(code)
  for (const part of parts) expect(`${message} ${hint}`).toContain(part)
  expect(`${message} ${hint}`).not.toMatch(/\{\w+\}/)
})

test('a runtime that is not installed', async () => {
  const options = {
    ...binary,
    features: features(matrix),
    missingMarkers: new Map(),
    threshold: 0.5,
    workers: 1,
    limits: { seconds: 30, memoryMb: 4096 },
  }
  await expect(openOnnx(onnx('matrix-zipmap'), options, { runtime: 'no-such-runtime' })).rejects.toMatchObject({
    code: 'MODEL_RUNTIME_MISSING',
  })
})
