import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import type { Predictions } from '../core/predictions.ts'
import { uniformColumn } from '../stats/fixtures.ts'
import { categories, frameOf, numbers, snapshot } from '../testing/frames.ts'
import { binaryModel, predictionsOf } from '../testing/models.ts'
import { searchGrid } from './grid.ts'
import type { Ask } from './grid.ts'
import { turns } from './target.ts'
import { otherCategories, quantilesOf, spanOf, stepsAround } from './tries.ts'

const asking =
  (model: ReturnType<typeof binaryModel>): Ask =>
  (frame) =>
    predictionsOf(model, frame)

/** Yes from a threshold on: the distance of a row to it is known. */
const stump = (threshold: number) =>
  binaryModel((frame, row) => Number(Number(valueAt(columnOf(frame, 'x'), row)) >= threshold))

test('finds of each row the cheapest of the tries that turn it, and none where none does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), async (stream, threshold) => {
      const frame = frameOf({ x: numbers([0, 1, ...uniformColumn(60, stream)]), y: numbers(Array(62).fill(1)) })
      const before = snapshot(frame)
      const column = columnOf(frame, 'x')
      if (column.kind !== 'number') throw new Error('x is a number')
      const model = stump(threshold)
      const clean = await predictionsOf(model, frame)
      const tries = stepsAround(column, spanOf(column, false)!, 0.2, false)

      const { rows, costs, values, after } = await searchGrid(frame, 'x', tries, asking(model), turns(clean, 0))

      expect(snapshot(frame), 'the original is untouched').toEqual(before)
      const expected = cheapestByHand(frame, tries, threshold)
      expect([...rows]).toEqual([...expected.keys()].toSorted((a, b) => a - b))
      rows.forEach((row, i) => {
        expect(costs[i]).toBe(expected.get(row))
        const value = Number(valueAt(values, i))
        expect(Math.abs(value - Number(valueAt(column, row)))).toBeCloseTo(costs[i]!, 12)
        expect(value >= threshold).not.toBe(Number(valueAt(column, row)) >= threshold)
        expect(after.decisions[i]).toBe(1 - clean.decisions[row]!)
      })
    }),
    { numRuns: 30 },
  )
})

function cheapestByHand(frame: Frame, tries: ReturnType<typeof stepsAround>, threshold: number): Map<number, number> {
  const cheapest = new Map<number, number>()
  tries.rows.forEach((row, i) => {
    const isYes = Number(valueAt(tries.column, i)) >= threshold
    if (isYes === Number(valueAt(columnOf(frame, 'x'), row)) >= threshold) return
    cheapest.set(row, Math.min(cheapest.get(row) ?? Infinity, tries.costs[i]!))
  })
  return cheapest
}

test('categories turn rows too, in the order of the tries', async () => {
  const frame = frameOf({ city: categories(['Rome', 'Oslo', 'Lima', null, 'Rome']) })
  const column = columnOf(frame, 'city')
  if (column.kind !== 'category') throw new Error('city is a category')
  const model = binaryModel((asked, row) => Number(valueAt(columnOf(asked, 'city'), row) === 'Oslo'))
  const tries = otherCategories(column, Int32Array.of(2, 1, 0))
  const clean = await predictionsOf(model, frame)
  const { rows, values } = await searchGrid(frame, 'city', tries, asking(model), turns(clean, 0))
  expect([...rows]).toEqual([0, 1, 2, 4])
  expect([...rows].map((_, i) => valueAt(values, i))).toEqual(['Oslo', 'Rome', 'Oslo', 'Oslo'])
})

test('a success that does not stand when it is asked again is none', async () => {
  const frame = frameOf({ x: numbers([0.2, 0.4, 0.6]) })
  const column = columnOf(frame, 'x')
  if (column.kind !== 'number') throw new Error('x is a number')
  const answers = (decisions: number[]): Predictions => ({
    rowCount: decisions.length,
    classes: ['no', 'yes'],
    scores: null,
    decisions: Int32Array.from(decisions),
  })
  const clean = answers([0, 0, 0])
  const tries = quantilesOf(column, spanOf(column, false)!)
  // Everything is turned at first; asked again, only what holds .6 is.
  const ask: Ask = async (asked, options) =>
    answers(
      Array.from({ length: asked.rowCount }, (_, i) =>
        Number(options?.fresh !== true || valueAt(columnOf(asked, 'x'), i) === 0.6),
      ),
    )
  const loud: Ask = async (asked) => answers(Array(asked.rowCount).fill(1))
  const fickle: Ask = async (asked, options) => answers(Array(asked.rowCount).fill(options?.fresh === true ? 0 : 1))
  expect([...(await searchGrid(frame, 'x', tries, loud, turns(clean, 0))).rows]).toEqual([0, 1, 2])
  expect([...(await searchGrid(frame, 'x', tries, fickle, turns(clean, 0))).rows]).toEqual([])
  const { rows, values, after } = await searchGrid(frame, 'x', tries, ask, turns(clean, 0))
  expect([...rows].every((_, i) => valueAt(values, i) === 0.6)).toBe(true)
  expect(after.rowCount).toBe(rows.length)
})

test('asks in questions of bounded size, with the same result', async () => {
  const rows = 10_000
  const frame = frameOf({ x: numbers([...uniformColumn(rows, 9)]) })
  const column = columnOf(frame, 'x')
  if (column.kind !== 'number') throw new Error('x is a number')
  const model = stump(0.5)
  const asked: number[] = []
  const ask: Ask = (question) => {
    asked.push(question.rowCount)
    return predictionsOf(model, question)
  }
  const tries = stepsAround(column, spanOf(column, false)!, 0.01, false)
  const clean = await predictionsOf(model, frame)
  const found = await searchGrid(frame, 'x', tries, ask, turns(clean, 0))
  expect(asked.slice(0, -1).every((count) => count <= 65_536)).toBe(true)
  expect(asked.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(tries.rows.length)
  expect([...found.rows]).toEqual([...cheapestByHand(frame, tries, 0.5).keys()].toSorted((a, b) => a - b))
})
