import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categories, numbers, texts } from '../testing/frames.ts'
import { compareDistributions, countCodes, distinctSorted, sortedValues } from './distribution.ts'

const total = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0)

test('numbers fall into common bins across the middle of both, the tails into the end bins', () => {
  const compared = compareDistributions(numbers([0, 1, 2, 3, 4]), numbers([5, 6, 7, 8, 1000, null]), 4)!
  expect(compared.edges).toHaveLength(5)
  expect(total(compared.reference)).toBeCloseTo(1)
  expect(total(compared.evaluation)).toBeCloseTo(1)
  expect(compared.evaluation.at(-1)).toBeCloseTo(0.2)
})

test('categories are the commonest of both together, the rest is one bin', () => {
  const dictionary = ['a', 'b', 'c', 'd', 'e']
  const compared = compareDistributions(
    categories(['a', 'a', 'b', 'c'], dictionary),
    categories(['a', 'e', 'e', 'd'], dictionary),
    3,
  )!
  expect(compared).toEqual({ labels: ['a', 'e', '3 others'], reference: [0.5, 0, 0.5], evaluation: [0.25, 0.5, 0.25] })
})

test('text, and a side without values, cannot be compared', () => {
  expect(compareDistributions(texts(['a']), texts(['b']))).toBeNull()
  expect(compareDistributions(numbers([null]), numbers([1]))).toBeNull()
  expect(compareDistributions(categories([null], ['a']), categories(['a']))).toBeNull()
})

test('shares of any two columns of numbers sum to one, and of one column with itself agree', () => {
  const column = fc
    .array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { freq: 5 }), { minLength: 1 })
    .map(numbers)
  fc.assert(
    fc.property(column, column, (a, b) => {
      const compared = compareDistributions(a, b)
      if (compared === null) return
      expect(total(compared.reference)).toBeCloseTo(1)
      expect(total(compared.evaluation)).toBeCloseTo(1)
      const same = compareDistributions(a, a)!
      expect(same.reference).toEqual(same.evaluation)
    }),
  )
})

test('sorted values leave out what is missing and NaN; distinct ones stop past the limit', () => {
  expect([...sortedValues(numbers([3, null, 1, NaN, 2, 1]))]).toEqual([1, 1, 2, 3])
  expect([...distinctSorted(Float64Array.of(1, 1, 2, 3, 4, 5), 2)]).toEqual([1, 2, 3])
  expect([...countCodes(Int32Array.of(0, 2, -1, 2), 3)]).toEqual([1, 0, 2])
})
