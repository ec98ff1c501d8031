import type { Task } from '../core/predictions.ts'
import type { SchemaColumn } from '../core/schema.ts'
import { classesOf } from './model-classes.ts'
import type { PredictFunction } from './module-predictor.ts'
import type { OpenedModel } from './pooled-model.ts'

export type { DetailedAttempt } from './assemble.ts'
export type { PredictFunction } from './module-predictor.ts'
export type { ModelCounters, ModelDescription, OpenedModel } from './pooled-model.ts'
export type { PredictAnswer } from './read-answer.ts'
export { predictOrThrow } from './predict-or-throw.ts'

/** Where a model is and what has to be told about it. */
export type ModelSpec = OnnxSpec | ModuleSpec | FunctionSpec

export interface OnnxSpec {
  readonly kind: 'onnx'
  readonly path: string
  /** The columns of an input, where its name does not tell. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>> | undefined
  readonly output?: { readonly label?: string; readonly scores?: string } | undefined
  /** The classes in the order of the model's scores, as the label column spells them. */
  readonly classes?: readonly string[] | undefined
}

/** A .js or .ts file that exports a predict function, as default or as `predict`; it runs in a child process. */
export interface ModuleSpec {
  readonly kind: 'module'
  readonly path: string
  /** The classes in the order of the scores, for data without labels. */
  readonly classes?: readonly string[] | undefined
}

/** A predict function of this process, for use as a library. */
export interface FunctionSpec {
  readonly kind: 'function'
  readonly predict: PredictFunction
  /** As of a module. */
  readonly classes?: readonly string[] | undefined
}

export interface ModelOptions {
  readonly task: Task
  /** Of the label: `[negative, positive]`, the class names, or nothing for regression and where the data have none. */
  readonly classes: readonly string[]
  /** Binary without labels: the class of the model that counts as positive; its last by default. */
  readonly positive?: string | undefined
  /** In the order of the source. */
  readonly features: readonly SchemaColumn[]
  /** Column → the text that stood for a missing category in the data; a string input gets it back. */
  readonly missingMarkers: ReadonlyMap<string, string>
  /** Binary: a score of at least this is the positive class. */
  readonly threshold: number
  /** Child processes at the same time. They change the speed, never an answer. */
  readonly workers: number
  /** Per call, and per process. */
  readonly limits: { readonly seconds: number; readonly memoryMb: number }
  readonly signal?: AbortSignal | undefined
}

/** Opens a model and says what it will be fed with. Throws what is wrong with the file or with how the two fit. */
export async function openModel(spec: ModelSpec, options: ModelOptions): Promise<OpenedModel> {
  switch (spec.kind) {
    case 'onnx': {
      const { openOnnx } = await import('./open-onnx.ts')
      return openOnnx(spec, options)
    }
    case 'module': {
      const { openModule } = await import('./open-function.ts')
      return openModule(spec.path, withClasses(spec.path, spec.classes, options))
    }
    case 'function': {
      const { openFunction } = await import('./open-function.ts')
      return openFunction(spec.predict, withClasses('the predict function', spec.classes, options))
    }
  }
}

function withClasses(path: string, told: readonly string[] | undefined, options: ModelOptions): ModelOptions {
  return { ...options, classes: classesOf(options, { told: told ?? null, scoreColumns: null, path }) }
}
