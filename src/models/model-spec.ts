import type { Task } from '../core/predictions.ts'
import type { SchemaColumn } from '../core/schema.ts'
import type { PredictFunction } from './module-predictor.ts'

/** Where a model is and what has to be told about it. */
export type ModelSpec = OnnxSpec | ModuleSpec | FunctionSpec

export interface OnnxSpec {
  readonly kind: 'onnx'
  readonly path: string
  /** The columns of an input, where its name does not tell. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>> | undefined
  readonly output?: ToldOutput | undefined
  /** The classes in the order of the model's scores, as the label column spells them. */
  readonly classes?: readonly string[] | undefined
}

export interface ToldOutput {
  readonly label?: string | undefined
  /**
   * The output, or one for each class: in the order of the classes, or by class. False: the model has scores that are no
   * probabilities, and its labels alone are read.
   */
  readonly scores?: string | false | readonly string[] | Readonly<Record<string, string>> | undefined
  /** What makes probabilities of the scores. */
  readonly apply?: 'sigmoid' | 'softmax' | undefined
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
  /** Columns that are no feature. Every frame has them, unless they are ignored. */
  readonly others?: readonly SchemaColumn[] | undefined
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
