import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryPredictions } from '../../testing/models.ts'
import outlier from './outlier.check.ts'

/** Weights of 60 to 90 kg, of which the first so many were entered in grams. */
const people = (count: number, stream: number, inGrams = 0): Frame => {
  const u = [...uniformColumn(count, stream)]
  return frameOf({
    weight: numbers(u.map((value, i) => (i % 50 === 49 ? null : (60 + 30 * value) * (i < inGrams ? 1000 : 1)))),
    grade: numbers(u.map((value, i) => (i < inGrams ? 99 : Math.floor(value * 5)))),
    city: categories(u.map((value) => (value < 0.5 ? 'Rome' : 'Oslo'))),
  })
}

/** One row in twenty is extreme in reference and evaluation alike. */
const heavyTailed = (count: number, stream: number): Frame =>
  frameOf({
    amount: numbers([...uniformColumn(count, stream)].map((value) => (value < 0.05 ? 1000 : 1) * (1 + value))),
  })

testCheck(outlier, [
  {
    when: 'one row in twenty was entered in another unit',
    given: { reference: people(2000, 1), evaluation: people(2000, 2, 100) },
    expect: { weight: 'fail' },
  },
  {
    when: 'one row in a hundred was, which deserves a look',
    given: { reference: people(2000, 1), evaluation: people(2000, 2, 25) },
    expect: { weight: 'warn' },
  },
  {
    when: 'the data are alike',
    given: { reference: people(2000, 1), evaluation: people(2000, 2) },
    expect: { weight: 'pass' },
  },
  {
    when: 'the extremes are as frequent as ever',
    given: { reference: heavyTailed(5000, 1), evaluation: heavyTailed(5000, 2) },
    params: { warn: 0.02, fail: 0.04 },
    expect: { amount: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: { reference: people(2000, 1), evaluation: people(60, 2, 2) },
    expect: { weight: 'inconclusive' },
  },
])

test('tells the bound and what is usual, shows the farthest first, and what they cost', async () => {
  const evaluation = people(2000, 2, 100)
  const labels = binaryLabels(Array.from({ length: 2000 }, () => 1))
  const predictions = binaryPredictions(Array.from({ length: 2000 }, (_, i) => (i < 80 ? 0.1 : 0.9)))
  const [found] = await measure(outlier, { reference: people(2000, 1), evaluation, labels, predictions })
  expect(found!.statistic).toEqual({
    kind: 'rate-difference',
    a: { hits: 98, trials: 1960 },
    b: { hits: 0, trials: 1960 },
  })
  expect(outlier.explain(found!)).toMatch(
    /^98 of 1,960 values of weight \(5\.0 %\) lie outside of 10\.1 to 139; 0 % is usual$/,
  )
  // 98 of the 100 rows in grams arrived, and 80 of all are answered wrong
  const { a, b } = found!.impact!.kind === 'rate-difference' ? found!.impact! : { a: null, b: null }
  expect([a!.trials, b!.trials, a!.hits + b!.hits]).toEqual([98, 1902, 80])
  const examples = found!.evidence!.find(({ kind }) => kind === 'examples')
  if (examples?.kind !== 'examples') throw new Error('no examples')
  const values = examples.rows.map(({ values: cells }) => Number(cells[0]))
  expect(values).toEqual(values.toSorted((x, y) => y - x))
  expect(values).toHaveLength(10)
  expect(found!.evidence!.map(({ kind }) => kind)).toEqual(['histogram', 'examples'])
})
