import { expect, test } from 'vitest'
import { edgeTicks } from './edge-ticks.ts'

const texts = (edges: readonly (number | null)[], binWidth: number) =>
  edgeTicks(edges, binWidth).map(({ text }) => text)

test('bins of one width have round numbers below them, where they belong', () => {
  const edges = Array.from({ length: 21 }, (_, edge) => (edge * 15_024) / 20)
  expect(texts(edges, 27)).toEqual(['0', '2,000', '4,000', '6,000', '8,000', '10,000', '12,000', '14,000'])
  expect(edgeTicks(edges, 27)[1]!.edge).toBeCloseTo(2000 / (15_024 / 20))
  expect(texts([17, 36, 55, 74], 60)).toEqual(['20', '40', '60'])
})

test('bins of several widths, and those without an end, are named by their edges', () => {
  expect(texts([0, 1, 10, 100], 60)).toEqual(['0', '1', '10', '100'])
  expect(texts([null, 1, 2, null], 60)).toEqual(['1', '2'])
  expect(texts([3, 3], 60)).toEqual(['3', '3'])
})
