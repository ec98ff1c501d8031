import { expect, test } from 'vitest'
import { normalAt, streamKey } from '../../core/random.ts'
import { measure, testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import { binaryLabels } from '../../testing/models.ts'
import correlation from './correlation.check.ts'

const rows = Array.from({ length: 800 }, (_, row) => row)
/** Height and weight go together by `tie`; shoe size is told by height, though not in a straight line; luck is alone. */
function people(draw: string, tie: number) {
  const key = streamKey(14, draw)
  const height = rows.map((row) => normalAt(key, row, 0))
  const weight = rows.map((row) => tie * height[row]! + Math.sqrt(1 - tie * tie) * normalAt(key, row, 1))
  const frame = frameOf({
    height: numbers(height),
    weight: numbers(weight.map((value, row) => (row % 7 === 0 ? null : value))),
    shoe: numbers(height.map((value, row) => Math.exp(3 * value + normalAt(key, row, 2)))),
    luck: numbers(rows.map((row) => normalAt(key, row, 3))),
  })
  return { frame, labels: binaryLabels(height.map((value, row) => Number(value + normalAt(key, row, 4) > 0))) }
}
const before = people('before', 0.7)
const against = (tie: number) => {
  const after = people('after', tie)
  return { reference: before.frame, evaluation: after.frame, referenceLabels: before.labels, labels: after.labels }
}
const unchanged = {
  'height and shoe': 'pass',
  'height and the label': 'pass',
  'shoe and the label': 'pass',
} as const

testCheck(correlation, [
  {
    when: 'columns go together as before',
    given: against(0.7),
    expect: {
      ...unchanged,
      'height and weight': 'pass',
      'weight and shoe': 'pass',
      'weight and the label': 'pass',
    },
  },
  {
    when: 'a tie has loosened',
    given: against(0.5),
    expect: {
      ...unchanged,
      'height and weight': 'warn',
      'weight and shoe': 'warn',
      'weight and the label': 'pass',
    },
  },
  {
    when: 'a tie has turned over',
    given: against(-0.7),
    expect: {
      ...unchanged,
      'height and weight': 'fail',
      'weight and shoe': 'fail',
      'weight and the label': 'fail',
    },
  },
  {
    when: 'values of one number have changed places',
    given: { reference: before.frame, evaluation: people('after', 0).frame },
    expect: { 'height and shoe': 'pass', 'height and weight': 'fail', 'weight and shoe': 'fail' },
  },
])

test('pairs that were looked at and are no ties are paid for by those that are', async () => {
  const [first] = await measure(correlation, against(0.5))
  const [alone] = await measure(correlation, {
    reference: frameOf({ height: before.frame.columns.get('height')!, weight: before.frame.columns.get('weight')! }),
    evaluation: frameOf({
      height: people('after', 0.5).frame.columns.get('height')!,
      weight: people('after', 0.5).frame.columns.get('weight')!,
    }),
  })
  expect([first?.subject, alone?.subject]).toEqual(['height and weight', 'height and weight'])
  const p = [first, alone].map((one) => (one?.statistic.kind === 'test' ? one.statistic.p : NaN))
  expect(p[0]! / p[1]!).toBeCloseTo(10 / 6)
})
