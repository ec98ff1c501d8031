import { expect, test } from 'vitest'
import type { Frame } from '../../core/frame.ts'
import { normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers, texts } from '../../testing/frames.ts'
import featureDrift from './feature.check.ts'

/** People drawn anew from each label; age is normal, the city falls on three with the given first share. */
function people(count: number, draw: string, { age = 40, rome = 0.4, levels = 5 } = {}): Frame {
  const key = streamKey(3, draw)
  const rows = Array.from({ length: count }, (_, row) => row)
  const city = (u: number) => (u < rome ? 'Rome' : u < rome + (1 - rome) / 2 ? 'Oslo' : 'Lima')
  return frameOf({
    age: numbers(rows.map((row) => age + 10 * normalAt(key, row, 0))),
    children: numbers(rows.map((row) => Math.floor(uniformAt(key, row, 3) * levels))),
    city: categories(
      rows.map((row) => city(uniformAt(key, row, 4))),
      ['Lima', 'Oslo', 'Rome'],
    ),
    note: texts(rows.map(String)),
  })
}

testCheck(featureDrift, [
  {
    when: 'both data sets come from one distribution',
    given: { reference: people(500, 'a'), evaluation: people(500, 'b') },
    expect: { age: 'pass', children: 'pass', city: 'pass' },
  },
  {
    when: 'the mean of one number moved by a third of a standard deviation',
    given: { reference: people(500, 'a'), evaluation: people(500, 'b', { age: 43.5 }) },
    expect: { age: 'warn', children: 'pass', city: 'pass' },
  },
  {
    when: 'it moved by a whole one',
    given: { reference: people(500, 'a'), evaluation: people(500, 'b', { age: 50 }) },
    expect: { age: 'fail', children: 'pass', city: 'pass' },
  },
  {
    when: 'the mix of a category changed',
    given: { reference: people(500, 'a'), evaluation: people(500, 'b', { rome: 0.8 }) },
    expect: { age: 'pass', children: 'pass', city: 'fail' },
  },
  {
    when: 'a number with few values is compared by its mix',
    given: { reference: people(500, 'a'), evaluation: people(500, 'b', { levels: 3 }) },
    expect: { age: 'pass', children: 'fail', city: 'pass' },
  },
  {
    when: 'there are too few rows to tell',
    given: { reference: people(30, 'a'), evaluation: people(500, 'b', { age: 50 }) },
    expect: { age: 'inconclusive', children: 'inconclusive', city: 'inconclusive' },
  },
])

test('a column without any value, or constant on both sides, is no drift and no error', async () => {
  const sides = () =>
    frameOf({
      empty: numbers(Array.from({ length: 60 }, () => null)),
      same: numbers(Array.from({ length: 60 }, () => 7)),
    })
  const measured = await measure(featureDrift, { reference: sides(), evaluation: sides() })
  expect(measured.map(({ subject, statistic }) => [subject, statistic])).toEqual([
    ['same', expect.objectContaining({ kind: 'test', effect: 0, p: 1 })],
  ])
})

test('a small drift that fails is minor, a large one major', async () => {
  const severity = async (age: number) => {
    const [moved] = await measure(featureDrift, { reference: people(500, 'a'), evaluation: people(500, 'b', { age }) })
    const requirement = featureDrift.judge(moved!, { warn: 0.1, fail: 0.2 })
    return requirement.rule === 'inform' ? undefined : requirement.severity
  }
  expect([await severity(46), await severity(50)]).toEqual([undefined, 'major'])
})

test('the estimate is of the metric that it says, and the sentence names it', async () => {
  const frames = { reference: people(500, 'a'), evaluation: people(500, 'b', { age: 50 }) }
  const [auto] = await measure(featureDrift, frames)
  const [ks] = await measure(featureDrift, frames, { stat: 'ks' })
  const [psi] = await measure(featureDrift, frames, { stat: 'psi' })
  expect([auto!.metric, ks!.metric, psi!.metric]).toEqual([expect.stringMatching(/^ks|w1_sd/), 'ks', 'psi'])
  expect(ks!.statistic).toMatchObject({ effect: ks!.facts!['ks'] })
  expect(featureDrift.explain(psi!)).toMatch(/^age moved by a PSI of 0\.\d+ \(p < 1e−12\)$/)
})
