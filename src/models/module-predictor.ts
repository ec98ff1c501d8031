import { pathToFileURL } from 'node:url'
import type { Column, Frame } from '../core/frame.ts'
import { sliceRows } from '../core/frame.ts'
import type { Task } from '../core/predictions.ts'
import type { Predictor } from './onnx-session.ts'
import type { ModuleStart } from './protocol.ts'
import { readAnswer, type PredictAnswer } from './read-answer.ts'

/** Answers each row of a frame of features once, in order. */
export type PredictFunction = (frame: Frame) => Promise<PredictAnswer> | PredictAnswer

/** Loads a user's file into this process: its default export, or what it exports as `predict`. */
export async function openModule(start: ModuleStart): Promise<Predictor> {
  const loaded = (await import(pathToFileURL(start.path).href)) as { default?: unknown; predict?: unknown }
  const predict = [loaded.default, loaded.predict].find((value) => typeof value === 'function')
  if (predict === undefined) throw new Error('it exports no predict function, neither as default nor as "predict"')
  return functionPredictor(predict as PredictFunction, start.columns, start.task, start.classes)
}

/** A predict function as it is called: with a frame of the parts. */
export function functionPredictor(
  predict: PredictFunction,
  names: readonly string[],
  task: Task,
  classes: readonly string[],
): Predictor {
  return async (parts, from, to) => {
    const columns = new Map(names.map((name, index) => [name, parts[index] as Column]))
    const frame = sliceRows({ rowCount: rowsOf(parts[0] as Column), columns }, from, to)
    const began = performance.now()
    const answer = await predict(frame)
    const ms = performance.now() - began
    return { answer: readAnswer(answer, to - from, task, classes), ms }
  }
}

function rowsOf(column: Column): number {
  return column.kind === 'category' ? column.codes.length : column.values.length
}
