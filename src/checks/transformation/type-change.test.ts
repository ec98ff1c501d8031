import { expect, test } from 'vitest'
import { columnOf, takeRows, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { rowOutcome } from '../../core/predictions.ts'
import type { Model } from '../../core/predictions.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import { binaryModel, probeOf } from '../../testing/models.ts'
import typeChange from './type-change.check.ts'

const people: Frame = frameOf({
  age: numbers(Array.from({ length: 60 }, (_, i) => (i % 6 === 0 ? null : i))),
  city: categories(Array.from({ length: 60 }, (_, i) => ['Rome', 'Oslo'][i % 2]!)),
  note: texts(Array.from({ length: 60 }, (_, i) => `seen ${i} times`)),
})

/** Computes with the age as it comes, as plain code does. */
const careless = binaryModel((frame, row) => {
  const age = valueAt(columnOf(frame, 'age'), row)
  return age === null ? 0.5 : Number(age) / 60 > 1 ? 1 : Number(age) / 60
})
const indifferent = binaryModel(() => 0.5)
const raising = binaryModel((frame, row) => {
  const city = valueAt(columnOf(frame, 'city'), row)
  if (typeof city === 'number') throw new Error(`'float' object has no attribute 'lower'`)
  return 0.5
})
/** Answers what it knows the type of, and says so of the rest. */
const typed: Model = {
  ...careless,
  attempt: async (frame) => {
    if (columnOf(frame, 'age').kind === 'number') return careless.attempt(frame)
    const answers = await careless.attempt(takeRows(people, new Int32Array(frame.rowCount)))
    return {
      ...answers,
      outcomes: new Uint8Array(frame.rowCount).fill(rowOutcome.refused),
      messages: ['age is no number'],
    }
  },
}

const given = async (model: Model) => ({ model, evaluation: people, probe: await probeOf(model, people) })

testCheck(typeChange, [
  { when: 'no type matters', given: await given(indifferent), expect: {}, others: 'pass' },
  { when: 'the interface is typed and refuses', given: await given(typed), expect: {}, others: 'pass' },
  {
    when: 'a string becomes no number',
    given: await given(careless),
    expect: { age: 'fail' },
    others: 'pass',
  },
  {
    when: 'a code where a name should be raises',
    given: await given(raising),
    expect: { city: 'fail' },
    others: 'pass',
  },
])

test('a failure costs a blocker, names types and cause, and shows the value', async () => {
  const measured = await measure(typeChange, await given(raising), { types: ['int', 'float', 'url'] })
  const found = measured.find(({ subject }) => subject === 'city')!
  expect(typeChange.judge(found, {})).toMatchObject({ rule: 'count', fail: 0, severity: 'blocker' })
  expect(typeChange.explain(found)).toBe(
    `the model fails on 120 rows when city is a whole number, a fraction: 'float' object has no attribute 'lower'`,
  )
  expect(found.evidence).toMatchObject([
    {
      kind: 'table',
      rows: [
        ['a whole number', 60, 0, 0, 60, `'float' object has no attribute 'lower'`],
        ['a fraction', 60, 0, 0, 60, `'float' object has no attribute 'lower'`],
        ['a URL', 60, 60, 0, 0, ''],
      ],
    },
    { kind: 'examples', rows: { 0: { row: 0, values: ['Rome', 1, 'yes (score 0.500)', null] } } },
    { kind: 'examples' },
  ])
})

test('each type that turns a number into no number is named', async () => {
  const measured = await measure(typeChange, await given(careless))
  const [table] = measured.find(({ subject }) => subject === 'age')!.evidence!
  const failing = table!.kind === 'table' ? table!.rows.filter((row) => Number(row[4]) > 0).map(([type]) => type) : []
  expect(failing).toEqual(['a boolean', 'a date', 'a URL', 'an e-mail address', 'a domain name', 'a UUID', 'a word'])
})

test('asks no more rows than it may, says so, and leaves out what was missing', async () => {
  const measured = await measure(typeChange, await given(indifferent), { rows: 30, types: ['url'] })
  expect(measured.map(({ subject, n, coverage }) => [subject, n <= 60, coverage])).toEqual([
    ['age', true, { rows: 30, of: 60 }],
    ['city', true, { rows: 30, of: 60 }],
    ['note', true, { rows: 30, of: 60 }],
  ])
  const [all] = await measure(typeChange, await given(indifferent), { types: ['url'] })
  expect(all!.n, 'fifty ages as a string and as a URL').toBe(100)
})

test('refusals are told apart from answers', async () => {
  const [first] = await measure(typeChange, await given(typed), { types: ['url'] })
  expect(typeChange.explain(first!)).toBe(
    '100 of 100 rows where age has another type are refused cleanly, the rest answered',
  )
})
