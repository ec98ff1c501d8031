import type { Probe } from '../core/artifacts.ts'
import type { Frame } from '../core/frame.ts'
import { rowOutcome } from '../core/predictions.ts'
import type { Attempt, Labels, Model, Predictions } from '../core/predictions.ts'

/** What a fake model answers for a row: a probability, a value, or a row of probabilities; throwing means raising. */
export type Answer = (frame: Frame, row: number) => number | readonly number[]

/** A binary model of `[no, yes]` whose score of each row is `answer`; the decision is yes from .5 on. */
export function binaryModel(answer: Answer): Model {
  return fakeModel(answer, ['no', 'yes'])
}

/** A model of those classes that answers a probability for each, and decides for the largest. */
export function multiclassModel(answer: Answer, classes: readonly string[]): Model {
  return fakeModel(answer, classes)
}

export function regressionModel(answer: Answer): Model {
  return fakeModel(answer, [])
}

/** The clean answers of a model, which must not fail. */
export async function predictionsOf(model: Model, frame: Frame): Promise<Predictions> {
  const { predictions, outcomes, messages } = await model.attempt(frame)
  if (outcomes.some((outcome) => outcome !== rowOutcome.answered)) throw new Error(messages.join('; '))
  return predictions
}

/** All rows of a frame as the probe, with the model's answers. */
export async function probeOf(model: Model, frame: Frame, labels: Labels | null = null): Promise<Probe> {
  const rows = Int32Array.from({ length: frame.rowCount }, (_, row) => row)
  return { rows, frame, predictions: await predictionsOf(model, frame), labels, of: frame.rowCount }
}

/** Labels 0 and 1 of the classes `[no, yes]`. */
export function binaryLabels(codes: readonly number[]): Labels {
  return { kind: 'class', codes: Int32Array.from(codes), classes: ['no', 'yes'] }
}

/** Predictions from scores alone: binary of `[no, yes]`. */
export function binaryPredictions(scores: readonly number[]): Predictions {
  return predictionsFrom(Float64Array.from(scores), ['no', 'yes'], scores.length)
}

export function valuePredictions(values: readonly number[]): Predictions {
  return predictionsFrom(Float64Array.from(values), [], values.length)
}

function fakeModel(answer: Answer, classes: readonly string[]): Model {
  return {
    coldStartMs: 1,
    attempt: async (frame) => attemptRows(frame, answer, classes),
    time: async (_frame, { calls }) => new Float64Array(calls).fill(1),
  }
}

function attemptRows(frame: Frame, answer: Answer, classes: readonly string[]): Attempt {
  const width = Math.max(1, classes.length > 2 ? classes.length : 1)
  const scores = new Float64Array(frame.rowCount * width).fill(NaN)
  const outcomes = new Uint8Array(frame.rowCount)
  const messages = new Set<string>()
  for (let row = 0; row < frame.rowCount; row++) {
    try {
      scores.set([answer(frame, row)].flat(), row * width)
    } catch (error) {
      outcomes[row] = rowOutcome.raised
      messages.add(error instanceof Error ? error.message : String(error))
    }
  }
  return {
    predictions: predictionsFrom(scores, classes, frame.rowCount),
    outcomes,
    messages: [...messages].slice(0, 10),
  }
}

function predictionsFrom(scores: Float64Array, classes: readonly string[], rowCount: number): Predictions {
  const width = classes.length > 2 ? classes.length : 1
  const decisions = Int32Array.from({ length: classes.length === 0 ? 0 : rowCount }, (_, row) => {
    const own = scores.subarray(row * width, (row + 1) * width)
    if (Number.isNaN(own[0]!)) return -1
    return width === 1 ? Number(own[0]! >= 0.5) : own.indexOf(Math.max(...own))
  })
  return { rowCount, classes, scores, decisions }
}
