import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Model } from '../../core/predictions.ts'
import { outlierBound } from '../../stats/bounds.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { categories, frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf, regressionModel } from '../../testing/models.ts'
import outlierSubstitution from './outlier-substitution.check.ts'

const noise = uniformColumn(500, 3)
/** `age` and `pressure` can be extreme; `grade` has few values, `key` is an identifier. */
const people: Frame = frameOf({
  age: numbers(Array.from({ length: 500 }, (_, i) => (i % 10 === 0 ? null : 20 + Math.floor(50 * noise[i]!)))),
  pressure: numbers(Array.from({ length: 500 }, (_, i) => ((i * 37) % 500) / 500)),
  grade: numbers(Array.from({ length: 500 }, (_, i) => i % 5)),
  key: numbers(Array.from({ length: 500 }, (_, i) => (i * 7) % 501)),
  city: categories(Array.from({ length: 500 }, (_, i) => ['Rome', 'Oslo'][i % 2]!)),
})
const truth = binaryLabels(Array.from({ length: 500 }, (_, i) => Number(((i * 37) % 500) / 500 >= 0.5)))

const scored = (spoil: (age: number) => number | null): Model =>
  binaryModel((frame, row) => {
    const pressure = Number(valueAt(columnOf(frame, 'pressure'), row))
    return spoil(Number(valueAt(columnOf(frame, 'age'), row) ?? 40)) ?? Math.max(0, Math.min(1, pressure))
  })

/** Answers one thing for any age beyond 200 years. */
const dominated = scored((age) => (age > 200 ? 1 : null))
/** Lifts every answer by as much for any such age. */
const lifted = binaryModel((frame, row) => {
  const pressure = Math.max(0, Math.min(1, Number(valueAt(columnOf(frame, 'pressure'), row))))
  return Number(valueAt(columnOf(frame, 'age'), row) ?? 40) > 200 ? 0.5 + pressure / 2 : pressure
})
const unharmed = scored(() => null)
const overflowing = scored((age) => (age < 0 ? Math.sqrt(age) : null))

const given = async (model: Model) => ({ model, reference: people, probe: await probeOf(model, people, truth) })

testCheck(outlierSubstitution, [
  {
    when: 'one feature dominates once it is extreme, the others being what the model rests on',
    given: await given(dominated),
    expect: {
      'age is 1.5 × as far out as its upper bound': 'fail',
      'age is 1.5 × as far out as its upper bound: decisions': 'fail',
      'age is 3 × as far out as its upper bound': 'fail',
      'age is 3 × as far out as its upper bound: decisions': 'fail',
      ...failing('pressure', [1, 1.5, 3]),
    },
    others: 'pass',
  },
  {
    when: 'the model knows no bounds of its own',
    given: await given(overflowing),
    params: { multiples: [1] },
    expect: {
      'age is at its lower bound': 'inconclusive',
      'age is at its lower bound: valid answers': 'fail',
      ...failing('pressure', [1]),
    },
    others: 'pass',
  },
  {
    when: 'an extreme turns decisions, though the order of the answers stays',
    given: await given(lifted),
    params: { multiples: [3] },
    expect: { 'age is 3 × as far out as its upper bound: decisions': 'fail', ...failing('pressure', [3]) },
    others: 'pass',
  },
  {
    when: 'nothing rests on the extreme',
    given: {
      ...(await given(unharmed)),
      reference: frameOf({ ...Object.fromEntries(people.columns), pressure: numbers(Array(500).fill(1)) }),
    },
    expect: {},
    others: 'pass',
  },
])

/** What the truth rests on cannot be lost without harm. */
function failing(name: string, multiples: readonly number[]): Record<string, 'fail'> {
  return Object.fromEntries(
    multiples
      .flatMap((multiple) =>
        ['upper', 'lower'].map(
          (side) => `${name} is ${multiple === 1 ? 'at' : `${multiple} × as far out as`} its ${side} bound`,
        ),
      )
      .flatMap((subject) => [[subject, 'fail'] as const, [`${subject}: decisions`, 'fail'] as const]),
  )
}

test('writes whole numbers into a column of whole numbers, beyond the bound, only where a number stood', async () => {
  const written: number[][] = []
  const { model, probe } = await given(unharmed)
  const spy: Model = {
    ...model,
    attempt: async (frame) => {
      const column = columnOf(frame, 'age')
      if (column.kind === 'number' && column !== columnOf(people, 'age')) written.push([...column.values])
      return model.attempt(frame)
    },
  }
  await measure(outlierSubstitution, { model: spy, probe, reference: people }, { multiples: [1, 3] })
  expect(written).toHaveLength(4)
  for (const values of written) {
    expect(values.filter((_, row) => row % 10 === 0).every(Number.isNaN)).toBe(true)
    const [value, ...others] = new Set(values.filter((_, row) => row % 10 !== 0))
    expect(others).toEqual([])
    expect(Number.isInteger(value)).toBe(true)
  }
  const bound = outlierBound(numbers(agesOf(people)))!
  const [up, down, far, farDown] = written.map((values) => values[1]!)
  expect(far!).toBeGreaterThan(up!)
  expect(farDown!).toBeLessThan(down!)
  expect(Number.isInteger(bound.high), 'so that rounding matters').toBe(false)
  expect([up, down]).toEqual([Math.ceil(bound.high), Math.floor(bound.low)])
})

function agesOf(frame: Frame): (number | null)[] {
  return Array.from({ length: frame.rowCount }, (_, row) => {
    const age = valueAt(columnOf(frame, 'age'), row)
    return age === null ? null : Number(age)
  })
}

test('the rise of RMSE has limits of its own', async () => {
  const shifted = (by: number) =>
    regressionModel((frame, row) => Number(valueAt(columnOf(frame, 'age'), row) ?? 40 + by) * 0.001 + noise[row]!)
  const model = shifted(0)
  const labels = { kind: 'value', values: noise.map((value, row) => value + (noise[(row + 7) % 500]! - 0.5)) } as const
  const given = { model, reference: people, probe: await probeOf(model, people, labels), task: 'regression' } as const
  const measured = await measure(outlierSubstitution, given, { multiples: [3] })
  const [first] = measured.filter(({ subject }) => subject === 'age is 3 × as far out as its upper bound')
  expect(first?.metric).toBe('rmse')
  const limits = outlierSubstitution.params.parse({})
  expect(outlierSubstitution.judge(first!, limits)).toMatchObject({ rule: 'limit', warn: 0.05, fail: 0.1 })
  expect(outlierSubstitution.explain(first!)).toMatch(
    /^RMSE rises by \d.* when age is 3 × as far out as its upper bound$/,
  )
})
