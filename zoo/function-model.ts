import { selectColumns, sliceRows } from '../src/core/frame.ts'
import type { Frame } from '../src/core/frame.ts'
import { rowOutcome } from '../src/core/predictions.ts'
import type { Attempt, AttemptOptions } from '../src/core/predictions.ts'
import type { OpenedModel } from '../src/models/open.ts'
import type { Subject } from './subject.ts'

/** Rows per call, as the adapters of the product have it. */
const usualBatch = 4096

/**
 * A function as a model, without the cache and the queue of the product's adapters, which change no answer and would
 * take most of the time of a small run. A call that throws is asked again row by row.
 */
export function functionModel(subject: Subject, features: readonly string[], threshold: number): OpenedModel {
  const { classes, predict } = subject
  const width = classes.length > 2 ? classes.length : 1

  async function attempt(frame: Frame, { batchRows = usualBatch }: AttemptOptions = {}) {
    const asked = selectColumns(frame, features)
    const scores = new Float64Array(frame.rowCount * width).fill(NaN)
    const outcomes = new Uint8Array(frame.rowCount)
    const messages = new Set<string>()
    for (let from = 0; from < frame.rowCount; from += batchRows) {
      const to = Math.min(from + batchRows, frame.rowCount)
      try {
        scores.set(predict(sliceRows(asked, from, to)), from * width)
      } catch {
        for (let row = from; row < to; row++) {
          try {
            scores.set(predict(sliceRows(asked, row, row + 1)), row * width)
          } catch (error) {
            outcomes[row] = rowOutcome.raised
            messages.add(String(error))
          }
        }
      }
    }
    const decisions = decide(scores, classes.length, threshold)
    const predictions: Attempt['predictions'] = { rowCount: frame.rowCount, classes, scores, decisions }
    return { predictions, outcomes, messages: [...messages].slice(0, 10), wrongLength: null, died: null }
  }

  return {
    attempt,
    time: async (_frame, { calls }) => new Float64Array(calls).fill(1),
    coldStartMs: 1,
    description: {
      kind: 'function',
      path: null,
      sha256: null,
      hasScores: true,
      classes,
      inputs: [],
      outputs: [],
      decisions: [],
      warnings: [],
    },
    counters: {
      rowsAsked: 0,
      rowsFromCache: 0,
      calls: 0,
      respawns: 0,
      bytesSent: 0,
      labelDisagreements: 0,
      unresolvedRows: 0,
    },
    pids: [],
    close: async () => {},
  }
}

/** The likelier class of two by the threshold, of more by the largest score; −1 without an answer. */
function decide(scores: Float64Array, classes: number, threshold: number): Int32Array {
  if (classes === 0) return new Int32Array(0)
  const width = classes > 2 ? classes : 1
  const decisions = new Int32Array(scores.length / width).fill(-1)
  for (let row = 0; row < decisions.length; row++) {
    if (Number.isNaN(scores[row * width]!)) continue
    if (width === 1) decisions[row] = Number(scores[row]! >= threshold)
    else {
      let best = 0
      for (let k = 1; k < width; k++) if (scores[row * width + k]! > scores[row * width + best]!) best = k
      decisions[row] = best
    }
  }
  return decisions
}
