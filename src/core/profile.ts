/** What a whole column looks like, over all rows of the data set, however many of them were loaded. */
export interface ColumnProfile {
  readonly name: string
  readonly rows: number
  readonly missing: number
  /** Distinct values that are not missing. Exact unless `distinctIsEstimate`. */
  readonly distinct: number
  readonly distinctIsEstimate: boolean
  /** Numbers and times only; null when nothing arrived. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** Categories only: values by falling count, at most 50. */
  readonly top: readonly { readonly value: string; readonly count: number }[]
}

export interface Profile {
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
}
