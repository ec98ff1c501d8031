import { expect, test } from 'vitest'
import { uniformColumn } from '../../stats/fixtures.ts'
import { bestF1, precisionRecallCurve, rocCurve } from './curves.ts'

const small = { name: 'evaluation', scores: Float64Array.of(0.9, 0.8, 0.8, 0.2), codes: Int32Array.of(1, 1, 0, 0) }

test('curves step over distinct scores, ties together', () => {
  expect(rocCurve([small]).series[0]!.points).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0.5 },
    { x: 0.5, y: 1 },
    { x: 1, y: 1 },
  ])
  expect(precisionRecallCurve([small]).series[0]!.points).toEqual([
    { x: 0.5, y: 1 },
    { x: 1, y: 2 / 3 },
    { x: 1, y: 0.5 },
  ])
  expect(bestF1(small)).toEqual({ threshold: 0.8, f1: 0.8 })
})

test('one class has no curve', () => {
  const one = { ...small, codes: Int32Array.of(0, 0, 0, 0) }
  expect([rocCurve([one]).series, precisionRecallCurve([one]).series, bestF1(one)]).toEqual([[], [], null])
})

test('long curves are thinned, ends kept, and lose little of their area', () => {
  const scores = uniformColumn(20_000, 1)
  const noise = uniformColumn(20_000, 2)
  const codes = Int32Array.from(scores, (score, row) => Number(noise[row]! < score * score))
  const { points } = rocCurve([{ name: 'evaluation', scores, codes }]).series[0]!
  expect(points.length).toBeLessThanOrEqual(61)
  expect([points[0], points.at(-1)]).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ])
  const area = points.slice(1).reduce((total, { x, y }, i) => total + ((x - points[i]!.x) * (y + points[i]!.y)) / 2, 0)
  // the chance that a positive scores above a negative when P(positive | s) = s²
  expect(Math.abs(area - 0.875)).toBeLessThan(0.01)
})
