import type { Frame } from '../src/core/frame.ts'
import type { Labels, Task } from '../src/core/predictions.ts'
import type { Role } from '../src/core/schema.ts'

/** Rows with their true answers. The frame holds every column but the label. */
export interface Sample {
  readonly frame: Frame
  readonly labels: Labels
}

/** A model and its data, as a test run would meet them. */
export interface Subject {
  readonly task: Task
  /** `[negative, positive]`, the class names, or nothing for regression. */
  readonly classes: readonly string[]
  readonly reference: Sample
  readonly evaluation: Sample
  /** Scores, row by row: the probability of the positive class, of every class, or the value. */
  readonly predict: (features: Frame) => Float64Array
  readonly protected: readonly string[]
  /** Columns that are no features. */
  readonly roles?: Readonly<Record<string, Role>>
}

/** A pair of model and data with exactly one planted flaw. */
export interface Flaw {
  /** The name of its file. */
  readonly name: string
  /** What is planted at strength 1, as a sentence; at strength 0.5 half as much. */
  readonly plants: string
  /** Checks of which at least one has to fail. Empty when no check is made for it. */
  readonly expectedChecks: readonly string[]
  /** Checks that must not fail, because what is planted lies on their limit and not beyond it. */
  readonly quietChecks?: readonly string[]
  /** `size` rows a side. `strength` is 1 for the stated effect; 0 plants nothing. */
  make(seed: number, size: number, strength: number): Subject
}
