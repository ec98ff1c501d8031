import { expect, test } from 'vitest'
import { normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { intervalOf } from '../../stats/statistic.ts'
import multivariate from './multivariate.check.ts'

const both = ['east', 'west']
/** Two numbers that agree in sign but for some rows, and a place; each column alone is the same for any agreement. */
function readings(count: number, draw: string, { agreement = 0.9, shift = 0 } = {}) {
  const key = streamKey(15, draw)
  const rows = Array.from({ length: count }, (_, row) => row)
  const inner = rows.map((row) => normalAt(key, row, 0))
  const outer = rows.map((row) => {
    const size = Math.abs(normalAt(key, row, 2))
    return uniformAt(key, row, 8) < agreement === inner[row]! > 0 ? size : -size
  })
  return frameOf({
    inner: numbers(inner.map((value) => value + shift)),
    outer: numbers(outer.map((value, row) => (row % 9 === 0 ? null : value + shift))),
    place: categories(
      rows.map((row) => both[Number(uniformAt(key, row, 12) < 0.5)]!),
      both,
    ),
  })
}
const reference = readings(1500, 'before')
const subject = 'all features together'

testCheck(multivariate, [
  {
    when: 'both data sets come from one distribution',
    given: { reference, evaluation: readings(1500, 'after') },
    expect: { [subject]: 'pass' },
  },
  {
    when: 'two numbers are each a little higher',
    given: { reference, evaluation: readings(1500, 'after', { shift: 0.22 }) },
    expect: { [subject]: 'warn' },
  },
  {
    when: 'two numbers that agreed no longer do, though each looks as before',
    given: { reference, evaluation: readings(1500, 'after', { agreement: 0.3 }) },
    expect: { [subject]: 'fail' },
  },
  {
    when: 'there are too few rows to learn from',
    given: { reference, evaluation: readings(150, 'after', { agreement: 0.3 }) },
    expect: { [subject]: 'inconclusive' },
  },
])

test('the columns that gave the data away are named, and nobody where nothing did', async () => {
  const [found] = await measure(multivariate, { reference, evaluation: readings(1500, 'after', { agreement: 0.3 }) })
  expect(String(found?.facts?.['culprits']).split(', ').slice(0, 2).toSorted()).toEqual(['inner', 'outer'])
  const [clean] = await measure(multivariate, { reference, evaluation: readings(1500, 'after') })
  expect(clean?.evidence).toEqual([])
})

test('data sets that are told apart without an error have an interval all the same', async () => {
  const all = (place: string) => frameOf({ place: categories(Array(300).fill(place), both) })
  const [apart] = await measure(multivariate, { reference: all('east'), evaluation: all('west') })
  expect(apart!.statistic).toMatchObject({ kind: 'bootstrap', estimate: 1, high: 1 })
  const { low } = intervalOf(apart!.statistic)!
  expect(low).toBeGreaterThan(0.95)
  expect(low).toBeLessThan(1)
})

test('more rows than asked for are sampled, and the coverage says so', async () => {
  const given = { reference, evaluation: readings(1500, 'after') }
  const [measured] = await measure(multivariate, given, { rows: 400 })
  expect(measured).toMatchObject({ n: 400, coverage: { rows: 400, of: 1500 } })
})
