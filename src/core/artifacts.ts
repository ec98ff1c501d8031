import type { Frame } from './frame.ts'
import type { Labels, Model, Predictions } from './predictions.ts'
import type { Profile } from './profile.ts'
import type { ScanReport } from './scan-report.ts'

/**
 * What a check may ask for. Each is made once per run and shared. "Evaluation" is the data under test, "reference"
 * what the model was trained or validated on; both frames hold every column that is not ignored, and share the
 * dictionaries of their categories.
 */
export interface Artifacts {
  readonly reference: Frame
  readonly evaluation: Frame
  readonly referenceLabels: Labels
  /** Of the evaluation rows. */
  readonly labels: Labels
  readonly referencePredictions: Predictions
  /** On the evaluation rows. */
  readonly predictions: Predictions
  /** Evaluation predictions that carry probabilities or values, so `scores` is never null. */
  readonly scores: Float64Array
  readonly referenceScores: Float64Array
  readonly model: Model
  /** Needs a model that can be asked. */
  readonly probe: Probe
  /** At least one column is protected. */
  readonly protected: readonly string[]
  readonly referenceProfile: Profile
  readonly profile: Profile
  readonly rowQueries: RowQueries
  readonly referenceRowQueries: RowQueries
  /** What a scan of the model's files saw, without loading them. */
  readonly files: ScanReport
}

export type Need = keyof Artifacts

/**
 * The evaluation rows that are perturbed, with the model's answers to them as they are: all rows up to the budget.
 * One frame shared by every perturbing check, so that untouched columns reach the model once.
 */
export interface Probe {
  /** Their numbers in the evaluation frame, ascending. */
  readonly rows: Int32Array
  readonly frame: Frame
  readonly predictions: Predictions
  readonly labels: Labels | null
  /** Rows of the evaluation data. */
  readonly of: number
}

/** Questions about whole rows, answered over all rows of a data set however few of them are loaded. */
export interface RowQueries {
  /** Rows that repeat an earlier row in these columns. Missing equals missing. */
  duplicates(columns: readonly string[]): Promise<RowMatches>
  /** Rows of this set that also stand in the reference set, in these columns. */
  overlap(columns: readonly string[]): Promise<RowMatches>
}

export interface RowMatches {
  readonly rows: number
  readonly matching: number
  /** Row numbers in the source of some that match, ascending, with the row they match. */
  readonly examples: readonly { readonly row: number; readonly matches: number }[]
}

/** Each artifact as a reader knows it, for the reason of a skip. */
export const artifactNames: Readonly<Record<Need, string>> = {
  reference: 'reference data',
  evaluation: 'evaluation data',
  referenceLabels: 'labels in the reference data',
  labels: 'labels in the evaluation data',
  referencePredictions: 'predictions on the reference data',
  predictions: 'predictions on the evaluation data',
  scores: 'probabilities or values, not only classes',
  referenceScores: 'probabilities or values on the reference data',
  model: 'a model that can be asked',
  probe: 'a model that can be asked',
  protected: 'protected columns (data.protected)',
  referenceProfile: 'reference data',
  profile: 'evaluation data',
  rowQueries: 'evaluation data',
  referenceRowQueries: 'reference data',
  files: 'a model file',
}
