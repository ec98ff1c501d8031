import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Labels } from '../../core/predictions.ts'
import { normalAt, streamKey, uniformAt } from '../../core/random.ts'
import { categories, numbers } from '../../testing/frames.ts'
import { sliceColumn } from '../../stats/slices.ts'
import { dealRows, predictivePower } from './predictive-power.ts'

const wholeColumn = { bins: 32, minShare: 0 }
const words = ['a', 'b', 'c']
const key = streamKey(1, 'power')

test('the power of a category is what guessing row by row saves', () => {
  const rows = fc.array(fc.record({ word: fc.constantFrom(null, ...words), code: fc.integer({ min: -1, max: 2 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(rows, (drawn) => {
      const codes = drawn.map(({ code }) => code)
      const labels: Labels = { kind: 'class', codes: Int32Array.from(codes), classes: ['x', 'y', 'z'] }
      const dealt = dealRows(labels, key)
      const known = [...dealt.known]
      const slicing = sliceColumn(
        'word',
        categories(
          drawn.map(({ word }) => word),
          words,
        ),
        wholeColumn,
      )!
      const commonest = (among: readonly number[]) =>
        [0, 1, 2].reduce((best, k) => (countOf(among, k) > (best < 0 ? 0 : countOf(among, best)) ? k : best), -1)
      const [errors, left] = known.reduce(
        ([before, after], row) => {
          const others = known.filter((other) => dealt.foldOf[other] !== dealt.foldOf[row])
          const plain = commonest(others.map((other) => codes[other]!))
          const told = commonest(
            others.filter((other) => drawn[other]!.word === drawn[row]!.word).map((other) => codes[other]!),
          )
          const guess = told < 0 ? plain : told
          return [before + Number(plain !== codes[row]), after + Number(guess !== codes[row])]
        },
        [0, 0],
      )
      const power = predictivePower(slicing, labels, dealt)
      if (errors === 0) expect(power).toBeNull()
      else expect(power!.power).toBeCloseTo(Math.max(0, (errors - left) / errors), 12)
    }),
  )
})

test.each(['class', 'value'] as const)('a column of chance hardly ever foretells a %s', (kind) => {
  const rows = Array.from({ length: 200 }, (_, row) => row)
  const isFound = (draw: number) => {
    const stream = streamKey(draw, 'chance')
    const labels: Labels =
      kind === 'class'
        ? {
            kind,
            codes: Int32Array.from(rows, (row) => Number(uniformAt(stream, row, 0) < 0.4)),
            classes: ['no', 'yes'],
          }
        : { kind, values: Float64Array.from(rows, (row) => Math.exp(normalAt(stream, row, 0))) }
    const column = numbers(rows.map((row) => normalAt(stream, row, 5)))
    const { p, power } = predictivePower(sliceColumn('x', column, wholeColumn)!, labels, dealRows(labels, stream))!
    expect(power).toBeLessThan(0.2)
    return p < 0.05
  }
  expect(Array.from({ length: 200 }, (_, draw) => draw).filter(isFound).length).toBeLessThanOrEqual(10)
})

test('a number foretells a value as far as its rank is told, whatever the scale of either', () => {
  const rows = Array.from({ length: 2000 }, (_, row) => row)
  const value = (row: number) => Math.exp(4 * normalAt(key, row, 0))
  const labels: Labels = { kind: 'value', values: Float64Array.from(rows, value) }
  const dealt = dealRows(labels, key)
  const powerOf = (column: (row: number) => number) =>
    predictivePower(sliceColumn('x', numbers(rows.map(column)), wholeColumn)!, labels, dealt)!.power
  // Ranks in 32 bins leave 1/32² of their variance untold.
  expect(powerOf((row) => -1 / value(row))).toBeCloseTo(1 - 1 / 32 ** 2, 3)
  expect(powerOf((row) => Math.log(value(row)) + 4 * normalAt(key, row, 3))).toBeGreaterThan(0.4)
  expect(powerOf((row) => Math.log(value(row)) + 4 * normalAt(key, row, 3))).toBeLessThan(0.55)
})

function countOf(codes: readonly number[], code: number): number {
  return codes.filter((one) => one === code).length
}
