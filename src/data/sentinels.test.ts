import { expect, test } from 'vitest'
import { sentinels } from './sentinels.ts'

const ages = Array.from({ length: 400 }, (_, row) => 18 + (row % 60))
const repeated = (value: number, times: number) => Array.from({ length: times }, () => value)

test.each<[string, readonly number[], readonly number[]]>([
  ['-999 among ages', [...ages, ...repeated(-999, 40)], [-999]],
  ['999 among ages', [...ages, ...repeated(999, 40)], [999]],
  ['-1 among counts', [...ages, ...repeated(-1, 40)], [-1]],
  ['two of them', [...ages, ...repeated(-9, 40), ...repeated(-99, 40)], [-9, -99]],
  ['99 among answers from 1 to 5', [...ages.map((age) => 1 + (age % 5)), ...repeated(99, 40)], [99]],
  ['one that is rare', [...ages, ...repeated(-999, 3)], []],
  ['99 within the range', [...ages.map((age) => 3 * age), ...repeated(99, 40)], []],
  ['99 near the others', [...ages, ...repeated(99, 40)], []],
  ['-1, 0 and 1', [...repeated(-1, 100), ...repeated(0, 100), ...repeated(1, 100)], []],
  ['-1 among other negatives', [...ages.map((age) => age - 50), ...repeated(-1, 40)], []],
  ['nothing else', repeated(-1, 100), []],
  ['missing values and infinities', [NaN, Infinity, ...ages], []],
])('%s', (_what, values, expected) => {
  expect(sentinels(Float64Array.from(values)).map(([value]) => value)).toEqual(expected)
})
