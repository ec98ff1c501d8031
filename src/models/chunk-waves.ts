import { rowOutcome } from '../core/predictions.ts'
import type { PlacedChunk } from './assemble.ts'
import type { WorkerEnd } from './worker-process.ts'

/**
 * Chunks are placed in waves, whose lengths are the same for any number of workers: first enough rows to see whether
 * the model answers at all, then many. Between them a model that only dies, or dies often, is given up: the rest of its
 * rows are lost unasked, where each could have cost the whole limit.
 */
export async function placeInWaves(
  { rowCount, batchRows, lanes }: { readonly rowCount: number; readonly batchRows: number; readonly lanes: number },
  place: (from: number, to: number, index: number) => Promise<PlacedChunk>,
): Promise<readonly PlacedChunk[]> {
  const count = Math.ceil(rowCount / batchRows)
  const spanOf = (index: number) => [index * batchRows, Math.min((index + 1) * batchRows, rowCount)] as const
  const chunks: PlacedChunk[] = []
  let next = 0
  const lane = async (end: number): Promise<void> => {
    while (next < end) {
      const index = next++
      chunks[index] = await place(...spanOf(index), index)
    }
  }
  while (next < count) {
    const end = Math.min(count, next === 0 ? Math.ceil(rowsToBeginWith / batchRows) : next + chunksInAWave)
    await Promise.all(Array.from({ length: lanes }, () => lane(end)))
    const reason = givenUpAfter(chunks)
    if (reason === null) continue
    for (; next < count; next++) chunks[next] = unaskedChunk(...spanOf(next), reason)
  }
  return chunks
}

const rowsToBeginWith = 16
const chunksInAWave = 64
/** Chunks under which a process hung or ate its memory; each costs the whole limit, more than once. */
const mostLostChunks = 16

/** Why no more is asked: none of the rows so far was answered and all took a process with them, or too many did. */
function givenUpAfter(chunks: readonly PlacedChunk[]): WorkerEnd | null {
  const ends = chunks.flatMap(({ answer }) => answer?.died ?? [])
  const first = ends[0]
  if (first === undefined) return null
  const isHopeless = chunks.every(
    ({ answer }) => answer?.outcomes.every((outcome) => outcome === rowOutcome.died) ?? true,
  )
  const slow = ends.filter(({ reason }) => reason === 'timeout' || reason === 'memory')
  return isHopeless || slow.length >= mostLostChunks ? first : null
}

/** Rows that are called lost with those before them. */
function unaskedChunk(from: number, to: number, died: WorkerEnd): PlacedChunk {
  const count = to - from
  const outcomes = new Uint8Array(count).fill(rowOutcome.died)
  const lost = {
    scores: null,
    width: 0,
    labels: null,
    outcomes,
    messages: [],
    unresolved: count,
    wrongLength: null,
    died,
  }
  return { from, count, rows: null, answer: lost, refusals: [] }
}
