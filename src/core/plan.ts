import type { Budget } from './budget.ts'
import type { Severity } from './measurement.ts'
import type { Task } from './predictions.ts'
import type { Schema } from './schema.ts'

export type Sensitivity = 'strict' | 'default' | 'lenient'

/** What will be done, before anything is done: what runs, what is skipped and why, and on what. */
export interface Plan {
  readonly version: string
  readonly title: string
  readonly task: Task
  readonly classes: readonly string[]
  readonly seed: number
  readonly sensitivity: Sensitivity
  readonly budget: Budget
  readonly schema: Schema
  readonly data: {
    readonly reference: PlannedData | null
    readonly evaluation: PlannedData
    readonly decisions: readonly string[]
    readonly warnings: readonly string[]
  }
  readonly model: PlannedModel | null
  readonly checks: readonly PlannedCheck[]
}

export interface PlannedData {
  readonly file: string
  readonly format: string
  readonly sha256: string
  /** Where it lies in several files: their names and rows, in the order of the rows. */
  readonly parts?: readonly { readonly file: string; readonly rows: number }[]
  readonly rows: number
  readonly used: number
}

export interface PlannedModel {
  readonly kind: string
  readonly file: string | null
  readonly sha256: string | null
  readonly decisions: readonly string[]
}

export interface PlannedCheck {
  readonly id: string
  readonly params: Readonly<Record<string, unknown>>
  readonly severity: Severity
  /** Why it will not run; null when it will. */
  readonly skip: string | null
}
