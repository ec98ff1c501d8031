import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import unseenCategory from './unseen-category.check.ts'

const dictionary = ['Lima', 'Mars', 'Oslo', 'Pluto', 'Rome']

/** Cities of which the last so many are on no map. */
const people = (count: number, stream: number, lost = 0): Frame => {
  const u = [...uniformColumn(count, stream)]
  return frameOf({
    city: categories(
      u.map((value, i) =>
        i >= count - lost ? (i % 3 === 0 ? 'Pluto' : 'Mars') : ['Rome', 'Oslo', null, 'Lima'][Math.floor(value * 4)]!,
      ),
      dictionary,
    ),
    age: numbers(u),
  })
}

/** Codes that are hardly ever seen twice: new ones are what the reference leads to expect. */
const codes = Array.from({ length: 5000 }, (_, i) => `code ${i}`)
const sparse = (count: number, stream: number): Frame =>
  frameOf({
    code: categories(
      [...uniformColumn(count, stream)].map((value) => codes[Math.floor(value * 5000)]!),
      codes,
    ),
  })

testCheck(unseenCategory, [
  {
    when: 'one row in ten names a new city',
    given: { reference: people(1000, 1), evaluation: people(1000, 2, 100) },
    expect: { city: 'fail' },
  },
  {
    when: 'every city is known',
    given: { reference: people(1000, 1), evaluation: people(1000, 2) },
    expect: { city: 'pass' },
  },
  {
    when: 'few rows name a new city',
    given: { reference: people(1000, 1), evaluation: people(5000, 2, 45) },
    expect: { city: 'warn' },
  },
  {
    when: 'new codes are as frequent as the reference says',
    given: { reference: sparse(20_000, 1), evaluation: sparse(20_000, 2) },
    expect: { code: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: { reference: people(1000, 1), evaluation: people(50, 2) },
    expect: { city: 'inconclusive' },
  },
])

test('lists the new categories, the commonest first, and leaves missing cells out', async () => {
  const evaluation = people(1000, 2, 100)
  const [found] = await measure(unseenCategory, { reference: people(1000, 1), evaluation })
  expect(found!.evidence!.find(({ kind }) => kind === 'table')).toMatchObject({
    rows: [
      ['Mars', 66],
      ['Pluto', 34],
    ],
  })
  expect(found!.n).toBeLessThan(800)
  expect(unseenCategory.explain(found!)).toMatch(
    /^100 of \d+ values of city \(\d+ %\) are categories that the reference does not hold; 0 % is usual$/,
  )
})

test('the usual rate is that of values seen once', async () => {
  const reference = frameOf({ city: categories(['Rome', 'Rome', 'Oslo', 'Lima', null], dictionary) })
  const evaluation = frameOf({ city: categories(['Rome', 'Mars', 'Rome', null], dictionary) })
  const [found] = await measure(unseenCategory, { reference, evaluation })
  expect(found!.statistic).toMatchObject({ a: { hits: 1, trials: 3 }, b: { hits: 2, trials: 4 } })
})
