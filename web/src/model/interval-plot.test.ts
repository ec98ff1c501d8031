import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finding } from '../../fixtures/sample-finding.ts'
import { estimateText, intervalPlot, intervalText, limitLabels, limitText } from './interval-plot.ts'
import { scaleTo } from './scale.ts'

const limits = { warn: 0.1, fail: 0.2, worse: 'higher' } as const
const interval = (low: number | null, high: number | null) => ({ low, high, level: 0.95 })

test('shows the estimate, its interval, the limits and the reference, all within the domain', () => {
  const plot = intervalPlot(
    finding('drift/feature', 'x', 'fail', '', {
      estimate: 0.3,
      interval: interval(0.25, 0.4),
      limits,
      reference: 0.05,
    }),
  )!
  expect(plot.domain.low).toBeLessThan(0.05)
  expect(plot.domain.high).toBeGreaterThan(0.4)
})

test('there is nothing to draw without a number', () => {
  expect(intervalPlot(finding('drift/feature', null, null, '', { outcome: 'skipped' }))).toBeNull()
})

test('an infinite bound is told from no interval', () => {
  expect(intervalPlot(finding('drift/feature', 'x', 'pass', '', { estimate: 1 }))!.interval).toBeUndefined()
  expect(
    intervalPlot(finding('drift/feature', 'x', 'pass', '', { estimate: 1, interval: interval(null, 2) }))!.interval,
  ).toMatchObject({
    low: null,
    high: 2,
  })
})

test('in words', () => {
  expect(estimateText({ estimate: 0.27, interval: interval(0.26, 0.28) })).toBe('0.27 (0.26 to 0.28)')
  expect(estimateText({ estimate: 0.27, interval: interval(null, null) })).toBe('0.27 (−∞ to ∞)')
  expect(estimateText({ estimate: 5, interval: interval(5, 5) })).toBe('5')
  expect(estimateText({ estimate: null, interval: interval(0, 1) })).toBe('–')
  expect(limitText(limits)).toBe('fails above 0.2, warns above 0.1')
  expect(limitText({ warn: 0, fail: 0, worse: 'lower' })).toBe('fails below 0')
})

test('the ends of an interval are written so that they differ', () => {
  expect(intervalText(interval(0.9996, 1))).toBe('0.9996 to 1')
  expect(intervalText(interval(0.12341, 0.12344))).toBe('0.12341 to 0.12344')
})

test('labels stay within the plot and never overlap', () => {
  const letters = 5.6
  const limit = fc.double({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(limit, limit, fc.double({ min: 0, max: 1, noNaN: true }), (warn, fail, pad) => {
      const low = Math.min(warn, fail) - pad - 0.01
      const high = Math.max(warn, fail) + 0.01
      const labels = limitLabels({ warn, fail, worse: 'higher' }, scaleTo({ low, high }, 0, 280), 280)
      const spans = labels
        .map(
          ({ text, middle }) => [middle - (text.length * letters) / 2, middle + (text.length * letters) / 2] as const,
        )
        .toSorted((a, b) => a[0] - b[0])
      for (const [from, to] of spans) expect(from >= -0.001 && to <= 280.001).toBe(true)
      if (spans.length === 2) expect(spans[1]![0]).toBeGreaterThan(spans[0]![1])
      expect(labels.some((label) => label.text.startsWith('fail'))).toBe(true)
    }),
  )
})

test('limits near the edge still get both labels', () => {
  const at = scaleTo({ low: 0.2, high: 0.97 }, 5, 275)
  expect(limitLabels({ warn: 0.9, fail: 0.8, worse: 'lower' }, at, 280).map((label) => label.text)).toEqual([
    'warn 0.9',
    'fail 0.8',
  ])
})
