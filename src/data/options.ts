import type { Frame } from '../core/frame.ts'
import type { RowQueries } from '../core/artifacts.ts'
import type { Labels, Predictions, Task } from '../core/predictions.ts'
import type { Profile } from '../core/profile.ts'
import type { Kind, Role, Schema } from '../core/schema.ts'

/** What to load and how to read it; validated already, with absolute paths. */
export interface DataOptions {
  readonly task: Task
  readonly reference?: string
  readonly evaluation: string
  readonly label?: string
  readonly positive?: string
  readonly protected: readonly string[]
  readonly ignore: readonly string[]
  readonly id?: string
  readonly timestamp?: string
  readonly group?: string
  readonly weight?: string
  /** Columns that hold a model's answers. */
  readonly predictions?: PredictionOptions
  readonly columns: Readonly<Record<string, ColumnOverride>>
  /** Texts that mean "missing". Without it they are inferred among the well-known ones. */
  readonly missing?: readonly string[]
  readonly format?: FormatOptions
  /** Sets with more rows are sampled down to this many; profiles and row queries still see every row. */
  readonly rowBudget: number
  readonly seed: number
}

export interface PredictionOptions {
  /** Binary: the probability of the positive class. Regression: the value. */
  readonly score?: string
  /** The predicted class. */
  readonly label?: string
  /** Multiclass: class → the column of its probability. */
  readonly scores?: Readonly<Record<string, string>>
  /** Binary: a score from here on is decided positive; 0.5 without it. */
  readonly threshold?: number
}

export interface ColumnOverride {
  readonly role?: Role
  readonly kind?: Kind
}

export interface FormatOptions {
  readonly type?: FileType
  readonly delimiter?: string
  readonly encoding?: string
  readonly header?: boolean
  /** Names for a file without a header, in its order. */
  readonly columns?: readonly string[]
}

export type FileType = 'csv' | 'parquet' | 'jsonl'

/** One file, or a folder of parts, read. */
export interface LoadedSet {
  readonly path: string
  readonly sha256: string
  readonly parts?: readonly { readonly file: string; readonly rows: number }[]
  /** As a reader would say it: 'CSV, delimiter ";", UTF-8 with BOM'. */
  readonly format: string
  /** In the file, however many were loaded. */
  readonly rows: number
  /** Every column that is not ignored; a seeded sample in source order when the file is larger than the budget. */
  readonly frame: Frame
  /** The source row of each frame row, counted from 0; `null` when the frame holds them all. */
  readonly rowNumbers: Int32Array | null
  readonly labels: Labels | null
  /** From prediction columns. */
  readonly predictions: Predictions | null
  /** Over all rows. */
  readonly profile: Profile
  readonly queries: RowQueries
}

export interface LoadedData {
  readonly schema: Schema
  /** What was decided about the data as a whole, for `airworthy plan`. */
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
  /** `[negative, positive]` for binary; sorted for multiclass; empty for regression or when nothing tells them. */
  readonly classes: readonly string[]
  /** Column → the text that stood for "missing" most often, so that a model can be given what it was trained on. */
  readonly missingMarkers: ReadonlyMap<string, string>
  readonly reference: LoadedSet | null
  readonly evaluation: LoadedSet
  /** Frees the tables and temporary files. Row queries fail afterwards, frames stay. */
  close(): Promise<void>
}
