import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../core/random.ts'
import { binaryLabels, binaryPredictions, valuePredictions } from '../testing/models.ts'
import { wrongRows } from './wrong-rows.ts'

test('of wrong decisions the surest come first, and right ones never', () => {
  const [found] = wrongRows('binary', binaryLabels([0, 1, 0, 1, -1]), binaryPredictions([0.4, 0.3, 0.9, 0.6, 1]))
  expect(found).toMatchObject({
    columns: ['label', 'prediction'],
    rows: [
      { row: 2, values: ['no', 'yes'] },
      { row: 1, values: ['yes', 'no'] },
    ],
  })
  expect(wrongRows('binary', binaryLabels([0, 1]), binaryPredictions([0.4, 0.6]))).toEqual([])
})

test('of values the ten farthest off come, farthest first', () => {
  const key = streamKey(1, 'wrong rows')
  const values = Float64Array.from({ length: 500 }, (_, row) => uniformAt(key, row, 0))
  const answers = values.map((value, row) => (row % 7 === 0 ? NaN : value + uniformAt(key, row, 1) - 0.5))
  const [found] = wrongRows('regression', { kind: 'value', values }, valuePredictions([...answers]))
  const distance = (row: number) => Math.abs(answers[row]! - values[row]!)
  const all = [...values.keys()].filter((row) => row % 7 !== 0).toSorted((a, b) => distance(b) - distance(a))
  expect(found!.rows.map(({ row }) => row)).toEqual(all.slice(0, 10))
})
