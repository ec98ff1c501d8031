import { rowOutcome } from '../core/predictions.ts'
import type { Part } from './encode-column.ts'
import type { RawAnswer } from './protocol.ts'
import type { Backend, CallOptions, CallReply } from './worker-pool.ts'
import type { WorkerEnd } from './worker-process.ts'

/** What became of the rows of one chunk. */
export interface ChunkAnswer {
  /** Row-major, `width` numbers a row, NaN where there is no answer; null when the model gives none. */
  readonly scores: Float32Array | Float64Array | null
  readonly width: number
  readonly labels: Int32Array | null
  readonly outcomes: Uint8Array
  readonly messages: readonly string[]
  /** Rows that are called failed with their neighbours, because the calls to tell them apart were used up. */
  readonly unresolved: number
  /** The first call that was answered with another number of rows, even if its parts were answered well. */
  readonly wrongLength: { readonly answered: number; readonly asked: number } | null
  /** The first process that ended under these rows, even if their parts were answered well. */
  readonly died: WorkerEnd | null
}

/** How much may be spent on telling the rows that fail from their neighbours. */
export interface Patience {
  readonly extraCalls: number
}

/**
 * Asks for `rows` rows in one call. When the call fails its halves are asked, and so on, breadth first, down to the
 * rows that fail. A process that crashed gets the same rows once more, so that an accident from outside leaves no trace.
 */
export async function answerChunk(
  backend: Backend,
  parts: readonly Part[],
  rows: number,
  options: CallOptions & { readonly remember: boolean },
  patience: Patience,
): Promise<ChunkAnswer> {
  const ask = (from: number, to: number, remember: boolean) => backend.call({ parts, remember, from, to }, options)
  const first = await ask(0, rows, options.remember)
  if ('answer' in first && first.answer.kind === 'answered') return whole(first.answer, rows)

  const chunk = new ChunkInPieces(rows)
  const left = { calls: patience.extraCalls, deaths: deathBudget }
  const spans: Span[] = fail({ from: 0, to: rows, hadSecondTry: false, failure: null }, first)
  for (let span = spans.shift(); span !== undefined; span = spans.shift()) {
    if (left.calls <= 0 || left.deaths <= 0) {
      chunk.failed(span, span.failure!)
      chunk.unresolved += span.to - span.from
      continue
    }
    left.calls--
    const reply = await ask(span.from, span.to, true)
    if ('answer' in reply && reply.answer.kind === 'answered') chunk.answered(span, reply.answer)
    else spans.push(...fail(span, reply))
  }
  return chunk.result()

  /** What is left to ask after a failure; rows that are asked no more are marked. */
  function fail(span: Span, reply: CallReply): Span[] {
    if ('died' in reply) left.deaths -= costOfDeath[reply.died.reason]
    const failure = failureOf(reply, span)
    chunk.wrongLength ??= failure.wrongLength
    if ('died' in reply) chunk.died ??= reply.died
    const { from, to } = span
    const isAccident = 'died' in reply && reply.died.reason === 'crash' && !span.hadSecondTry
    if (isAccident) return [{ ...span, hadSecondTry: true, failure }]
    if (to - from > 1) {
      const middle = from + Math.ceil((to - from) / 2)
      const half = { hadSecondTry: true, failure }
      return [
        { from, to: middle, ...half },
        { from: middle, to, ...half },
      ]
    }
    chunk.failed(span, failure)
    return []
  }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly hadSecondTry: boolean
  /** Why it has to be asked again. */
  readonly failure: Failure | null
}

interface Failure {
  readonly outcome: number
  readonly message: string
  readonly wrongLength: ChunkAnswer['wrongLength']
}

/** A crash costs a restart, a timeout the whole limit: after some of them the rest of the rows is given up. */
const costOfDeath: Readonly<Record<WorkerEnd['reason'], number>> = {
  crash: 1,
  timeout: 4,
  memory: 4,
  runtime: 16,
  model: 16,
}
const deathBudget = 16

function failureOf(reply: CallReply, { from, to }: Span): Failure {
  if ('died' in reply) return { outcome: rowOutcome.died, message: reply.died.message, wrongLength: null }
  const { answer } = reply
  if (answer.kind === 'raised') return { outcome: rowOutcome.raised, message: answer.message, wrongLength: null }
  const answered = answer.kind === 'wrong-length' ? answer.answered : 0
  const message = `the model answered ${answered} rows of ${to - from}`
  return { outcome: rowOutcome.raised, message, wrongLength: { answered, asked: to - from } }
}

type Answered = Extract<RawAnswer, { kind: 'answered' }>

function whole({ scores, width, labels }: Answered, rows: number): ChunkAnswer {
  return {
    scores,
    width,
    labels,
    outcomes: new Uint8Array(rows),
    messages: [],
    unresolved: 0,
    wrongLength: null,
    died: null,
  }
}

class ChunkInPieces {
  unresolved = 0
  wrongLength: ChunkAnswer['wrongLength'] = null
  died: ChunkAnswer['died'] = null
  #rows: number
  #outcomes: Uint8Array
  #scores: Float64Array | null = null
  #width = 0
  #labels: Int32Array | null = null
  #messages = new Set<string>()

  constructor(rows: number) {
    this.#rows = rows
    this.#outcomes = new Uint8Array(rows)
  }

  answered({ from }: Span, { scores, width, labels }: Answered): void {
    if (scores !== null) {
      this.#scores ??= new Float64Array(this.#rows * width).fill(Number.NaN)
      this.#width = width
      this.#scores.set(scores, from * width)
    }
    if (labels !== null) {
      this.#labels ??= new Int32Array(this.#rows).fill(-1)
      this.#labels.set(labels, from)
    }
  }

  failed({ from, to }: Span, { outcome, message }: Failure): void {
    this.#outcomes.fill(outcome, from, to)
    this.#messages.add(message)
  }

  result(): ChunkAnswer {
    return {
      scores: this.#scores,
      width: this.#width,
      labels: this.#labels,
      outcomes: this.#outcomes,
      messages: [...this.#messages],
      unresolved: this.unresolved,
      wrongLength: this.wrongLength,
      died: this.died,
    }
  }
}
