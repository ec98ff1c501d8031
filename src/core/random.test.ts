import fc from 'fast-check'
import { expect, test } from 'vitest'
import { integerAt, normalAt, sampleRows, shuffledRows, streamKey, subStream, uniformAt } from './random.ts'

test('a draw depends on seed, labels, row and draw, and on nothing else', () => {
  const key = streamKey(7, 'drift', 'age')
  expect(uniformAt(key, 3, 1)).toBe(uniformAt(streamKey(7, 'drift', 'age'), 3, 1))
  const others = [
    streamKey(8, 'drift', 'age'),
    streamKey(7, 'drifta', 'ge'),
    streamKey(7, 'drift'),
    subStream(key, 'x'),
  ]
  for (const other of others) expect(uniformAt(other, 3, 1)).not.toBe(uniformAt(key, 3, 1))
  expect(uniformAt(key, 4, 1)).not.toBe(uniformAt(key, 3, 1))
  expect(uniformAt(key, 3, 2)).not.toBe(uniformAt(key, 3, 1))
})

test('uniform draws fill their bins evenly, over rows and over draws', () => {
  for (const over of ['row', 'draw']) {
    const bins = new Int32Array(64)
    const count = 64_000
    const key = streamKey(1, over)
    for (let i = 0; i < count; i++)
      bins[Math.floor((over === 'row' ? uniformAt(key, i, 0) : uniformAt(key, 0, i)) * 64)]!++
    const chiSquare = bins.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0)
    // 63 degrees of freedom; the 0.1 % points are 34 and 103.
    expect(chiSquare).toBeGreaterThan(34)
    expect(chiSquare).toBeLessThan(103)
  }
})

test('neighbouring rows and draws are uncorrelated', () => {
  const key = streamKey(2, 'pairs')
  for (const neighbour of [(i: number) => uniformAt(key, i + 1, 0), (i: number) => uniformAt(key, i, 1)]) {
    let product = 0
    for (let i = 0; i < 50_000; i++) product += (uniformAt(key, i, 0) - 0.5) * (neighbour(i) - 0.5)
    // Standard deviation of the correlation is 1/√50,000 = 0.0045.
    expect(Math.abs((product / 50_000) * 12)).toBeLessThan(0.02)
  }
})

test('normal draws have mean 0 and standard deviation 1', () => {
  const key = streamKey(3, 'normal')
  const draws = Array.from({ length: 40_000 }, (_, row) => normalAt(key, row, 0))
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length
  expect(Math.abs(mean)).toBeLessThan(0.02)
  expect(Math.abs(variance - 1)).toBeLessThan(0.03)
})

test('a sample has distinct rows in order, as many as asked, each as likely as another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.nat(), (count, limit, seed) => {
      const rows = sampleRows(count, limit, streamKey(seed, 'sample'))
      expect(rows.length).toBe(Math.min(count, limit))
      expect([...new Set(rows)].toSorted((a, b) => a - b)).toEqual([...rows])
    }),
  )
  const times = new Int32Array(10)
  for (let seed = 0; seed < 20_000; seed++) for (const row of sampleRows(10, 3, streamKey(seed, 'fair'))) times[row]!++
  // 6,000 expected with a standard deviation of 65; five of those either way.
  for (const count of times) expect(Math.abs(count - 6000)).toBeLessThan(325)
})

test('a shuffle is a permutation that moves things', () => {
  const rows = shuffledRows(1000, streamKey(4, 'shuffle'))
  expect([...rows].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, row) => row))
  expect(rows.filter((row, i) => row === i).length).toBeLessThan(10)
})

test('integers stay below their bound', () => {
  const key = streamKey(5, 'integers')
  const seen = new Set(Array.from({ length: 1000 }, (_, row) => integerAt(key, row, 0, 7)))
  expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6])
})
