import { afterEach, expect, test } from 'vitest'
import type { Frame } from '../core/frame.ts'
import { rowOutcome } from '../core/predictions.ts'
import { categories, closeAll, fixtureFrame, fixturePath, frameOf, numbers, open } from './fixtures/fixture.ts'
import type { ModelSpec, PredictFunction } from './open.ts'

afterEach(closeAll)

const frame = fixtureFrame(['age', 'work-class'], 9000)

function modules(name: string): ModelSpec {
  return { kind: 'module', path: fixturePath(name) }
}

function ages(asked: Frame): Float64Array {
  const column = asked.columns.get('age')!
  if (column.kind !== 'number') throw new Error('age is a number')
  return column.values
}

const wanted = [...ages(frame)].map((age) => age / 100)

test.each<[string, ModelSpec]>([
  ['a module with a default export, in processes', modules('predict-default.ts')],
  ['a module with an export called predict', modules('predict-named.js')],
  ['a function of this process', { kind: 'function', predict: (asked) => ages(asked).map((age) => age / 100) }],
])('%s', async (_, spec) => {
  const model = await open(spec, frame, { workers: 2 })
  const { predictions, outcomes } = await model.attempt(frame)
  expect([...predictions.scores!]).toEqual(wanted)
  expect([...predictions.decisions]).toEqual(wanted.map((score) => (score >= 0.5 ? 1 : 0)))
  expect(outcomes.every((outcome) => outcome === rowOutcome.answered)).toBe(true)
  expect(model.counters.calls).toBe(3)
  await model.attempt(frame)
  expect(model.counters.calls).toBe(3)
  expect(model.description).toMatchObject({ hasScores: true, inputs: [{ columns: ['age', 'work-class'] }] })
})

test('a function sees the features and nothing else, with missing values kept apart', async () => {
  const rows = { a: numbers([1, null]), b: categories([null, 'x']), label: categories(['yes', 'no']) }
  const seen: Frame[] = []
  const predict: PredictFunction = (asked) => {
    seen.push(asked)
    return [0, 1]
  }
  await (await open({ kind: 'function', predict }, frameOf({ a: rows.a, b: rows.b }))).attempt(frameOf(rows))
  expect(seen).toEqual([
    frameOf({ a: rows.a, b: { kind: 'category', codes: new Int32Array([-1, 0]), dictionary: ['x'] } }),
  ])
})

test('one number a row for several classes is refused, and what to return is told', async () => {
  const rows = fixtureFrame(['age'], 2)
  const several = { task: 'multiclass', classes: ['low', 'middle', 'high'] } as const
  const model = await open({ kind: 'function', predict: () => [0.2, 0.3] }, rows, several)
  await expect(model.attempt(rows)).rejects.toMatchObject({
    code: 'MODEL_OUTPUT_UNKNOWN',
    message: expect.stringMatching(/one number a row, and each of 3 classes needs one/),
    hint: expect.stringMatching(/Return a number for each class in each row.*\{ labels/),
  })
})

test('labels alone make decisions without scores', async () => {
  const rows = fixtureFrame(['age'], 2)
  const model = await open({ kind: 'function', predict: () => ({ labels: ['yes', 'no'] }) }, rows)
  const { predictions } = await model.attempt(rows)
  expect(predictions.scores).toBeNull()
  expect([...predictions.decisions]).toEqual([1, 0])
})

test('what a function throws is found row by row, within 64 calls', async () => {
  const rows = frameOf({ age: numbers([1, 2, 3, -4, 5, 6, 7, 8]) })
  const predict: PredictFunction = async (asked) => {
    if (ages(asked).some((age) => age < 0)) throw new Error('nobody is that young')
    return ages(asked)
  }
  const model = await open({ kind: 'function', predict }, rows)
  const { outcomes, messages } = await model.attempt(rows)
  expect([...outcomes]).toEqual([0, 0, 0, rowOutcome.raised, 0, 0, 0, 0])
  expect(messages).toEqual(['nobody is that young'])
  const all = frameOf({ age: numbers(Array(1000).fill(-1)) })
  const { calls } = model.counters
  expect((await model.attempt(all)).outcomes.every((outcome) => outcome === rowOutcome.raised)).toBe(true)
  expect(model.counters.calls - calls).toBe(65)
})

test('a promise that does not settle is given up', async () => {
  const rows = fixtureFrame(['age'], 1)
  const predict = () => new Promise<number[]>(() => {})
  const model = await open({ kind: 'function', predict }, rows, { limits: { seconds: 0.1, memoryMb: 4096 } })
  const { outcomes, messages } = await model.attempt(rows)
  expect([...outcomes]).toEqual([rowOutcome.died])
  expect(messages).toEqual(['the model did not answer within 0.1 s'])
})

test('a function can be cancelled', async () => {
  const controller = new AbortController()
  const rows = fixtureFrame(['age'], 1)
  const model = await open({ kind: 'function', predict: () => new Promise<number[]>(() => {}) }, rows, {
    signal: controller.signal,
  })
  const attempt = model.attempt(rows)
  setTimeout(() => controller.abort(), 20)
  await expect(attempt).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a module that loops is ended, and one that exits is too', async () => {
  const rows = frameOf({ age: numbers([1, 2, -1, 3]) })
  const model = await open(modules('predict-default.ts'), rows, { limits: { seconds: 0.4, memoryMb: 4096 } })
  expect([...(await model.attempt(rows)).outcomes]).toEqual([0, 0, rowOutcome.died, 0])
  const leaves = await model.attempt(frameOf({ age: numbers([1, 2, -2, 3]) }))
  expect([...leaves.outcomes]).toEqual([0, 0, rowOutcome.died, 0])
  expect(leaves.messages).toEqual(['the process of the model was ended with code 9'])
})

test.each([
  ['nowhere.js', 'MODEL_NOT_FOUND', 'nowhere.js'],
  ['predict-nothing.js', 'MODEL_LOAD_FAILED', 'it exports no predict function'],
  ['predict-broken.js', 'MODEL_LOAD_FAILED', 'no such thing'],
])('opening %s says what is wrong', async (name, code, message) => {
  await expect(open(modules(name), frame)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
})

test('the scores of a function are in the order that is told, whatever the order of the label', async () => {
  const rows = fixtureFrame(['age'], 2)
  const predict: PredictFunction = () => [
    [0.7, 0.2, 0.1],
    [0.1, 0.3, 0.6],
  ]
  const spec: ModelSpec = { kind: 'function', predict, classes: ['low', 'middle', 'high'] }
  const options = { task: 'multiclass', classes: ['high', 'low', 'middle'] } as const
  const { predictions } = await (await open(spec, rows, options)).attempt(rows)
  expect([...predictions.scores!]).toEqual([0.1, 0.7, 0.2, 0.6, 0.1, 0.3])
  expect([...predictions.decisions]).toEqual([1, 0])

  const yesFirst: ModelSpec = { kind: 'function', predict: () => [0.2, 0.9], classes: ['yes', 'no'] }
  const binaryAnswer = await (await open(yesFirst, rows)).attempt(rows)
  expect([...binaryAnswer.predictions.decisions]).toEqual([1, 0])
})

test('a class that the function does not know has no chance', async () => {
  const rows = fixtureFrame(['age'], 2)
  const predict: PredictFunction = () => [
    [0.7, 0.3],
    [0.4, 0.6],
  ]
  const spec: ModelSpec = { kind: 'function', predict, classes: ['low', 'high'] }
  const model = await open(spec, rows, { task: 'multiclass', classes: ['high', 'low', 'middle'] })
  const { predictions } = await model.attempt(rows)
  expect([...predictions.scores!]).toEqual([0.3, 0.7, 0, 0.6, 0.4, 0])
  expect([...predictions.decisions]).toEqual([1, 0])
  expect(model.description.warnings).toEqual([expect.stringMatching(/does not know.*: middle$/)])
})
