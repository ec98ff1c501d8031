import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnOf } from '../src/core/frame.ts'
import { rowOutcome } from '../src/core/predictions.ts'
import { categories, frameOf, numbers, rowQueriesOf, texts } from '../src/testing/index.ts'
import { cleanSubject } from './clean.ts'
import { functionModel } from './function-model.ts'
import { hashedRowQueries } from './row-queries.ts'
import { runTrial } from './trial.ts'

const words = ['a', 'b', 'c']
const cell = fc.record({
  number: fc.constantFrom(null, 0, 1, 2.5, -1),
  word: fc.constantFrom(null, ...words),
  text: fc.constantFrom(null, '', 'x', 'xy'),
})
const table = fc.array(cell, { minLength: 1, maxLength: 40 }).map((cells) =>
  frameOf({
    number: numbers(cells.map(({ number }) => number)),
    word: categories(
      cells.map(({ word }) => word),
      words,
    ),
    text: texts(cells.map(({ text }) => text)),
  }),
)

test('rows are matched by hash as they are one by one', async () => {
  const names = ['number', 'word', 'text']
  await fc.assert(
    fc.asyncProperty(table, table, async (evaluation, reference) => {
      const [hashed, plain] = [hashedRowQueries(evaluation, reference), rowQueriesOf(evaluation, reference)]
      expect(await hashed.duplicates(names)).toEqual(await plain.duplicates(names))
      expect(await hashed.overlap(names)).toEqual(await plain.overlap(names))
    }),
  )
})

test('a trial gives the same record again', async () => {
  const trial = { kind: 'flaw', size: 300, run: 2, flaw: 'unstable-model', strength: 1 } as const
  expect(await runTrial(trial)).toEqual(await runTrial(trial))
})

test('rows that raise are marked, their neighbours are answered, and batches are as long as asked', async () => {
  const batches: number[] = []
  const subject = {
    ...cleanSubject(1, 10),
    predict: (frame: Parameters<typeof columnOf>[0]) => {
      batches.push(frame.rowCount)
      const column = columnOf(frame, 'age')
      if (column.kind !== 'number') throw new Error('no number')
      if (column.values.includes(3)) throw new Error('three')
      return column.values.map((value) => value / 10)
    },
  }
  const model = functionModel(subject, ['age'], 0.5)
  const { outcomes, predictions, messages } = await model.attempt(frameOf({ age: numbers([1, 2, 3, 4, 5, 6]) }), {
    batchRows: 4,
  })
  expect([...outcomes]).toEqual([0, 0, rowOutcome.raised, 0, 0, 0])
  expect([...predictions.decisions]).toEqual([0, 0, -1, 0, 1, 1])
  expect(messages).toEqual(['Error: three'])
  expect(batches).toEqual([4, 1, 1, 1, 1, 2])
})
