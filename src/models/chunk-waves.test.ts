import { expect, test } from 'vitest'
import { rowOutcome } from '../core/predictions.ts'
import type { PlacedChunk } from './assemble.ts'
import { placeInWaves } from './chunk-waves.ts'
import type { WorkerEnd } from './worker-process.ts'

const { answered, died } = rowOutcome
const hung: WorkerEnd = { reason: 'timeout', message: 'the model did not answer within 1 s', limit: 1 }

function chunk(from: number, to: number, lost: number, end: WorkerEnd | null): PlacedChunk {
  const outcomes = Uint8Array.from({ length: to - from }, (_, row) => (row < lost ? died : answered))
  const answer = {
    scores: null,
    width: 0,
    labels: null,
    outcomes,
    messages: [],
    unresolved: 0,
    wrongLength: null,
    died: end,
  }
  return { from, count: to - from, rows: null, answer, refusals: [] }
}

/** What is asked of a model that hangs under those chunks, on all or half of the rows. */
async function askedOf(rowCount: number, batchRows: number, lanes: number, hangs: (index: number) => number) {
  const asked: number[] = []
  const chunks = await placeInWaves({ rowCount, batchRows, lanes }, async (from, to, index) => {
    asked.push(index)
    // Later chunks are answered first, as they may be.
    await new Promise((resolve) => setTimeout(resolve, index % 2))
    const lost = Math.ceil(hangs(index) * (to - from))
    return chunk(from, to, lost, lost > 0 ? hung : null)
  })
  const outcomes = chunks.flatMap(({ answer }) => [...answer!.outcomes])
  return { asked: asked.toSorted((a, b) => a - b), outcomes }
}

test('a model that answers is asked about every row', async () => {
  const { asked, outcomes } = await askedOf(1000, 10, 5, () => 0)
  expect([asked.length, outcomes.length, new Set(outcomes)]).toEqual([100, 1000, new Set([answered])])
})

test.each([1, 3, 9])('one that hangs from the first row is given up after a few, with %s lanes', async (lanes) => {
  const { asked, outcomes } = await askedOf(10_000, 1, lanes, () => 1)
  expect(asked).toHaveLength(16)
  expect([outcomes.length, new Set(outcomes)]).toEqual([10_000, new Set([died])])
})

test.each([1, 3, 9])('one that hangs often is given up after a wave, with %s lanes', async (lanes) => {
  const { asked, outcomes } = await askedOf(1000, 4, lanes, (index) => (index % 3 === 0 ? 0.5 : 0))
  expect(asked).toHaveLength(4 + 64)
  expect(outcomes.slice(68 * 4)).toEqual(Array(1000 - 68 * 4).fill(died))
})

test('one that hangs on a few rows is asked about all others', async () => {
  const { asked } = await askedOf(1000, 4, 3, (index) => (index % 50 === 7 ? 0.5 : 0))
  expect(asked).toHaveLength(250)
})
