import { expect, test } from 'vitest'
import type { Model } from '../../core/predictions.ts'
import { uniformColumn } from '../../stats/fixtures.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryModel, probeOf } from '../../testing/models.ts'
import throughput from './throughput.check.ts'

const frame = frameOf({ x: numbers([1, 2, 3]) })

/** A call takes `base` ms, up to `jitter` more, and a hundredth of a millisecond for each row. */
const taking = (base: number, jitter: number): Model => ({
  ...binaryModel(() => 0.5),
  time: async (_frame, { calls, batchRows }) => uniformColumn(calls, 1).map((u) => base + jitter * u + batchRows / 100),
})

const given = async (model: Model) => ({ model, probe: await probeOf(model, frame) })

testCheck(throughput, [
  {
    when: 'batches of 32 are too slow',
    given: await given(taking(1, 0.1)),
    params: { min1: 500, min32: 30_000, min1024: 50_000 },
    expect: { 'one at a time': 'pass', 'in batches of 32': 'fail', 'in batches of 1,024': 'pass' },
  },
  {
    when: 'the calls vary too much to tell',
    given: await given(taking(0.1, 100)),
    params: { min1: 20, min1024: 15_000 },
    expect: { 'one at a time': 'inconclusive', 'in batches of 32': 'pass', 'in batches of 1,024': 'inconclusive' },
  },
])

test('counts rows over time, with the error of the mean', async () => {
  const measured = await measure(throughput, await given(taking(1, 0)))
  expect(measured.map(({ statistic }) => (statistic.kind === 'normal' ? statistic.estimate : NaN))).toEqual([
    expect.closeTo(1000 / 1.01, 6),
    expect.closeTo(32_000 / 1.32, 6),
    expect.closeTo(1_024_000 / 11.24, 6),
  ])
  expect(measured.map((found) => throughput.explain(found))[1]).toBe(
    '24,242 rows per second are answered in batches of 32',
  )
  const [jittery] = await measure(throughput, await given(taking(1, 2)))
  if (jittery!.statistic.kind !== 'normal') throw new Error('no error')
  // Uniform between 1.01 and 3.01 ms: sd 2/√12 over a mean of 2.01, of 200 calls
  expect(jittery!.statistic.standardError / jittery!.statistic.estimate).toBeCloseTo(
    2 / Math.sqrt(12) / 2.01 / Math.sqrt(200),
    2,
  )
})

test('without limits it is shown and not judged, and time that cannot be measured is no number', async () => {
  const measured = await measure(
    throughput,
    await given({ ...taking(0, 0), time: async (_, { calls }) => new Float64Array(calls) }),
  )
  expect(measured.map((found) => throughput.judge(found, throughput.params.parse({})).rule)).toEqual([
    'inform',
    'inform',
    'inform',
  ])
  expect(measured.every(({ volatile, statistic }) => volatile === true && statistic.kind === 'undefined')).toBe(true)
})
