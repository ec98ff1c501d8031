import { expect, test } from 'vitest'
import { curveDomains, describeCurve, runsOf } from './curve.ts'

const curve = {
  kind: 'curve' as const,
  title: 't',
  x: 'mean score',
  y: 'share positive',
  series: [
    {
      name: 'evaluation',
      points: [
        { x: 0.2, y: 0.1 },
        { x: 0.5, y: null },
        { x: 0.8, y: 0.9, low: 0.7, high: 1 },
      ],
    },
  ],
}

test('a point that is undefined leaves a gap', () => {
  expect(runsOf(curve.series[0]!.points).map((run) => run.map((point) => point.x))).toEqual([[0.2], [0.8]])
})

test('a diagonal gives both axes one span, and shares all of 0 to 1', () => {
  expect(curveDomains({ ...curve, diagonal: true })).toEqual({ x: { low: 0, high: 1 }, y: { low: 0, high: 1 } })
  const prices = curveDomains({ ...curve, diagonal: true, series: [{ name: 's', points: [{ x: 10, y: 200 }] }] })
  expect(prices.x).toEqual(prices.y)
  expect(prices.x.low).toBeLessThanOrEqual(10)
  expect(prices.x.high).toBeGreaterThanOrEqual(200)
})

test('without one the axes hold the intervals too', () => {
  expect(curveDomains(curve).y.high).toBeGreaterThan(1)
})

test('in words', () => {
  expect(describeCurve(curve)).toBe(
    'share positive against mean score. evaluation: 2 points, from 0.1 at 0.2 to 0.9 at 0.8.',
  )
  expect(describeCurve({ ...curve, series: [{ name: 'none', points: [] }] })).toContain('none has no points')
})
