import { expect, test } from 'vitest'
import type { Model, TimingOptions } from '../../core/predictions.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryModel, probeOf } from '../../testing/models.ts'
import latency from './latency.check.ts'

const frame = frameOf({ x: numbers([1, 2, 3]) })

/** Calls of 10 to 20 ms of which every so many-th takes ten times as long. */
const taking = (slowEvery: number, coldStartMs = 300): Model => ({
  ...binaryModel(() => 0.5),
  coldStartMs,
  time: async (_frame, { calls }) =>
    uniformColumn(calls, 1).map((u, i) => (10 + 10 * u) * (i % slowEvery === 0 ? 10 : 1)),
})

const given = async (model: Model) => ({ model, probe: await probeOf(model, frame) })

testCheck(latency, [
  {
    when: 'every tenth call is slow',
    given: await given(taking(10)),
    params: { p50Ms: 25, p95Ms: 50, p99Ms: 500, coldStartMs: 1000 },
    expect: { 'cold start': 'pass', p50: 'pass', p95: 'fail', p99: 'pass' },
  },
  {
    when: 'the start is cold and the half too slow',
    given: await given(taking(1e9, 2000)),
    params: { coldStartMs: 1000, p50Ms: 12 },
    expect: { 'cold start': 'fail', p50: 'fail', p95: 'pass', p99: 'pass' },
  },
  {
    when: 'the interval holds the limit',
    given: await given(taking(20)),
    params: { p95Ms: 60 },
    expect: { 'cold start': 'pass', p50: 'pass', p95: 'inconclusive', p99: 'pass' },
  },
  {
    when: 'there are too few calls for a percentile',
    given: await given(taking(1e9)),
    params: { p50Ms: 100, p99Ms: 100, calls: 100 },
    expect: { 'cold start': 'pass', p50: 'pass', p95: 'pass', p99: 'inconclusive' },
  },
])

test('without limits it is shown and not judged', async () => {
  const params = latency.params.parse({})
  const measured = await measure(latency, await given(taking(10)))
  expect(measured.map((found) => latency.judge(found, params))).toEqual(Array(4).fill({ rule: 'inform' }))
  expect(measured.every(({ volatile }) => volatile)).toBe(true)
  expect(latency.explain(measured[0]!)).toBe('the first answer comes 300 ms after a cold start')
  expect(latency.explain(measured[1]!)).toMatch(/^p50 of 500 single rows is 1\d\.\d ms \(1\d\.\d to 1\d\.\d\)$/)
  expect(latency.alone, 'nothing runs beside it').toBe(true)
})

test('times single rows after a warm-up', async () => {
  const asked: TimingOptions[] = []
  const model = taking(10)
  const spy: Model = { ...model, time: (rows, options) => (asked.push(options), model.time(rows, options)) }
  await measure(latency, await given(spy))
  expect(asked).toEqual([{ batchRows: 1, calls: 500, warmUp: 50 }])
})

test('a cold start that was not timed is no number', async () => {
  const [first] = await measure(latency, await given(taking(10, NaN)))
  expect(first!.statistic.kind).toBe('undefined')
})
