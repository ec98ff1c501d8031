import { expect, test } from 'vitest'
import { unitedHaul } from './haul.ts'
import type { Haul } from './haul.ts'

const haul = (feature: string, costs: readonly (number | null)[], tried: readonly number[]): Haul => ({
  witnesses: costs.flatMap((cost, row) =>
    cost === null ? [] : [{ row, cost, feature, from: 0, to: 1, before: 'no', after: 'yes' }],
  ),
  tried: Uint8Array.from(tried),
})

test('of each row the cheapest witness counts, of equals the first, and a row once', () => {
  const united = unitedHaul(
    [haul('age', [0.2, 0.1, null, 0.3], [1, 1, 0, 1]), haul('income', [0.1, 0.2, null, 0.3], [1, 1, 0, 0])],
    4,
  )
  expect(united.witnesses.map(({ row, feature, cost }) => [row, feature, cost])).toEqual([
    [0, 'income', 0.1],
    [1, 'age', 0.1],
    [3, 'age', 0.3],
  ])
  expect([...united.tried]).toEqual([1, 1, 0, 1])
})
