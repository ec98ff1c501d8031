import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFrame, categories, numbers, texts } from '../testing/frames.ts'
import { quantileEdges, sliceColumn } from './slices.ts'

const tenBins = { bins: 10, minShare: 0.01 }

test('every row lies in one slice, and the sizes count them', () => {
  fc.assert(
    fc.property(anyFrame(), fc.integer({ min: 2, max: 10 }), (frame, bins) => {
      for (const [name, column] of frame.columns) {
        const slicing = sliceColumn(name, column, { bins, minShare: 0.2 })!
        expect(slicing.sizes.reduce((total, rows) => total + rows, 0)).toBe(frame.rowCount)
        expect(slicing.labels).toHaveLength(slicing.sizes.length)
        expect(new Set(slicing.phrases).size).toBe(slicing.labels.length)
        expect(slicing.of.every((slice) => slice >= 0 && slice < slicing.labels.length)).toBe(true)
      }
    }),
  )
})

test('whole numbers read as ranges that share no end', () => {
  const ages = numbers(Array.from({ length: 100 }, (_, i) => 17 + (i % 20)))
  const { labels, phrases, of } = sliceColumn('age', ages, { bins: 5, minShare: 0 })!
  expect(labels).toEqual(['≤ 20', '21–24', '25–28', '29–32', '≥ 33'])
  expect(phrases[1]).toBe('age is 21–24')
  expect([of[3], of[4], of[7], of[8]]).toEqual([0, 1, 1, 2])
})

test('few values have a slice each, however often they occur', () => {
  const { labels, sizes } = sliceColumn('children', numbers([0, 0, 0, 0, 0, 0, 0, 1, 1, 2]), tenBins)!
  expect(labels).toEqual(['≤ 0', '1', '≥ 2'])
  expect([...sizes]).toEqual([7, 2, 1])
})

test('fractions read with as many digits as tell the edges apart', () => {
  const near = numbers([1.00001, 1.00002, 1.00003, -0.5])
  expect(sliceColumn('x', near, { bins: 4, minShare: 0 })!.labels).toEqual([
    '≤ −0.5',
    '−0.5 to 1.00001',
    '1.00001–1.00002',
    '> 1.00002',
  ])
})

test('edges come from the reference; values beyond it fall in the outer bins', () => {
  const reference = numbers(Array.from({ length: 100 }, (_, i) => i))
  const { of, sizes, labels } = sliceColumn('x', numbers([-1e300, 1e300, Infinity, 55]), {
    bins: 10,
    minShare: 0,
    reference,
  })!
  expect([...of]).toEqual([0, 9, 9, 5])
  expect(sizes[1]).toBe(0)
  expect(labels).toHaveLength(10)
})

test('NaN that arrived is as missing as nothing', () => {
  const { of, labels, phrases } = sliceColumn('x', numbers([1, 2, null, NaN]), { bins: 2, minShare: 0 })!
  expect([...of]).toEqual([0, 1, 2, 2])
  expect([labels[2], phrases[2]]).toEqual(['(missing)', 'x is missing'])
})

test('a constant and an empty column have one slice of what they hold', () => {
  expect(sliceColumn('x', numbers([3, 3, null]), tenBins)!.phrases).toEqual(['x is known', 'x is missing'])
  expect([...sliceColumn('x', numbers([null, null]), tenBins)!.sizes]).toEqual([0, 2])
})

test('rare categories are pooled, under a name that is not taken', () => {
  const cities = categories([...Array.from({ length: 97 }, () => '(other)'), 'Oslo', 'Rome', null])
  const { labels, phrases, sizes } = sliceColumn('city', cities, { bins: 10, minShare: 0.02 })!
  expect(labels).toEqual(['(other)', '(other)*', '(missing)'])
  expect(phrases).toEqual(['city = (other)', 'city = (other)*', 'city is missing'])
  expect([...sizes]).toEqual([97, 2, 1])
})

test('a text of few values is a category, one of many is not sliced', () => {
  expect(sliceColumn('x', texts(['b', 'a', 'b', null]), tenBins)!.labels).toEqual(['a', 'b', '(missing)'])
  expect(sliceColumn('x', texts(Array.from({ length: 51 }, (_, i) => `text ${i}`)), tenBins)).toBeNull()
})

test('times are sliced by quantiles and read as days', () => {
  const day = 86_400_000
  const values = Float64Array.from({ length: 10 }, (_, i) => i * 10 * day)
  const column = { kind: 'time', values, valid: new Uint8Array(10).fill(1) } as const
  expect(sliceColumn('t', column, { bins: 2, minShare: 0 })!.labels).toEqual(['until 1970-02-10', 'after 1970-02-10'])
})

test('quantile edges are values of the column, and never its largest', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 50 }), fc.integer({ min: 2, max: 10 }), (values, bins) => {
      const edges = quantileEdges(Float64Array.from(values), bins)
      expect(edges.length).toBeLessThan(bins)
      const finite = values.filter(Number.isFinite)
      for (const edge of edges) {
        expect(finite).toContain(edge)
        expect(edge).toBeLessThan(Math.max(...finite))
      }
    }),
  )
})
