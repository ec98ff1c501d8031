import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnOf, selectColumns, valueAt } from '../core/frame.ts'
import type { Column, Frame } from '../core/frame.ts'
import { uniformColumn } from '../stats/fixtures.ts'
import { frameOf, numbers, snapshot } from '../testing/frames.ts'
import { binaryModel, predictionsOf } from '../testing/models.ts'
import { searchGrid } from './grid.ts'
import type { Ask } from './grid.ts'
import { turns } from './target.ts'
import { spanOf, stepsAround } from './tries.ts'

/** Both columns decide, so that an answer to another row shows. */
const model = binaryModel((frame, row) =>
  Number(Number(valueAt(columnOf(frame, 'a'), row)) + 3 * Number(valueAt(columnOf(frame, 'b'), row)) >= 2),
)

function wideFrame(stream: number): Frame {
  const rest = Array.from({ length: 70 }, (_, i) => [`c${i}`, numbers(Array(42).fill(i))] as const)
  const [a, b] = [uniformColumn(40, stream), uniformColumn(40, stream + 1)]
  return frameOf({ a: numbers([0, 1, ...a]), b: numbers([1, null, ...b]), ...Object.fromEntries(rest) })
}

async function search(frame: Frame, feature: string, asked: Frame[] = []) {
  const ask: Ask = (question) => {
    asked.push(question)
    return predictionsOf(model, question)
  }
  const column = columnOf(frame, feature)
  if (column.kind !== 'number') throw new Error('a number is wanted')
  const tries = stepsAround(column, spanOf(column, false)!, 0.3, false)
  return searchGrid(frame, feature, tries, ask, turns(await predictionsOf(model, frame), 0))
}

test('among many columns the same rows are turned, at the same costs, as among few', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1000), fc.constantFrom('a', 'b'), async (stream, feature) => {
      const wide = wideFrame(stream)
      const before = snapshot(wide)
      expect(await search(wide, feature)).toEqual(await search(selectColumns(wide, ['a', 'b']), feature))
      expect(snapshot(wide), 'the original is untouched').toEqual(before)
    }),
    { numRuns: 30 },
  )
})

test('columns that stay as they are, are made once for all features', async () => {
  const wide = wideFrame(7)
  const [first, second]: [Frame[], Frame[]] = [[], []]
  await search(wide, 'a', first)
  await search(wide, 'b', second)
  const columns = (frame: Frame | undefined): Column[] =>
    [...frame!.columns].flatMap(([name, column]) => (name.startsWith('c') ? [column] : []))
  columns(first[0]).forEach((column, i) => expect(column).toBe(columns(second[0])[i]))
})
