import { afterEach, expect, test } from 'vitest'
import { type Frame, sliceRows, takeRows, withColumn } from '../core/frame.ts'
import { rowOutcome } from '../core/predictions.ts'
import {
  binary,
  categories,
  closeAll,
  features,
  expected,
  fixtureFrame,
  frameOf,
  numbers,
  onnx,
  open,
  regression,
} from './fixtures/fixture.ts'
import { openOnnx } from './open-onnx.ts'
import type { PredictFunction } from './open.ts'

afterEach(closeAll)

const names = ['age', 'hours', 'weight']
const wide = fixtureFrame(['age', 'work-class', 'City'], 20_000)

test.each([
  ['a model of strings', 'columns-strings', wide],
  ['a model that looks at its whole batch', 'batch-dependent', fixtureFrame(names, 20_000)],
])('%s gives the same bytes for any number of workers', async (_, name, frame) => {
  const answers = []
  for (const workers of [1, 2, 4]) {
    const model = await open(onnx(name), frame, { workers })
    // Other questions at the same time must not change how the rows are grouped.
    const [{ predictions }] = await Promise.all([
      model.attempt(frame),
      model.attempt(sliceRows(frame, 5, 9000)),
      model.attempt(sliceRows(frame, 7, 100)),
    ])
    answers.push(Buffer.from(predictions.scores!.buffer).toString('base64'))
  }
  expect(answers[1] === answers[0]).toBe(true)
  expect(answers[2] === answers[0]).toBe(true)
})

test('rows far down are answered as Python answered them', async () => {
  const model = await open(onnx('columns-strings'), wide, { workers: 2 })
  const stored = expected.answers['columns-strings']!['output_probability'] as readonly (readonly number[])[]
  const { scores } = (await model.attempt(wide)).predictions
  const worst = scores!.reduce((most, score, row) => Math.max(most, Math.abs(score - stored[row % 60]![1]!)), 0)
  expect(worst).toBeLessThanOrEqual(1e-6)
})

test('the same content is answered without the model, whatever frame it stands in', async () => {
  const model = await open(onnx('columns-strings'), wide)
  const first = await model.attempt(wide)
  const { calls } = model.counters
  expect(calls).toBe(5)
  const copied = takeRows(
    wide,
    Int32Array.from({ length: wide.rowCount }, (_, row) => row),
  )
  const again = await model.attempt(withColumn(copied, 'not an input', numbers(Array(20_000).fill(1))))
  expect(again.predictions).toEqual(first.predictions)
  expect(model.counters).toMatchObject({ rowsAsked: 40_000, rowsFromCache: 20_000, calls })
})

test('a missing value and the marker that stands for it are the same content', async () => {
  const frame = fixtureFrame(['age', 'work-class', 'City'])
  const column = frame.columns.get('work-class')!
  if (column.kind !== 'category') throw new Error('work-class is a category')
  const marker = column.dictionary.indexOf('?')
  const missing = withColumn(frame, 'work-class', {
    ...column,
    codes: column.codes.map((code) => (code === marker ? -1 : code)),
  })
  const model = await open(onnx('columns-strings'), frame, { missingMarkers: new Map([['work-class', '?']]) })
  expect((await model.attempt(missing)).predictions).toEqual((await model.attempt(frame)).predictions)
  expect(model.counters.calls).toBe(1)
})

test('two who ask the same at the same time share the answer', async () => {
  const model = await open(onnx('columns-strings'), wide)
  const [one, two] = await Promise.all([model.attempt(wide), model.attempt(wide)])
  expect(one.predictions).toEqual(two.predictions)
  expect(model.counters).toMatchObject({ calls: 5, rowsFromCache: 20_000 })
})

test('fresh asks the model itself', async () => {
  const frame = fixtureFrame(names)
  const model = await open(onnx('random'), frame)
  const first = await model.attempt(frame)
  expect((await model.attempt(frame)).predictions).toEqual(first.predictions)
  expect((await model.attempt(frame, { fresh: true })).predictions).not.toEqual(first.predictions)
  expect(model.counters.calls).toBe(2)
})

test('batchRows sets the rows of each call', async () => {
  const frame = fixtureFrame(names)
  const model = await open(onnx('batch-dependent'), frame)
  const single = await model.attempt(frame, { batchRows: 1 })
  expect(model.counters.calls).toBe(60)
  // Each row is its own mean, and the sigmoid of zero is a half.
  expect([...single.predictions.scores!]).toEqual(Array(60).fill(0.5))
  const thirds = await model.attempt(frame, { batchRows: 20 })
  expect(model.counters.calls).toBe(63)
  const alone = await model.attempt(sliceRows(frame, 20, 40))
  expect(thirds.predictions.scores!.slice(20, 40)).toEqual(alone.predictions.scores)
})

test('a column that did not change does not cross the pipe again', async () => {
  const model = await open(onnx('columns-strings'), wide)
  await model.attempt(wide)
  const before = model.counters.bytesSent
  const older = wide.columns.get('age')!
  if (older.kind !== 'number') throw new Error('age is a number')
  await model.attempt(withColumn(wide, 'age', { ...older, values: older.values.map((age) => age + 1) }))
  expect(model.counters.bytesSent - before).toBe(4 * 20_000)
  // For an answer that has to be fresh the numbers are sent as they are, not as the trees see them, and once.
  await model.attempt(wide, { fresh: true })
  expect(model.counters).toMatchObject({ bytesSent: before + 8 * 20_000, calls: 15 })
  await model.attempt(wide, { fresh: true })
  expect(model.counters).toMatchObject({ bytesSent: before + 8 * 20_000, calls: 20 })
})

test('a process that may remember little forgets, and is sent again what it needs', async () => {
  const options = {
    ...binary,
    features: features(wide),
    missingMarkers: new Map(),
    threshold: 0.5,
    workers: 1,
    limits: { seconds: 30, memoryMb: 4096 },
  }
  const model = await openOnnx(onnx('columns-strings'), options, { rememberedBytes: 100_000 })
  try {
    const first = await model.attempt(wide)
    const once = model.counters.bytesSent
    expect((await model.attempt(reversed(wide))).predictions.scores).toEqual(first.predictions.scores!.toReversed())
    const other = model.counters.bytesSent
    // The first chunk is forgotten by now.
    await model.attempt(wide, { fresh: true })
    expect(model.counters.bytesSent - other).toBe(once)
  } finally {
    await model.close()
  }
})

function reversed(frame: Frame): Frame {
  return takeRows(
    frame,
    Int32Array.from({ length: frame.rowCount }, (_, row) => frame.rowCount - 1 - row),
  )
}

test('rows that make the model raise are told from their neighbours', async () => {
  const places = Array.from({ length: 5000 }, (_, row) => (row % 613 === 7 ? 'Atlantis' : 'Koper'))
  const frame = withColumn(fixtureFrame(['age', 'work-class', 'City'], 5000), 'City', categories(places))
  const model = await open(onnx('raises-on-unseen'), frame, { workers: 2 })
  const { predictions, outcomes, messages } = await model.attempt(frame)
  places.forEach((place, row) => {
    const raised = place === 'Atlantis'
    expect(outcomes[row], `row ${row}`).toBe(raised ? rowOutcome.raised : rowOutcome.answered)
    expect(Number.isNaN(predictions.scores![row]!)).toBe(raised)
    expect(predictions.decisions[row] === -1).toBe(raised)
  })
  expect(messages.join()).toContain('OneHotEncoder')
  expect(model.counters.unresolvedRows).toBe(0)
  const { calls } = model.counters
  await model.attempt(frame)
  expect(model.counters.calls).toBe(calls)
})

test('telling them apart is bounded, and what stays unresolved is counted', async () => {
  const frame = frameOf({ index: numbers(Array.from({ length: 4096 }, (_, row) => (row % 2 === 0 ? 99 : 1))) })
  const model = await open(onnx('raises-out-of-range'), frame)
  const { outcomes } = await model.attempt(frame)
  expect(model.counters.calls).toBe(1025)
  expect(outcomes.every((outcome) => outcome === rowOutcome.raised)).toBe(true)
  expect(model.counters.unresolvedRows).toBe(4096)
})

test('a model that leaves rows out raises on exactly those', async () => {
  const frame = fixtureFrame(names)
  const model = await open(onnx('fewer-rows'), frame)
  const { outcomes, messages, wrongLength } = await model.attempt(frame)
  const whole = (await (await open(onnx('matrix-one-column'), frame)).attempt(frame)).predictions.scores!
  expect([...outcomes]).toEqual([...whole].map((score) => (score > 0.5 ? rowOutcome.answered : rowOutcome.raised)))
  expect(messages).toContain('the model answered 0 rows of 1')
  expect(wrongLength).not.toBeNull()
})

test('each counted call is timed on its own, and the rows go round the frame', async () => {
  const frame = frameOf({ pause: numbers([0, 150, 0]) })
  const predict: PredictFunction = async ({ columns }) => {
    const pause = columns.get('pause')!
    await new Promise((resolve) => setTimeout(resolve, pause.kind === 'number' ? pause.values[0] : 0))
    return [0.5]
  }
  const model = await open({ kind: 'function', predict }, frame)
  const times = await model.time(frame, { batchRows: 1, calls: 6, warmUp: 1, callers: 2 })
  expect(times).toHaveLength(6)
  expect(Math.min(times[1]!, times[4]!)).toBeGreaterThan(140)
  expect(model.counters.calls).toBe(8)
})

test('the cold start lasts from nothing to the first answer', async () => {
  const frame = fixtureFrame(names)
  const model = await open(onnx('matrix-zipmap'), frame, { workers: 2 })
  expect(model.coldStartMs).toBeNaN()
  const [time] = await model.time(frame, { batchRows: 60, calls: 1, warmUp: 0 })
  expect(model.coldStartMs).toBeGreaterThan(time!)
})

test('a batch for timing may be longer than the frame', async () => {
  const frame = fixtureFrame(names)
  const model = await open(onnx('regression'), frame, regression)
  expect(await model.time(frame, { batchRows: 1000, calls: 2, warmUp: 0 })).toHaveLength(2)
})

test('a score that is NaN is an answer without a decision', async () => {
  const frame = frameOf({ age: numbers([30, null]), hours: numbers([40, 40]), weight: numbers([70, 70]) })
  const model = await open(onnx('matrix-one-column'), frame)
  const { predictions, outcomes } = await model.attempt(frame)
  expect([...outcomes]).toEqual([rowOutcome.answered, rowOutcome.answered])
  expect(predictions.scores![1]).toBeNaN()
  expect(predictions.decisions[1]).toBe(-1)
})
