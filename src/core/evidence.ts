/** What a finding shows besides its number. A closed union of plain data: checks never draw. */
export type Evidence =
  | TableEvidence
  | HistogramEvidence
  | CurveEvidence
  | IntervalsEvidence
  | HeatEvidence
  | ExamplesEvidence

export type Cell = string | number | null

export interface TableEvidence {
  readonly kind: 'table'
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Shares of the same bins in both data sets. Numeric bins have `edges` (one more than bins), others `labels`. */
export interface HistogramEvidence {
  readonly kind: 'histogram'
  readonly title: string
  readonly edges?: readonly number[]
  readonly labels?: readonly string[]
  readonly reference: readonly number[]
  readonly evaluation: readonly number[]
}

export interface CurveEvidence {
  readonly kind: 'curve'
  readonly title: string
  readonly x: string
  readonly y: string
  /** Draws the line y = x, where a perfect answer lies. */
  readonly diagonal?: boolean
  readonly series: readonly {
    readonly name: string
    readonly points: readonly {
      readonly x: number
      readonly y: number
      readonly low?: number
      readonly high?: number
      readonly n?: number
    }[]
  }[]
}

/** Estimates with intervals, one under the other (a forest plot). */
export interface IntervalsEvidence {
  readonly kind: 'intervals'
  readonly title: string
  /** What is on the axis. */
  readonly axis: string
  readonly rows: readonly {
    readonly label: string
    readonly estimate: number
    readonly low: number
    readonly high: number
    readonly n: number
  }[]
  /** A value to compare with, drawn as a line. */
  readonly line?: number
}

export interface HeatEvidence {
  readonly kind: 'heat'
  readonly title: string
  readonly rowLabels: readonly string[]
  readonly columnLabels: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** Rows of a data set, worst first. A check gives their numbers in the frame; the engine makes them those of the source, from 0. */
export interface ExamplesEvidence {
  readonly kind: 'examples'
  readonly title: string
  readonly from: 'reference' | 'evaluation'
  readonly columns: readonly string[]
  readonly rows: readonly { readonly row: number; readonly values: readonly Cell[] }[]
}
