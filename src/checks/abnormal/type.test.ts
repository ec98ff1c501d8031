import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import typeCheck from './type.check.ts'

/** In the last so many rows the columns of address and id are swapped, and the date has another format. */
const people = (count: number, swapped = 0): Frame => {
  const row = Array.from({ length: count }, (_, i) => i)
  const isSwapped = (i: number) => i >= count - swapped
  return frameOf({
    email: texts(
      row.map((i) => (isSwapped(i) ? String(i) : i % 20 === 0 ? null : i % 20 === 1 ? '' : `a${i}@example.com`)),
    ),
    joined: categories(row.map((i) => (isSwapped(i) ? '3rd of May' : `2024-05-${10 + (i % 20)}`))),
    share: texts(row.map((i) => (i % 2 === 0 ? '0.5' : '1'))),
    anything: texts(row.map((i) => (i % 2 === 0 ? '0.5' : 'abc'))),
    age: numbers(row),
  })
}

testCheck(typeCheck, [
  {
    when: 'columns are swapped',
    given: { reference: people(1000), evaluation: people(1000, 100) },
    expect: { email: 'fail', joined: 'fail', share: 'pass' },
  },
  {
    when: 'every value is of its type',
    given: { reference: people(1000), evaluation: people(1000) },
    expect: { email: 'pass', joined: 'pass', share: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: { reference: people(1000), evaluation: people(40) },
    expect: {},
    others: 'inconclusive',
  },
])

test('names the type, counts no blanks and no columns of several types', async () => {
  const measured = await measure(typeCheck, { reference: people(1000), evaluation: people(1000, 100) })
  expect(measured.map(({ subject }) => subject)).toEqual(['email', 'joined', 'share'])
  expect(measured.map((found) => typeCheck.explain(found))).toEqual([
    '100 of 910 values of email (11 %) differ in type: the reference holds e-mail addresses only; 0 % is usual',
    '100 of 1,000 values of joined (10 %) differ in type: the reference holds dates only; 0 % is usual',
    'none of 1,000 values of share differ in type: the reference holds numbers only; 0 % is usual',
  ])
})

test('words that become numbers are of the wrong type too', async () => {
  const words = frameOf({ city: texts(Array.from({ length: 300 }, (_, i) => ['Rome', 'Oslo'][i % 2]!)) })
  const codes = frameOf({ city: texts(Array.from({ length: 300 }, (_, i) => String(i % 2))) })
  const [found] = await measure(typeCheck, { reference: words, evaluation: codes })
  expect(found!.statistic).toMatchObject({ a: { hits: 300, trials: 300 }, b: { hits: 0, trials: 300 } })
})
