import { expect, test } from 'vitest'
import { binNames, binShares, describeBins, hasReference } from './bins.ts'
import { edgeTicks } from './edge-ticks.ts'

const ages = { edges: [null, 20, 40, null], reference: [0.2, 0.5, 0.3], evaluation: [0.1, 0.5, 0.4] }

test('names bins by their labels or edges; an edge at infinity is said in words', () => {
  expect(binNames(ages)).toEqual(['below 20', '20 to 40', '40 and more'])
  expect(binNames({ labels: ['a', 'b'], reference: [1, 0], evaluation: [0.5, 0.5] })).toEqual(['a', 'b'])
  expect(binNames({ edges: [3, 3], reference: [1], evaluation: [1] })).toEqual(['3'])
})

test('measures bars against the tallest of either data set', () => {
  expect(binShares(ages).tallest).toBe(0.5)
  expect(binShares({ labels: ['a'], reference: [null], evaluation: [0] }).tallest).toBe(1)
})

test('says where the two differ most', () => {
  expect(describeBins({ ...ages, evaluation: [0.1, 0.4, 0.5] })).toContain(
    'at 40 and more: 30\u00a0% of the reference, 50\u00a0%',
  )
})

test('without a reference it speaks of one data set', () => {
  const alone = { labels: ['a', 'b'], reference: [null, null], evaluation: [0.3, 0.7] }
  expect(hasReference(alone)).toBe(false)
  expect(describeBins(alone)).toBe('2 bins; the fullest is b with 70\u00a0%.')
})

test('labels as many edges as have room', () => {
  const edges = [0, 10, 20, 30, 40, 50, null]
  expect(edgeTicks(edges, 100).map((tick) => tick.text)).toEqual(['0', '10', '20', '30', '40', '50'])
  expect(edgeTicks(edges, 12).map((tick) => tick.text)).toEqual(['0', '20', '40'])
})
