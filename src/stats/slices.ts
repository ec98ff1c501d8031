import type { Column } from '../core/frame.ts'

/** The rows of one column parted into slices that do not overlap and leave no row out. */
export interface Slicing {
  readonly column: string
  /** `≤ 22`, `23–26`, `Husband`, `(other)`, `(missing)`. */
  readonly labels: readonly string[]
  /** With the column: `age ≤ 22`, `age is 23–26`, `relationship = Husband`, `age is missing`. */
  readonly phrases: readonly string[]
  /** The slice of each row. */
  readonly of: Int32Array
  /** Rows of each slice; a bin of the reference may have none. */
  readonly sizes: Int32Array
}

export interface SlicingOptions {
  /** The same column of the reference data, whose quantiles are the edges; without it the column's own. */
  readonly reference?: Column | undefined
  /** Bins of a number or a time. */
  readonly bins: number
  /** Categories with a smaller share of the rows are pooled. */
  readonly minShare: number
}

/** A text of more distinct values than this has no slices: it is no category. */
const mostTexts = 50

/**
 * Slices a column: numbers and times by quantiles of the reference (open at both ends, so every value has a bin), each
 * category by itself, missing values as a slice of their own. `null` for a text that is no category.
 */
export function sliceColumn(name: string, column: Column, options: SlicingOptions): Slicing | null {
  switch (column.kind) {
    case 'number':
    case 'time':
      return sliceNumbers(name, column, options)
    case 'category':
      return sliceCodes(name, column.codes, column.dictionary, options.minShare)
    case 'text': {
      const dictionary = [...new Set(column.values.filter((value) => value !== null))].toSorted()
      if (dictionary.length > mostTexts) return null
      const codeOf = new Map(dictionary.map((value, code) => [value, code]))
      const codes = Int32Array.from(column.values, (value) => (value === null ? -1 : codeOf.get(value)!))
      return sliceCodes(name, codes, dictionary, options.minShare)
    }
  }
}

/** The values at the shares 1/bins, 2/bins, … of those given, each once; the largest value is no edge. */
export function quantileEdges(values: Float64Array, bins: number): Float64Array {
  const sorted = finiteOf(values).sort()
  const edges = new Set<number>()
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1]
    if (edge !== undefined && edge < sorted.at(-1)!) edges.add(edge)
  }
  return Float64Array.from(edges)
}

function finiteOf(values: Float64Array): Float64Array {
  const finite = new Float64Array(values.length)
  let found = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) finite[found++] = values[i]!
  return finite.subarray(0, found)
}

type Numbers = Extract<Column, { kind: 'number' | 'time' }>

function sliceNumbers(name: string, column: Numbers, { reference, bins }: SlicingOptions): Slicing {
  const source = reference?.kind === column.kind ? reference : column
  const edges = quantileEdges(source.values, bins)
  const labels = column.kind === 'time' ? timeLabels(edges) : numberLabels(edges, source.values.every(isWholeOrMissing))
  const missing = labels.length
  const of = new Int32Array(column.values.length)
  for (let row = 0; row < of.length; row++) {
    const value = column.values[row]!
    if (Number.isNaN(value)) of[row] = missing
    else {
      let bin = 0
      while (bin < edges.length && value > edges[bin]!) bin++
      of[row] = bin
    }
  }
  return finish(
    name,
    labels,
    labels.map((label) =>
      edges.length === 0 ? `${name} is known` : `${name} ${/^[\d−]/.test(label) ? 'is ' : ''}${label}`,
    ),
    of,
  )
}

function sliceCodes(name: string, codes: Int32Array, dictionary: readonly string[], minShare: number): Slicing {
  const counts = new Int32Array(dictionary.length)
  for (const code of codes) if (code >= 0) counts[code]!++
  const rare = counts.map((rows) => Number(rows < minShare * codes.length))
  const pooled = counts.some((rows, code) => rows > 0 && rare[code] === 1)
  const kept = dictionary.flatMap((_, code) =>
    rare[code] === 0 && (counts[code]! > 0 || minShare === 0) ? [code] : [],
  )
  const sliceOf = new Int32Array(dictionary.length).fill(kept.length)
  for (const [slice, code] of kept.entries()) sliceOf[code] = slice

  const labels = kept.map((code) => dictionary[code]!)
  if (pooled) labels.push(unused('(other)', labels))
  const missing = labels.length
  const of = codes.map((code) => (code < 0 ? missing : sliceOf[code]!))
  return finish(
    name,
    labels,
    labels.map((label) => `${name} = ${label}`),
    of,
  )
}

/** Adds the slice of missing values, when there are any. */
function finish(column: string, labels: readonly string[], phrases: readonly string[], of: Int32Array): Slicing {
  const sizes = new Int32Array(labels.length + 1)
  for (const slice of of) sizes[slice]!++
  if (sizes[labels.length] === 0) return { column, labels, phrases, of, sizes: sizes.subarray(0, labels.length) }
  return {
    column,
    labels: [...labels, unused('(missing)', labels)],
    phrases: [...phrases, `${column} is missing`],
    of,
    sizes,
  }
}

/** `≤ 22`, `23–26`, `≥ 27` for whole numbers; `≤ 0.2`, `0.2–0.4` (above the first, up to the second), `> 0.4`. */
function numberLabels(edges: Float64Array, whole: boolean): string[] {
  if (edges.length === 0) return ['all']
  const text = edgeTexts(edges)
  return Array.from({ length: edges.length + 1 }, (_, bin) => {
    if (bin === 0) return `≤ ${text[0]}`
    const below = edges[bin - 1]!
    if (bin === edges.length) return whole ? `≥ ${signed(String(below + 1))}` : `> ${text[bin - 1]}`
    if (!whole) return between(text[bin - 1]!, text[bin]!)
    return below + 1 === edges[bin] ? text[bin]! : between(signed(String(below + 1)), text[bin]!)
  })
}

/** A dash next to a minus or inside a date is hard to read. */
function between(low: string, high: string): string {
  return `${low}${/[−-]/.test(low + high) ? ' to ' : '–'}${high}`
}

function timeLabels(edges: Float64Array): string[] {
  if (edges.length === 0) return ['all']
  const full = Array.from(edges, (edge) => new Date(edge).toISOString())
  const days = full.map((text) => text.slice(0, 10))
  const text = new Set(days).size === days.length ? days : full
  const last = edges.length - 1
  return [`until ${text[0]}`, ...text.slice(1).map((end, i) => between(text[i]!, end)), `after ${text[last]}`]
}

/** With as few digits as tell neighbours apart, but no fewer than three that matter. */
function edgeTexts(edges: Float64Array): string[] {
  const exact = Array.from(edges, String)
  for (let digits = 3; digits < 17; digits++) {
    const texts = Array.from(edges, (edge) =>
      Number.isInteger(edge) ? String(edge) : String(Number(edge.toPrecision(digits))),
    )
    if (new Set(texts).size === texts.length) return texts.map(signed)
  }
  return exact.map(signed)
}

function signed(text: string): string {
  return text.replace(/^-/, '−')
}

function isWholeOrMissing(value: number): boolean {
  return Number.isNaN(value) || Number.isInteger(value)
}

function unused(label: string, taken: readonly string[]): string {
  return taken.includes(label) ? unused(`${label}*`, taken) : label
}
