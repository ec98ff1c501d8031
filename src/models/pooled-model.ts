import { type Column, columnOf, type Frame, takeRows, takeValues } from '../core/frame.ts'
import { type AttemptOptions, type Model, rowOutcome } from '../core/predictions.ts'
import { AnswerCache } from './answer-cache.ts'
import { answerChunk, type ChunkAnswer, type Patience } from './answer-chunk.ts'
import { assemble, type DetailedAttempt, type PlacedChunk, type Reading } from './assemble.ts'
import { placeInWaves } from './chunk-waves.ts'
import { type ColumnTarget, digest, encodePart, type Part } from './encode-column.ts'
import type { Resolution } from './resolution.ts'
import { timeCalls } from './time-calls.ts'
import type { Backend } from './worker-pool.ts'
import { rowsWhere } from '../core/rows.ts'

export interface ModelDescription {
  readonly kind: 'onnx' | 'module' | 'function'
  /** Null for a function. */
  readonly path: string | null
  /** Of the file, hexadecimal; null for a function. */
  readonly sha256: string | null
  /** Whether its predictions have scores; taken for granted of predict functions until they answer. */
  readonly hasScores: boolean
  /** The classes of its predictions; empty for regression. */
  readonly classes: readonly string[]
  readonly inputs: readonly {
    readonly name: string
    readonly type: string
    readonly shape: readonly (number | null)[]
    readonly columns: readonly string[]
  }[]
  readonly outputs: readonly {
    readonly name: string
    readonly type: string
    readonly use: 'label' | 'scores' | 'none'
  }[]
  /** What was decided on opening, a clause each. */
  readonly decisions: readonly string[]
  /** What a reader of the report has to know. */
  readonly warnings: readonly string[]
}

export interface ModelCounters {
  readonly rowsAsked: number
  /** Of these, answered without the model. */
  readonly rowsFromCache: number
  readonly calls: number
  /** Processes started in place of one that was ended. */
  readonly respawns: number
  readonly bytesSent: number
  /** Rows whose label output is not the class that the scores choose. */
  readonly labelDisagreements: number
  /** Rows called failed with their neighbours, because the calls to tell them apart were used up. */
  readonly unresolvedRows: number
}

export interface OpenedModel extends Model {
  attempt(frame: Frame, options?: AttemptOptions): Promise<DetailedAttempt>
  readonly description: ModelDescription
  readonly counters: ModelCounters
  /** The ids of the processes that hold the model. */
  readonly pids: readonly number[]
  close(): Promise<void>
}

/** One column of a call, in the order of the parts. */
export interface CallColumn {
  readonly column: string
  readonly target: ColumnTarget
  /** What the model can tell apart there; null where every difference may count. */
  readonly resolution: Resolution | null
  /** What is named when a value is refused: `input "age" (float32)`. */
  readonly input: string
}

type FedColumn = Omit<CallColumn, 'resolution'>

export interface PooledModelParts {
  readonly backend: Backend
  readonly pids: () => readonly number[]
  readonly columns: readonly CallColumn[]
  readonly reading: Reading
  readonly patience: Patience
  /** The rows that a call must have; shorter ones are filled up with their last row. */
  readonly fixedRows: number | null
  readonly description: ModelDescription
}

/**
 * A model behind a backend. A frame is cut into calls of a fixed number of rows, whatever the workers and whatever else
 * is asked at the time, so that even a model that looks at its whole batch gives the same answers again.
 */
export function pooledModel(made: PooledModelParts): OpenedModel {
  const { backend, reading, patience, fixedRows } = made
  const asTheyAre = made.columns
  // As the model sees them, most values that were changed a little more or less are the same: they are asked once.
  const asSeen = asTheyAre.map(({ target, resolution, ...column }) => ({
    ...column,
    target: { ...target, resolution },
  }))
  const answers = new AnswerCache<Promise<ChunkAnswer>>(cacheBytes)
  const counts = { rowsAsked: 0, rowsFromCache: 0, labelDisagreements: 0, unresolvedRows: 0 }
  const defaultRows = fixedRows ?? chunkRows

  return {
    async attempt(frame, options = {}) {
      const batchRows = fixedRows ?? options.batchRows ?? defaultRows
      const usual = batchRows === defaultRows
      const asking: Asking = { usesCache: usual && options.fresh !== true, remembers: usual }
      const { rowCount } = frame
      // A few chunks at a time: enough for all workers, and a large frame is not encoded all at once.
      const chunks = await placeInWaves({ rowCount, batchRows, lanes: 2 * backend.workers + 1 }, (from, to, index) =>
        place(frame, from, to, index, asking),
      )
      counts.rowsAsked += rowCount
      const { attempt, labelDisagreements } = assemble(chunks, rowCount, reading)
      counts.labelDisagreements += labelDisagreements
      return attempt
    },
    time(frame, options) {
      const batchRows = fixedRows ?? options.batchRows
      return timeCalls(
        backend,
        (rows) => encodeRows(takeRows(frame, rows), 0, rows.length, asTheyAre),
        frame.rowCount,
        {
          ...options,
          batchRows,
        },
      )
    },
    description: made.description,
    get coldStartMs() {
      return backend.coldStartMs
    },
    get counters() {
      return { ...counts, ...backend.counters }
    },
    get pids() {
      return made.pids()
    },
    close: () => backend.close(),
  }

  async function place(frame: Frame, from: number, to: number, index: number, asking: Asking): Promise<PlacedChunk> {
    const columns = asking.usesCache ? asSeen : asTheyAre
    const { parts, rowCount, rows, refusals } = encodeRows(frame, from, to, columns)
    const placed = { from, count: to - from, rows, refusals }
    if (rowCount === 0) return { ...placed, answer: null }
    const answer = await answerOf(parts, rowCount, index, asking)
    return { ...placed, answer: firstRows(answer, rows?.length ?? to - from) }
  }

  async function answerOf(
    parts: readonly Part[],
    rows: number,
    index: number,
    { usesCache, remembers }: Asking,
  ): Promise<ChunkAnswer> {
    const remember = remembers && rows >= rememberedRowsAtLeast
    if (!usesCache) return ask(parts, rows, index, remember)
    const key = digest(parts.map((part) => part.key).join())
    const known = answers.get(key)
    if (known !== undefined) {
      counts.rowsFromCache += rows
      return known
    }
    const asked = ask(parts, rows, index, remember)
    answers.set(key, asked, rows * (8 * Math.max(1, reading.classes.length) + 5))
    try {
      const answer = await asked
      // A death may be the machine's doing; what was not answered is asked again next time.
      if (answer.outcomes.includes(rowOutcome.died)) answers.delete(key)
      return answer
    } catch (error) {
      answers.delete(key)
      throw error
    }
  }

  async function ask(parts: readonly Part[], rows: number, affinity: number, remember: boolean): Promise<ChunkAnswer> {
    const answer = await answerChunk(backend, parts, rows, { affinity, remember }, patience)
    counts.unresolvedRows += answer.unresolved
    return answer
  }

  function encodeRows(frame: Frame, from: number, to: number, columns: readonly FedColumn[]): EncodedRows {
    const refusals: string[] = []
    const refused = new Uint8Array(to - from)
    const parts = columns.map(({ column, target, input }) => {
      const { part, refusal } = encodePart(columnOf(frame, column), from, to, target)
      if (refusal !== null) {
        refusals.push(`${input} cannot take ${refusal.example}`)
        for (const row of refusal.rows) refused[row] = 1
      }
      return part
    })
    const missing = fixedRows === null ? 0 : fixedRows - (to - from)
    if (refusals.length === 0 && missing <= 0) return { parts, rowCount: to - from, rows: null, refusals }
    const rows = rowsWhere(refused.length, (row) => refused[row] === 0)
    const asked = rows.length === 0 ? rows : filledUp(rows, fixedRows ?? rows.length).map((row) => row + from)
    const kept = columns.map(({ column, target }) => encodeTaken(columnOf(frame, column), asked, target))
    return { parts: kept, rowCount: asked.length, rows: refusals.length === 0 ? null : rows, refusals }
  }
}

/** The rows, the last one again until there are `length`. */
function filledUp(rows: Int32Array, length: number): Int32Array {
  const filled = new Int32Array(length).fill(rows.at(-1)!)
  filled.set(rows)
  return filled
}

/** Without the rows that only filled up the call. */
function firstRows(answer: ChunkAnswer, rows: number): ChunkAnswer {
  if (answer.outcomes.length === rows) return answer
  return {
    ...answer,
    scores: answer.scores?.subarray(0, rows * answer.width) ?? null,
    labels: answer.labels?.subarray(0, rows) ?? null,
    outcomes: answer.outcomes.subarray(0, rows),
  }
}

function encodeTaken(column: Column, rows: Int32Array, target: ColumnTarget): Part {
  return encodePart(takeValues(column, rows), 0, rows.length, target).part
}

interface Asking {
  /** The same content may be answered without the model. */
  readonly usesCache: boolean
  /** The processes are to remember the columns. */
  readonly remembers: boolean
}

interface EncodedRows {
  readonly parts: readonly Part[]
  /** Rows that the parts hold. */
  readonly rowCount: number
  /** Those of the frame that are not refused, counted from its first; null when all. */
  readonly rows: Int32Array | null
  readonly refusals: readonly string[]
}

const chunkRows = 4096
const cacheBytes = 256 * 1048576
/** Below this the columns are as quickly sent as looked up. */
const rememberedRowsAtLeast = 256
