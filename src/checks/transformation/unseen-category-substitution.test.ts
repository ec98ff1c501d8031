import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf } from '../../testing/models.ts'
import unseenCategorySubstitution from './unseen-category-substitution.check.ts'

const cities = ['Lima', 'Oslo', 'Rome']

/** Truth follows income alone; what the model makes of a city that it does not know is the fault under test. */
const people = (count: number): Frame =>
  frameOf({
    income: numbers(Array.from({ length: count }, (_, i) => i % 100)),
    city: categories(Array.from({ length: count }, (_, i) => (i % 7 === 0 ? null : cities[i % 3]!))),
    job: categories(Array.from({ length: count }, (_, i) => ['baker', 'pilot', 'OTHER'][i % 3]!)),
  })
const truth = (count: number) => binaryLabels(Array.from({ length: count }, (_, i) => Number(i % 100 >= 50)))

const scored = (whenNew: (city: string, income: number) => number) =>
  binaryModel((frame, row) => {
    const city = valueAt(columnOf(frame, 'city'), row)
    const income = Number(valueAt(columnOf(frame, 'income'), row)) / 100
    return typeof city === 'string' && !cities.includes(city) ? whenNew(city, income) : income
  })

const lost = scored(() => 0.9)
const unharmed = scored((_, income) => income)
const raising = scored((city) => {
  throw new Error(`found unknown category ${city}`)
})
const picky = scored((city, income) => (city === '' ? NaN : income))

const given = async (model: typeof lost, count = 400) => ({
  model,
  evaluation: people(count),
  probe: await probeOf(model, people(count), truth(count)),
})

testCheck(unseenCategorySubstitution, [
  {
    when: 'a new category is taken for something else',
    given: await given(lost),
    expect: {
      'city is misspelt': 'fail',
      'city is misspelt: decisions': 'fail',
      'city is a word never seen': 'fail',
      'city is a word never seen: decisions': 'fail',
      'city is an empty string': 'fail',
      'city is an empty string: decisions': 'fail',
      'city is OTHER': 'fail',
      'city is OTHER: decisions': 'fail',
    },
    others: 'pass',
  },
  { when: 'a new category changes nothing', given: await given(unharmed), expect: {}, others: 'pass' },
  {
    when: 'the encoder raises',
    given: await given(raising),
    params: { variants: ['random'] },
    expect: { 'city is a word never seen': 'inconclusive', 'city is a word never seen: valid answers': 'fail' },
    others: 'pass',
  },
  {
    when: 'only the empty string has no answer',
    given: await given(picky),
    expect: { 'city is an empty string': 'inconclusive', 'city is an empty string: valid answers': 'fail' },
    others: 'pass',
  },
  {
    when: 'there are too few rows to tell',
    given: await given(unharmed, 50),
    params: { variants: ['random'] },
    expect: { 'city is a word never seen': 'inconclusive', 'job is a word never seen': 'inconclusive' },
    others: 'pass',
  },
])

test('a word that is a known category is not written, and missing cells stay missing', async () => {
  const measured = await measure(unseenCategorySubstitution, await given(unharmed))
  const subjects = measured.map(({ subject }) => subject)
  expect(subjects).toContain('city is OTHER')
  expect(subjects).not.toContain('job is OTHER')
  expect(subjects.filter((subject) => subject.startsWith('income'))).toEqual([])
  expect(measured.find(({ subject }) => subject === 'city is OTHER')?.n).toBe(400 - Math.ceil(400 / 7))
})

test('shows the rows that were harmed, as they were and as they became', async () => {
  const { model, evaluation, probe } = await given(lost)
  const shifted = { ...probe, rows: probe.rows.map((row) => row + 1000) }
  const [first] = await measure(
    unseenCategorySubstitution,
    { model, evaluation, probe: shifted },
    { variants: ['other'] },
  )
  const [examples] = first!.evidence!
  if (examples?.kind !== 'examples') throw new Error('no examples')
  expect(examples.columns).toEqual(['city', 'city as written', 'answer before', 'answer after'])
  expect(examples.rows).toHaveLength(5)
  for (const { row, values } of examples.rows) {
    const city = valueAt(columnOf(people(400), 'city'), row - 1000)
    expect(values).toEqual([city, 'OTHER', expect.stringMatching(/^no \(score 0\.\d+\)$/), 'yes (score 0.900)'])
  }
})
