import { expect, test } from 'vitest'
import { columnOf, isMissing, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf } from '../../testing/models.ts'
import nullSubstitution from './null-substitution.check.ts'

const people = (count: number): Frame =>
  frameOf({
    age: numbers(Array.from({ length: count }, (_, i) => 20 + (i % 50))),
    city: categories(Array.from({ length: count }, (_, i) => ['Rome', 'Oslo', 'Lima'][i % 3]!)),
    income: numbers(Array.from({ length: count }, (_, i) => (i % 100) * 10)),
  })

/** Truth follows income; what the model makes of a missing income is the fault under test. */
const truth = (count: number) => binaryLabels(Array.from({ length: count }, (_, i) => Number(i % 100 >= 50)))
const scored = (whenMissing: (row: number) => number) =>
  binaryModel((frame, row) => {
    const income = columnOf(frame, 'income')
    return isMissing(income, row) ? whenMissing(row) : Number(valueAt(income, row)) / 1000
  })

const brittle = scored(() => 0.9)
const unharmed = scored((row) => (row % 100) / 100)
const raising = scored(() => {
  throw new Error('income is required')
})

const given = async (model: typeof brittle, count: number) => ({
  model,
  probe: await probeOf(model, people(count), truth(count)),
  evaluation: people(count),
})

const onlyColumns = { shares: [] }

testCheck(nullSubstitution, [
  {
    when: 'the answer turns on one feature being there',
    given: await given(brittle, 400),
    params: onlyColumns,
    expect: { 'income is missing': 'fail', 'income is missing: decisions': 'fail' },
    others: 'pass',
  },
  {
    when: 'the model copes',
    given: await given(unharmed, 400),
    params: onlyColumns,
    expect: {},
    others: 'pass',
  },
  {
    when: 'the model raises, which is a finding of its own',
    given: await given(raising, 400),
    params: onlyColumns,
    expect: { 'income is missing': 'inconclusive', 'income is missing: valid answers': 'fail' },
    others: 'pass',
  },
  {
    when: 'cells are lost at random',
    given: await given(brittle, 400),
    params: { shares: [0.6] },
    expect: {
      'income is missing': 'fail',
      'income is missing: decisions': 'fail',
      '60 % of cells are missing': 'fail',
      '60 % of cells are missing: decisions': 'fail',
    },
    others: 'pass',
  },
])

test('rows that were missing already stay out of the denominator', async () => {
  const frame = frameOf({ age: numbers([1, null, 3, null]), income: numbers([10, 20, 30, 40]) })
  const probe = await probeOf(unharmed, frame)
  const measured = await measure(nullSubstitution, { model: unharmed, probe, evaluation: frame }, onlyColumns)
  expect(measured.map(({ subject, n }) => [subject, n])).toEqual([
    ['age is missing', 2],
    ['age is missing: valid answers', 2],
    ['income is missing', 4],
    ['income is missing: valid answers', 4],
  ])
})
