import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attackedRows, transformedRows } from './budget.ts'

const budget = { rows: 200_000, transformRows: 10_000, attackRows: 1000, askedRows: 5_000_000 }

test('a table of usual width is changed and attacked as far as each budget of its own goes', () => {
  expect([transformedRows(budget, 14), attackedRows(budget, 14)]).toEqual([10_000, 1000])
})

test('many features share the questions, down to what still says something', () => {
  expect([transformedRows(budget, 500), attackedRows(budget, 500)]).toEqual([833, 111])
  expect([transformedRows(budget, 20_000), attackedRows(budget, 20_000)]).toEqual([500, 50])
})

test('more features never get more rows, and no budget of its own is exceeded', () => {
  const width = fc.integer({ min: 0, max: 5000 })
  const any = fc.record({ transformRows: fc.nat(20_000), attackRows: fc.nat(5000), askedRows: fc.nat(1e8) })
  fc.assert(
    fc.property(any, width, width, (given, a, b) => {
      const own = { ...given, rows: 1 }
      const [narrow, wide] = [Math.min(a, b), Math.max(a, b)]
      expect(transformedRows(own, wide)).toBeLessThanOrEqual(transformedRows(own, narrow))
      expect(attackedRows(own, wide)).toBeLessThanOrEqual(attackedRows(own, narrow))
      expect(transformedRows(own, narrow)).toBeLessThanOrEqual(given.transformRows)
      expect(attackedRows(own, narrow)).toBeLessThanOrEqual(given.attackRows)
    }),
  )
})
